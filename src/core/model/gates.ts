import { assertNever } from '../assertNever';
import { formatRatioInterval } from '../format';
import { choiceKey } from '../spec/request';
import { groupByProblem, isTimed, problemKey } from '../measure/comparison';
import type { ProblemGroup } from '../measure/comparison';
import { expectationText } from '../measure/expectation';
import type { Expectation, FasterThan, NotSlowerThanBaseline } from '../measure/expectation';
import type { Measurement, Run, TimedMeasurement } from '../measure/measurement';
import { ratioOf } from '../measure/ratio';
import type { Ratio } from '../measure/ratio';
import { sizeLabel } from '../problem';

/**
 * `met`, `missed`: the interval lies wholly on one side of what is asked for. `undecided`: it does not, or there is nothing to
 * judge by. A gate that fails on what is undecided raises false alarms as often as chance will have it.
 */
export type GateOutcome = 'met' | 'missed' | 'undecided';

/** One expectation at one row. */
export interface GateVerdict {
  readonly benchmark: string;
  /** Its place among the expectations of the benchmark. */
  readonly index: number;
  /** 'simd is faster than blocked by 5% at 512×512×512'. */
  readonly title: string;
  readonly outcome: GateOutcome;
  /** A sentence with the figures, or why there are none. */
  readonly reason: string;
}

/** A run with what came of its expectations. */
export interface JudgedRun {
  readonly run: Run;
  readonly verdicts: readonly GateVerdict[];
}

/** The rows that a run is held to. */
export type Baseline = Pick<Run, 'measurements'>;

/** Judges what the benchmarks of a run expect; `baseline` is the run that they are held to, where there is one. */
export function judgeGates(
  run: Pick<Run, 'benchmarks' | 'measurements'>,
  baseline: Baseline | null,
): readonly GateVerdict[] {
  const groups = groupByProblem(run.measurements);
  return run.benchmarks.flatMap(({ name, expect = [] }) =>
    expect.flatMap((expectation, index) =>
      groups
        .filter(({ benchmark }) => benchmark === name)
        .flatMap((group) => judge(expectation, group, baseline))
        .map((judged) => ({ benchmark: name, index, ...judged })),
    ),
  );
}

type Judged = Omit<GateVerdict, 'benchmark' | 'index'>;

function judge(expectation: Expectation, group: ProblemGroup, baseline: Baseline | null): readonly Judged[] {
  const rows = group.measurements.filter(({ strategy }) => strategy === expectation.strategy);
  return rows.flatMap((row) => {
    const title = `${expectationText(expectation)} at ${sizeLabel(group.problem)}${parametersOf(row, rows)}`;
    switch (expectation.kind) {
      case 'faster than':
        return group.measurements
          .filter(({ strategy }) => strategy === expectation.than)
          .map((other) => ({ title, ...fasterThan(row, other, expectation) }));
      case 'not slower than baseline':
        return [{ title, ...notSlower(row, baseline, expectation) }];
      default:
        return assertNever(expectation);
    }
  });
}

type Outcome = Pick<GateVerdict, 'outcome' | 'reason'>;

function fasterThan(row: Measurement, other: Measurement, { byPercent, than }: FasterThan): Outcome {
  const untimed = [row, other].find((each) => !isTimed(each));
  if (untimed !== undefined) return withoutTime(untimed);
  if (!isTimed(row) || !isTimed(other)) return withoutTime(row);
  const ratio = ratioOf(other, row);
  const wanted = 1 + byPercent / 100;
  const reason = `${than} takes ${formatRatioInterval(ratio)} its time; more than ${Number(wanted.toFixed(4))}× is asked for.`;
  return { outcome: side(ratio, wanted, 'met', 'missed'), reason };
}

function notSlower(row: Measurement, baseline: Baseline | null, { byPercent }: NotSlowerThanBaseline): Outcome {
  if (baseline === null) return { outcome: 'undecided', reason: 'There is no baseline. Save one to be held to it.' };
  if (!isTimed(row)) return withoutTime(row);
  const before = counterpart(row, baseline);
  if (before === null) return { outcome: 'undecided', reason: 'The baseline has no time of this row. Save a new one.' };
  const ratio = ratioOf(row, before);
  const borne = 1 + byPercent / 100;
  const reason = `It takes ${formatRatioInterval(ratio)} the time of the baseline; up to ${Number(borne.toFixed(4))}× is borne.`;
  // A regression has to be shown: what is not told apart from the baseline is not slower.
  return { outcome: ratio.low > borne ? 'missed' : ratio.high > borne && ratio.low > 1 ? 'undecided' : 'met', reason };
}

function side(ratio: Ratio, limit: number, above: GateOutcome, below: GateOutcome): GateOutcome {
  if (ratio.low > limit) return above;
  return ratio.high < limit ? below : 'undecided';
}

function withoutTime(row: Measurement): Outcome {
  const reason = isTimed(row) ? '' : `${row.strategy} has no time: ${row.reason}`;
  return { outcome: row.status === 'failed' ? 'missed' : 'undecided', reason };
}

/** The same row of another run: the same benchmark, problem, strategy and parameters that were set. */
function counterpart(row: TimedMeasurement, { measurements }: Baseline): TimedMeasurement | null {
  const key = rowKey(row);
  return measurements.filter(isTimed).find((other) => rowKey(other) === key) ?? null;
}

/** Text that is equal for the same row of two runs. What a tuning of the machine gave was not set. */
function rowKey({ benchmark, strategy, parameters, tuned = [], problem }: Measurement): string {
  const set = Object.fromEntries(Object.entries(parameters).filter(([id]) => !tuned.includes(id)));
  return `${benchmark}\n${choiceKey({ id: strategy, values: set })}\n${problemKey(problem)}`;
}

/** The parameters, where there are several rows of the strategy. */
function parametersOf({ parameters }: Measurement, rows: readonly Measurement[]): string {
  if (rows.length < 2) return '';
  const set = Object.entries(parameters).map(([id, value]) => `${id}=${value}`);
  return ` (${set.length === 0 ? 'default' : set.join(' ')})`;
}
