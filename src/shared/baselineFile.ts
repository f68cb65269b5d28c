import * as l10n from '@vscode/l10n';
import { readFile } from 'node:fs/promises';
import { parseRun } from '../core/spec/runSchema';
import type { Run } from '../core/measure/measurement';

const BENCHMARK_SUFFIX = '.matmul.json';
const BASELINE_SUFFIX = '.matmul.baseline.json';

/** Where the baseline of a benchmark file lies: beside it, to be reviewed with it. 'a/x.matmul.json' → 'a/x.matmul.baseline.json'. */
export function baselinePathOf(benchmarkFile: string): string {
  const stem = benchmarkFile.endsWith(BENCHMARK_SUFFIX)
    ? benchmarkFile.slice(0, -BENCHMARK_SUFFIX.length)
    : benchmarkFile.replace(/\.json$/, '');
  return stem + BASELINE_SUFFIX;
}

/** The benchmark file beside which a baseline lies: 'a/x.matmul.baseline.json' → 'a/x.matmul.json'. */
export function benchmarkFileOf(baseline: string): string {
  return baseline.slice(0, -BASELINE_SUFFIX.length) + BENCHMARK_SUFFIX;
}

/**
 * The run that is kept as a baseline: the rows with a time of some benchmarks, each by the name that it has in its file. Nothing is
 * held to an earlier training.
 */
export function baselineOf(run: Run, names: ReadonlyMap<string, string>): Run {
  const { schema, id, title, startedAt, elapsedMs, state, machine, versions, notes } = run;
  return {
    ...{ schema, id, title, startedAt, elapsedMs, state, machine, versions },
    ...(notes === undefined ? {} : { notes }),
    benchmarks: run.benchmarks.flatMap((each) => {
      const name = names.get(each.name);
      return name === undefined ? [] : [{ ...each, name }];
    }),
    measurements: run.measurements.flatMap((each) => {
      const benchmark = names.get(each.benchmark);
      return benchmark === undefined || each.status !== 'ok' ? [] : [{ ...each, benchmark }];
    }),
  };
}

/** Benchmarks of an older baseline that a new one does not have, and that would be lost if it took the place of the older. */
export function benchmarksLost(kept: Run, older: Run): readonly string[] {
  const names = new Set(kept.benchmarks.map(({ name }) => name));
  return older.benchmarks.flatMap(({ name }) => (names.has(name) ? [] : [name]));
}

/**
 * The new baseline with what the older one has of these other benchmarks; `null` where that was measured on another
 * processor, which one file cannot say of some of its rows.
 */
export function withRowsOf(kept: Run, older: Run, benchmarks: readonly string[]): Run | null {
  if (older.machine.processor !== kept.machine.processor) return null;
  return {
    ...kept,
    benchmarks: [...kept.benchmarks, ...older.benchmarks.filter(({ name }) => benchmarks.includes(name))],
    measurements: [
      ...kept.measurements,
      ...older.measurements.filter(({ benchmark }) => benchmarks.includes(benchmark)),
    ],
  };
}

/** The text of a baseline file: indented, but samples on one line each, so that a change of it can be read. */
export function baselineText(run: Run): string {
  const text = JSON.stringify(run, undefined, 2);
  return `${text.replace(/\[[\s\d.,e+-]*\]/g, (numbers) => numbers.replace(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']'))}\n`;
}

export type ReadBaseline =
  | { readonly kind: 'run'; readonly run: Run }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unusable'; readonly problem: string };

/** Reads a baseline, or any run. Never throws. */
export async function readBaseline(path: string): Promise<ReadBaseline> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { kind: 'missing' };
    const detail = error instanceof Error ? error.message : String(error);
    return { kind: 'unusable', problem: l10n.t('It cannot be read: {0}.', detail) };
  }
  try {
    const parsed = parseRun(JSON.parse(text));
    return 'run' in parsed ? { kind: 'run', run: parsed.run } : { kind: 'unusable', problem: parsed.problem };
  } catch {
    return { kind: 'unusable', problem: l10n.t('It is not JSON.') };
  }
}
