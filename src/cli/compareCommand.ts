import { readFile } from 'node:fs/promises';
import type { Run } from '../core/measure/measurement';
import { compareRuns } from '../core/measure/runComparison';
import { parseRun } from '../core/spec/runSchema';
import { spreadOfRuns } from '../shared/runSpread';
import { EXIT, UnusableInput } from './exitCode';
import type { ExitCode } from './exitCode';
import { checkJsonTarget, writeJson } from './fileOutput';
import { comparisonJson, comparisonReport } from './render/comparisonReport';
import type { Terminal } from './terminal';

export interface CompareOptions {
  readonly allowSlower?: true;
  readonly json?: string;
}

/** `compare`: two saved runs, row by row. 1 where a row is slower, unless that is allowed. */
export async function compareCommand(
  beforePath: string,
  afterPath: string,
  { allowSlower, json }: CompareOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  await checkJsonTarget(json);
  const [before, after] = [await readRun(beforePath), await readRun(afterPath)];
  const spread = await spreadOfRuns([before.machine.processor, after.machine.processor]);
  const comparison = compareRuns(before, after, spread.share);
  if (comparison.rows.length === 0) {
    terminal.note('No row has a time in both runs.');
  }
  if (json !== undefined) await writeJson(json, comparisonJson(comparison, spread, before, after), terminal);
  if (json !== '-') await terminal.print(comparisonReport(comparison, spread, terminal));
  const isSlower = comparison.rows.some(({ verdict }) => verdict === 'slower');
  return isSlower && allowSlower !== true ? EXIT.failed : EXIT.done;
}

/** @throws {UnusableInput} */
async function readRun(path: string): Promise<Run> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new UnusableInput('input', [`${path}: error: the run cannot be read: ${detail}`]);
  }
  const parsed = parseRun(value);
  if ('problem' in parsed) throw new UnusableInput('input', [`${path}: error: ${parsed.problem}`]);
  return parsed.run;
}
