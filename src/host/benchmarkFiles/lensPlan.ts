import * as l10n from '@vscode/l10n';
import type { ParsedBenchmarkFile } from '../../core/spec/benchmarkFile';

export type LensAction =
  | { readonly kind: 'run file' }
  | { readonly kind: 'run benchmark'; readonly index: number }
  | { readonly kind: 'train'; readonly index: number }
  | { readonly kind: 'check gradients'; readonly index: number }
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
 * The lenses of a benchmark file: Run all at its first list, Run at each benchmark that can run, Train at each training. While something runs, Stop
 * takes the place of Run, so that nothing moves. `lineOf` gives the line of an offset.
 */
export function planLenses(
  { spec, entries, trainings, diagnostics, benchmarksRange, trainRange }: ParsedBenchmarkFile,
  isRunning: (benchmarkName: string) => boolean,
  lineOf: (offset: number) => number,
): readonly PlannedLens[] {
  const listRange = benchmarksRange ?? trainRange;
  if (listRange === null) return [];
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const usable = [
    ...entries.filter(({ benchmark }) => benchmark !== null),
    ...trainings.filter(({ training }) => training !== null),
  ];
  const anyRuns = usable.some(({ name }) => isRunning(name));
  const line = lineOf(listRange.offset);
  const first = anyRuns
    ? STOP
    : spec === null
      ? {
          title: `$(error) ${errors === 1 ? l10n.t('1 problem') : l10n.t('{0} problems', errors)}`,
          tooltip: l10n.t('The file runs as a whole when no problem is left'),
          action: { kind: 'show problems' as const },
        }
      : {
          title: l10n.t('▶ Run all ({0})', entries.length + trainings.length),
          tooltip:
            trainings.length === 0
              ? l10n.t('Run all benchmarks of this file')
              : l10n.t('Run and train all of this file'),
          action: { kind: 'run file' as const },
        };
  const lenses: PlannedLens[] = [
    { line, ...first },
    {
      line,
      title: l10n.t('$(graph) Open results'),
      tooltip: l10n.t('Show tables and charts'),
      action: { kind: 'open results' },
    },
  ];
  for (const { benchmark, name, index, offset } of entries) {
    if (benchmark === null) continue;
    const run = {
      title: l10n.t('▶ Run'),
      tooltip: l10n.t('Run {0}', name),
      action: { kind: 'run benchmark' as const, index },
    };
    lenses.push({ line: lineOf(offset), ...(isRunning(name) ? STOP : run) });
  }
  for (const { training, name, index, offset } of trainings) {
    if (training === null) continue;
    const at = lineOf(offset);
    const train = {
      title: l10n.t('▶ Train'),
      tooltip: l10n.t('Train {0}', name),
      action: { kind: 'train' as const, index },
    };
    lenses.push({ line: at, ...(isRunning(name) ? STOP : train) });
    lenses.push({
      line: at,
      title: l10n.t('$(pass) Check gradients'),
      tooltip: l10n.t('Compare the gradients of {0} with central differences', name),
      action: { kind: 'check gradients', index },
    });
  }
  return firstOfEachLine(lenses);
}

const STOP = {
  title: l10n.t('■ Stop'),
  tooltip: l10n.t('Stop it; what was measured is kept'),
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
