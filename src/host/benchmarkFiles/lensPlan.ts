import type { ParsedBenchmarkFile } from '../../core/spec/benchmarkFile';

export type LensAction =
  | { readonly kind: 'run file' }
  | { readonly kind: 'run benchmark'; readonly index: number }
  | { readonly kind: 'stop' }
  | { readonly kind: 'open results' }
  | { readonly kind: 'show problems' };

export interface PlannedLens {
  /** From 0. */
  readonly line: number;
  readonly title: string;
  readonly tooltip: string;
  readonly action: LensAction;
}

const MOST_A_LINE = 3;

/**
 * The lenses of a benchmark file: Run all at "benchmarks", Run at each benchmark that can run. While something runs, Stop
 * takes the place of Run, so that nothing moves. `lineOf` gives the line of an offset.
 */
export function planLenses(
  { spec, entries, diagnostics, benchmarksRange }: ParsedBenchmarkFile,
  isRunning: (benchmarkName: string) => boolean,
  lineOf: (offset: number) => number,
): readonly PlannedLens[] {
  if (benchmarksRange === null) return [];
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const anyRuns = entries.some(({ benchmark, name }) => benchmark !== null && isRunning(name));
  const line = lineOf(benchmarksRange.offset);
  const first = anyRuns
    ? STOP
    : spec === null
      ? {
          title: `$(error) ${errors === 1 ? '1 problem' : `${errors} problems`}`,
          tooltip: 'The file runs as a whole when no problem is left',
          action: { kind: 'show problems' as const },
        }
      : {
          title: `▶ Run all (${entries.length})`,
          tooltip: 'Run all benchmarks of this file',
          action: { kind: 'run file' as const },
        };
  const lenses: PlannedLens[] = [
    { line, ...first },
    { line, title: '$(graph) Open results', tooltip: 'Show tables and charts', action: { kind: 'open results' } },
  ];
  for (const { benchmark, name, index, offset } of entries) {
    if (benchmark === null) continue;
    const run = { title: '▶ Run', tooltip: `Run ${name}`, action: { kind: 'run benchmark' as const, index } };
    lenses.push({ line: lineOf(offset), ...(isRunning(name) ? STOP : run) });
  }
  return firstOfEachLine(lenses);
}

const STOP = {
  title: '■ Stop',
  tooltip: 'Stop the run; what was measured is kept',
  action: { kind: 'stop' as const },
};

/** Files without line breaks would have all of them on one line. */
function firstOfEachLine(lenses: readonly PlannedLens[]): readonly PlannedLens[] {
  const count = new Map<number, number>();
  return lenses.filter(({ line }) => {
    const here = (count.get(line) ?? 0) + 1;
    count.set(line, here);
    return here <= MOST_A_LINE;
  });
}
