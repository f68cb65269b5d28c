import * as l10n from '@vscode/l10n';
import { assertNever } from '../assertNever';
import { formatRatioInterval } from '../format';
import { isComparable, runEvidence, USUAL_SPREAD } from '../measure/betweenRuns';
import { groupByProblem, isTimed } from '../measure/comparison';
import type { ProblemGroup } from '../measure/comparison';
import { expectationText } from '../measure/expectation';
import type { Expectation, FasterThan, NotSlowerThanBaseline } from '../measure/expectation';
import { holm } from '../measure/holm';
import type { Measurement, Run, TimedMeasurement } from '../measure/measurement';
import { evidenceOf, RATIO_CONFIDENCE, ratioAt } from '../measure/ratio';
import { spreadOfRow } from '../measure/rowSpread';
import type { RunSpread } from '../measure/rowSpread';
import { rowKey } from '../measure/runComparison';
import type { Machine } from '../machine';
import type { Answer, GateOutcome, Outcome, Question } from './gateQuestion';
import { askTraining } from './trainGates';
import { sizeLabel } from '../problem';

export type { GateOutcome } from './gateQuestion';

/** One expectation at one row, or of one training. */
export interface GateVerdict {
  /** The name of the benchmark, or of the entry of "train". */
  readonly benchmark: string;
  /** Its place among the expectations of the benchmark. */
  readonly index: number;
  /** 'simd is faster than blocked by more than 5% at 512×512×512'. */
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
export interface Baseline extends Pick<Run, 'measurements'> {
  /** How far two runs of the same lie apart, where it was measured (`nulltest`). */
  readonly spread?: RunSpread;
  /** What it was measured on; where that is not the run's own processor, nothing is judged by it. */
  readonly processors?: readonly string[];
}

/**
 * Judges what the benchmarks of a run expect; `baseline` is the run that they are held to, where there is one. All are
 * judged together (`holm`): with 95% probability not one verdict is a false alarm. Two rows of the run are compared round by
 * round, as they were sampled, and two trainings of an entry turn by turn; a row and its baseline over their calibration
 * loops, as `compare` does. Where there is no baseline, `missing` says why.
 */
export function judgeGates(
  run: Pick<Run, 'benchmarks' | 'measurements'> & Partial<Pick<Run, 'machine' | 'trainings'>>,
  baseline: Baseline | null,
  missing = l10n.t('There is no baseline. Save one to be held to it.'),
): readonly GateVerdict[] {
  const groups = groupByProblem(run.measurements);
  const foreign = foreignProcessor(run.machine, baseline);
  const ofBenchmarks = run.benchmarks.flatMap(({ name, expect = [] }) =>
    expect.flatMap((expectation, index) =>
      groups
        .filter(({ benchmark }) => benchmark === name)
        .flatMap((group) => ask(expectation, group, { baseline, foreign, missing }))
        .map((question) => ({ benchmark: name, index, ...question })),
    ),
  );
  const ofTrainings = (run.trainings ?? []).flatMap((record) =>
    record.expect.flatMap((expectation, index) =>
      askTraining(expectation, record).map((question) => ({ benchmark: record.name, index, ...question })),
    ),
  );
  const questions = [...ofBenchmarks, ...ofTrainings];
  const compared = questions.map(({ answer }) => answer).filter((answer) => 'claims' in answer);
  const verdicts = holm(
    compared.map(
      ({ claims, outcome }) =>
        (confidence) =>
          claims.includes(outcome(confidence).outcome),
    ),
    RATIO_CONFIDENCE,
  );
  const confidences = new Map<Answer, number>(compared.map((answer, index) => [answer, verdicts[index].confidence]));
  return questions.map(({ answer, ...where }) => ({
    ...where,
    ...('claims' in answer ? answer.outcome(confidences.get(answer) ?? RATIO_CONFIDENCE) : answer),
  }));
}

/** What rows are held to, and the processor of it where that is another one. */
interface Held {
  readonly baseline: Baseline | null;
  readonly foreign: string | null;
  readonly missing: string;
}

function foreignProcessor(machine: Machine | undefined, baseline: Baseline | null): string | null {
  if (machine === undefined) return null;
  return baseline?.processors?.find((processor) => processor !== machine.processor) ?? null;
}

function ask(expectation: Expectation, group: ProblemGroup, held: Held): readonly Question[] {
  const rows = group.measurements.filter(({ strategy }) => strategy === expectation.strategy);
  return rows.flatMap((row) => {
    const title = titleOf(expectationText(expectation), group, parametersOf(row, rows));
    switch (expectation.kind) {
      case 'faster than':
        return group.measurements
          .filter(({ strategy }) => strategy === expectation.than)
          .map((other) => ({ title, answer: fasterThan(row, other, expectation) }));
      case 'not slower than baseline':
        return [{ title, answer: notSlower(row, held, expectation) }];
      default:
        return assertNever(expectation);
    }
  });
}

function fasterThan(row: Measurement, other: Measurement, { byPercent, than }: FasterThan): Answer {
  const untimed = [row, other].find((each) => !isTimed(each));
  if (untimed !== undefined) return withoutTime(untimed);
  if (!isTimed(row) || !isTimed(other)) return withoutTime(row);
  const evidence = evidenceOf(other, row);
  const wanted = 1 + byPercent / 100;
  return {
    claims: ['met', 'missed'],
    outcome: (confidence) => {
      const ratio = ratioAt(evidence, confidence);
      const reason = l10n.t(
        '{0} takes {1} its time; more than {2}× is asked for.',
        than,
        formatRatioInterval(ratio),
        Number(wanted.toFixed(4)),
      );
      return { outcome: ratio.low > wanted ? 'met' : ratio.high < wanted ? 'missed' : 'undecided', reason };
    },
  };
}

function notSlower(
  row: Measurement,
  { baseline, foreign, missing }: Held,
  { byPercent }: NotSlowerThanBaseline,
): Answer {
  if (baseline === null) return { outcome: 'undecided', reason: missing };
  if (foreign !== null) {
    const reason = l10n.t(
      'The baseline was taken on another processor, {0}. Save one on this machine to be held to it.',
      foreign,
    );
    return { outcome: 'undecided', reason };
  }
  if (!isTimed(row)) return withoutTime(row);
  const before = counterpart(row, baseline);
  if (before === null)
    return { outcome: 'undecided', reason: l10n.t('The baseline has no time of this row. Save a new one.') };
  if (!isComparable(before) || !isComparable(row)) {
    const reason = l10n.t(
      'One sample alone is left of it, of which there is no interval. Give it a larger time budget.',
    );
    return { outcome: 'undecided', reason };
  }
  const { ratio, interval } = runEvidence(before, row, spreadOfRow(baseline.spread ?? USUAL_SPREAD, row));
  const allowed = 1 + byPercent / 100;
  return {
    claims: ['missed'],
    outcome: (confidence) => {
      const [low, high] = interval(confidence);
      const reason = l10n.t(
        'It takes {0} the time of the baseline; up to {1}× is allowed.',
        formatRatioInterval({ ratio, low, high }),
        Number(allowed.toFixed(4)),
      );
      // A regression has to be shown: what is not told apart from the baseline is not slower.
      return { outcome: low > allowed ? 'missed' : high > allowed && low > 1 ? 'undecided' : 'met', reason };
    },
  };
}

function withoutTime(row: Measurement): Outcome {
  const reason = isTimed(row) ? '' : l10n.t('{0} has no time: {1}', row.strategy, row.reason);
  return { outcome: row.status === 'failed' ? 'missed' : 'undecided', reason };
}

/** The same row of another run: the same benchmark, problem, strategy and parameters that were set. */
function counterpart(row: TimedMeasurement, { measurements }: Baseline): TimedMeasurement | null {
  const key = rowKey(row);
  return measurements.filter(isTimed).find((other) => rowKey(other) === key) ?? null;
}

function titleOf(expectation: string, { problem }: ProblemGroup, parameters: string | null): string {
  const size = sizeLabel(problem);
  return parameters === null
    ? l10n.t({ message: '{0} at {1}', args: [expectation, size], comment: ['expectation, size'] })
    : l10n.t({
        message: '{0} at {1} ({2})',
        args: [expectation, size, parameters],
        comment: ['expectation, size, parameters'],
      });
}

/** The parameters, where there are several rows of the strategy. */
function parametersOf({ parameters }: Measurement, rows: readonly Measurement[]): string | null {
  if (rows.length < 2) return null;
  const set = Object.entries(parameters).map(([id, value]) => `${id}=${value}`);
  return set.length === 0 ? l10n.t('default') : set.join(' ');
}
