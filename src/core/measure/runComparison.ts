import * as l10n from '@vscode/l10n';
import { assertNever } from '../assertNever';
import { listed } from '../sentences';
import { hasMachineChanged, isComparable, runEvidence, runVerdict } from './betweenRuns';
import { isTimed, problemKey } from './comparison';
import { holm } from './holm';
import type { MeasurementSubject, Run, SampledBenchmark, TimedMeasurement } from './measurement';
import { RATIO_CONFIDENCE } from './ratio';
import { spreadOfRow } from './rowSpread';
import type { RunSpread } from './rowSpread';
import { pointKey } from './tuning';

export type Verdict = 'slower' | 'faster' | 'no difference found';

function tooFew(): string {
  return l10n.t('one sample alone is left of it, of which there is no interval; a larger time budget gives more');
}

/** A row that both runs have. */
export interface ComparedRow {
  readonly before: TimedMeasurement;
  readonly after: TimedMeasurement;
  /** Time after over time before. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: Verdict;
  /** Time of the calibration loop after over before, where both runs have it. */
  readonly loop: number | null;
}

/** A row that cannot be compared, and why. */
export interface UnmatchedRow {
  readonly subject: MeasurementSubject;
  readonly reason: string;
}

export interface RunComparison {
  readonly rows: readonly ComparedRow[];
  readonly unmatched: readonly UnmatchedRow[];
  /** What is not the same in both runs beside the code: sentences. */
  readonly warnings: readonly string[];
}

/**
 * Compares the rows of two runs that have the same benchmark, problem, strategy and parameters. The verdicts are made for all
 * of them together (`holm`), and each interval is given at the confidence at which it says the same as its verdict.
 */
export function compareRuns(before: Run, after: Run, spread: RunSpread): RunComparison {
  const laterByKey = new Map(after.measurements.map((row) => [rowKey(row), row]));
  const unmatched: UnmatchedRow[] = [];
  const pairs: { readonly before: TimedMeasurement; readonly after: TimedMeasurement }[] = [];
  for (const row of before.measurements) {
    const key = rowKey(row);
    const later = laterByKey.get(key);
    laterByKey.delete(key);
    if (later === undefined) unmatched.push({ subject: row, reason: l10n.t('only in the earlier run') });
    else if (!isTimed(row)) unmatched.push({ subject: row, reason: l10n.t('no time before: {0}', row.reason) });
    else if (!isTimed(later)) unmatched.push({ subject: row, reason: l10n.t('no time after: {0}', later.reason) });
    else if (!isComparable(row) || !isComparable(later)) unmatched.push({ subject: row, reason: tooFew() });
    else pairs.push({ before: row, after: later });
  }
  for (const row of laterByKey.values()) unmatched.push({ subject: row, reason: l10n.t('only in the later run') });
  const evidence = pairs.map((pair) => runEvidence(pair.before, pair.after, spreadOfRow(spread, pair.before)));
  const verdicts = holm(
    evidence.map((each) => (confidence) => runVerdict(each.interval(confidence)) !== 'no difference found'),
    RATIO_CONFIDENCE,
  );
  const rows = pairs.map((pair, index): ComparedRow => {
    const { ratio, loop, interval } = evidence[index];
    const [low, high] = interval(verdicts[index].confidence);
    return { ...pair, ratio, low, high, loop, verdict: runVerdict([low, high]) };
  });
  return { rows, unmatched, warnings: warningsOf(before, after, rows) };
}

/** Text that is equal for the same row of two runs. What a tuning of the machine gave was not set. */
export function rowKey({ benchmark, strategy, parameters, tuned = [], problem }: MeasurementSubject): string {
  const set = Object.fromEntries(Object.entries(parameters).filter(([id]) => !tuned.includes(id)));
  return [benchmark, strategy, pointKey(set), problemKey(problem)].join('\n');
}

function warningsOf(before: Run, after: Run, rows: readonly ComparedRow[]): readonly string[] {
  const later = facts(after);
  const differing = facts(before).flatMap(({ name, text }, index) =>
    text === later[index].text ? [] : [l10n.t('{0}: {1} before, {2} after.', name, text, later[index].text)],
  );
  const backends = rows.filter((row) => row.before.backend !== row.after.backend);
  const loops = rows.flatMap(({ loop }) => (loop !== null && hasMachineChanged(loop) ? [loop] : []));
  return [
    ...differing,
    ...samplingDifferences(before, after),
    ...backends.map((row) =>
      l10n.t('{0}: {1} ran before, {2} after.', row.before.strategy, row.before.backend, row.after.backend),
    ),
    ...(loops.length === 0
      ? []
      : [
          l10n.t(
            'The machine was not as fast in both runs: its calibration loop took {0} longer or shorter in {1} of {2} rows. Times are corrected for it, and intervals are wider.',
            percentText(Math.max(...loops.map((loop) => Math.abs(loop - 1)))),
            loops.length,
            rows.length,
          ),
        ]),
  ];
}

/** Something that a run was taken with, for people. */
interface Fact {
  readonly name: string;
  readonly text: string;
}

/** What must be the same for times to differ by the code alone. */
function facts({ machine, versions, state }: Run): readonly Fact[] {
  return [
    { name: l10n.t('processor'), text: machine.processor },
    { name: l10n.t('threads'), text: String(machine.logicalCores) },
    { name: l10n.t('platform'), text: machine.platform },
    { name: l10n.t('code path'), text: JSON.stringify(machine.wasm.codePaths) },
    { name: 'Node', text: versions.node },
    { name: 'V8', text: versions.v8 },
    {
      name: l10n.t('engine flags'),
      text: versions.engineFlags.join(' ') || l10n.t({ message: 'none', comment: ['flags'] }),
    },
    { name: 'Matmul Profiler', text: versions.extension },
    { name: l10n.t('state'), text: stateText(state) },
  ];
}

function stateText(state: Run['state']): string {
  switch (state) {
    case 'finished':
      return l10n.t('finished');
    case 'cancelled':
      return l10n.t('cancelled');
    case 'failed':
      return l10n.t('failed');
    default:
      return assertNever(state);
  }
}

/** What of the benchmarks that both runs have was not asked for alike, each difference with the names of those concerned. */
function samplingDifferences(before: Run, after: Run): readonly string[] {
  const differences = new Map<
    string,
    { readonly said: readonly [name: string, before: string, after: string]; readonly benchmarks: string[] }
  >();
  for (const one of before.benchmarks) {
    const other = after.benchmarks.find(({ name }) => name === one.name);
    if (other === undefined) continue;
    const askedLater = askedOf(other);
    for (const [index, { name, text }] of askedOf(one).entries()) {
      const later = askedLater[index].text;
      if (text === later) continue;
      const key = [index, text, later].join('\n');
      const known = differences.get(key);
      if (known === undefined) differences.set(key, { said: [name, text, later], benchmarks: [one.name] });
      else known.benchmarks.push(one.name);
    }
  }
  return [...differences.values()].map(({ said, benchmarks }) =>
    l10n.t('{0}: {1} before, {2} after, in {3}.', ...said, listed(benchmarks)),
  );
}

function askedOf({ threads, cache }: SampledBenchmark): readonly Fact[] {
  return [
    {
      name: l10n.t('thread limit'),
      text: threads === null ? l10n.t({ message: 'all', comment: ['threads'] }) : String(threads),
    },
    { name: l10n.t('cache'), text: cache === 'cold' ? l10n.t('cold') : l10n.t('warm') },
  ];
}

function percentText(share: number): string {
  return `${(100 * share).toFixed(0)}%`;
}
