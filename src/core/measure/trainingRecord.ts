import type { Network } from '../mlp/network';
import type { TrainSpec } from '../spec/trainSpec';
import type { TrainExpectation } from './trainExpectation';
import type { CurvePoint, EpochPoint } from './trainingCurve';

/** What is known of one of the trainings of an entry, which took turns. Times are in nanoseconds. */
export interface TrainedArm {
  /** What it is called: the id of its strategy, or the name that the file gives it. */
  readonly name: string;
  readonly steps: number;
  /** Share of the test samples that are right at the end of the last epoch; `null` before the first end. */
  readonly accuracy: number | null;
  /** Median time of a step, and the times that 10% of the steps are below and above. */
  readonly stepNs: number;
  readonly stepRangeNs: readonly [low: number, high: number];
  /** Median time of a step in each of its turns, in their order. */
  readonly turnsNs: readonly number[];
  /** The parts of a step in their order: who computes them, and their time on average. */
  readonly phases: readonly { readonly name: string; readonly backend: string; readonly ns: number }[];
  /** How it has learnt; records of before that was kept have neither. */
  readonly curve?: readonly CurvePoint[];
  readonly epochs?: readonly EpochPoint[];
}

/** What there is as soon as the data is there and the gradients are checked. */
export interface Trained {
  /** What the data is, for people. */
  readonly data: string;
  readonly trainRows: number;
  readonly testRows: number;
  readonly network: Network;
  readonly parameters: number;
  /** Largest relative error of the gradient check, and the same with what is wrong on purpose, where anything is. */
  readonly gradientError: number;
  readonly mistakenGradientError: number | null;
  readonly arms: readonly TrainedArm[];
}

/** What was asked for. */
export interface TrainingSubject {
  /** The name of the entry. */
  readonly name: string;
  readonly spec: TrainSpec;
  readonly expect: readonly TrainExpectation[];
}

/** What came of an entry of "train". */
export type TrainingRecord = TrainingSubject & { readonly elapsedMs: number } & (
    | { readonly status: 'finished'; readonly trained: Trained }
    /** `null` where it was stopped before it began. */
    | { readonly status: 'cancelled'; readonly trained: Trained | null }
    | { readonly status: 'failed'; readonly code: TrainingFailureCode; readonly reason: string }
  );

/** Data, strategies or a model cannot be used as they are; gradients are wrong; the engine was lost, or ended in an error. */
export type TrainingFailureCode = 'unusable' | 'wrong gradients' | 'engine lost' | 'error';

/** What there is of it, or `null`. */
export function trainedOf(record: TrainingRecord): Trained | null {
  return record.status === 'failed' ? null : record.trained;
}
