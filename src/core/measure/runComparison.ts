import { hasMachineChanged, isComparable, runEvidence, runVerdict } from './betweenRuns';
import { isTimed, problemKey } from './comparison';
import { holm } from './holm';
import type { MeasurementSubject, Run, SampledBenchmark, TimedMeasurement } from './measurement';
import { RATIO_CONFIDENCE } from './ratio';
import { spreadOfRow } from './rowSpread';
import type { RunSpread } from './rowSpread';
import { pointKey } from './tuning';

export type Verdict = 'slower' | 'faster' | 'no difference found';

const TOO_FEW = 'one sample alone is left of it, of which there is no interval; a larger time budget gives more';

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
    if (later === undefined) unmatched.push({ subject: row, reason: 'only in the earlier run' });
    else if (!isTimed(row)) unmatched.push({ subject: row, reason: `no time before: ${row.reason}` });
    else if (!isTimed(later)) unmatched.push({ subject: row, reason: `no time after: ${later.reason}` });
    else if (!isComparable(row) || !isComparable(later)) unmatched.push({ subject: row, reason: TOO_FEW });
    else pairs.push({ before: row, after: later });
  }
  for (const row of laterByKey.values()) unmatched.push({ subject: row, reason: 'only in the later run' });
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
  const [one, other] = [facts(before), facts(after)];
  const differing = Object.keys(one).flatMap((name) =>
    one[name] === other[name] ? [] : [`${name}: ${one[name]} before, ${other[name]} after.`],
  );
  const backends = rows.filter((row) => row.before.backend !== row.after.backend);
  const loops = rows.flatMap(({ loop }) => (loop !== null && hasMachineChanged(loop) ? [loop] : []));
  return [
    ...differing,
    ...samplingDifferences(before, after),
    ...backends.map((row) => `${row.before.strategy}: ${row.before.backend} ran before, ${row.after.backend} after.`),
    ...(loops.length === 0
      ? []
      : [
          `The machine was not as fast in both runs: its calibration loop took ${percentText(Math.max(...loops.map((loop) => Math.abs(loop - 1))))} longer or shorter in ${loops.length} of ${rows.length} rows. Times are corrected for it, and intervals are wider.`,
        ]),
  ];
}

/** What must be the same for times to differ by the code alone. */
function facts({ machine, versions, state }: Run): Readonly<Record<string, string>> {
  return {
    processor: machine.processor,
    threads: String(machine.logicalCores),
    platform: machine.platform,
    'code path': JSON.stringify(machine.wasm.codePaths),
    Node: versions.node,
    V8: versions.v8,
    'engine flags': versions.engineFlags.join(' ') || 'none',
    'Matmul Profiler': versions.extension,
    state,
  };
}

/** What of the benchmarks that both runs have was not asked for alike, each difference with the names of those concerned. */
function samplingDifferences(before: Run, after: Run): readonly string[] {
  const named = new Map<string, string[]>();
  for (const one of before.benchmarks) {
    const other = after.benchmarks.find(({ name }) => name === one.name);
    if (other === undefined) continue;
    const [asked, askedLater] = [askedOf(one), askedOf(other)];
    for (const fact of Object.keys(asked)) {
      if (asked[fact] === askedLater[fact]) continue;
      const text = `${fact}: ${asked[fact]} before, ${askedLater[fact]} after`;
      named.set(text, [...(named.get(text) ?? []), one.name]);
    }
  }
  return [...named].map(([text, names]) => `${text}, in ${names.join(', ')}.`);
}

function askedOf({ threads, cache }: SampledBenchmark): Readonly<Record<string, string>> {
  return { 'thread limit': String(threads ?? 'all'), cache: cache ?? 'warm' };
}

function percentText(share: number): string {
  return `${(100 * share).toFixed(0)}%`;
}
