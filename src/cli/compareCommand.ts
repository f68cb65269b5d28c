import { compareRuns } from '../core/measure/runComparison';
import { spreadOfRuns } from '../shared/runSpread';
import { EXIT } from './exitCode';
import type { ExitCode } from './exitCode';
import { checkJsonTarget, writeJson } from './fileOutput';
import { readRun } from './readRun';
import { comparisonJson, comparisonReport } from './render/comparisonReport';
import type { Terminal } from './terminal';

export interface CompareOptions {
  readonly allowSlower?: true;
  readonly json?: string;
}

/** `compare`: two saved runs, row by row. 1 where a row is slower, unless that is allowed; 2 where nothing could be compared. */
export async function compareCommand(
  beforePath: string,
  afterPath: string,
  { allowSlower, json }: CompareOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  await checkJsonTarget(json);
  const [before, after] = [await readRun(beforePath), await readRun(afterPath)];
  const spread = await spreadOfRuns([before.machine.processor, after.machine.processor]);
  const comparison = compareRuns(before, after, spread);
  if (json !== undefined) await writeJson(json, comparisonJson(comparison, spread, before, after), terminal);
  if (json !== '-') await terminal.print(comparisonReport(comparison, spread, terminal));
  if (comparison.rows.length === 0) {
    terminal.note(
      'error: no row has a time in both runs, so nothing was compared. Give two runs of the same benchmarks.',
    );
    return EXIT.unusable;
  }
  const isSlower = comparison.rows.some(({ verdict }) => verdict === 'slower');
  return isSlower && allowSlower !== true ? EXIT.failed : EXIT.done;
}
