import { ProgressType, RequestType } from 'vscode-jsonrpc';
import type { CurveStretch } from '../core/measure/trainingCurve';
import type { GradientCheck, GradientCheckPlan } from '../core/mlp/gradientCheck';
import type { LayerStatistics } from '../core/mlp/layerStatistics';
import type { NamedArray } from '../core/mlp/modelFile';
import type { Network } from '../core/mlp/network';
import type { Phase } from '../core/mlp/stepOperations';
import type { TrainingPosition } from '../core/mlp/trainer';
import type { TrainSpec } from '../core/spec/trainSpec';

/** Between a host and the engine, for trainings. A training is stopped by cancelling its request. */

/** What is known once the data is there and the first weights are set. */
export interface OpenedTraining {
  /** What the data is, for people. */
  readonly data: string;
  readonly trainRows: number;
  readonly testRows: number;
  readonly network: Network;
  readonly parameters: number;
  readonly stepsPerEpoch: number;
  /** By arms: the parts of a step in their order, and who computes each. */
  readonly phases: readonly (readonly Phase[])[];
  /** The check of this network with nothing done wrong, which it has passed. */
  readonly check: GradientCheck;
  /** The same with the mistakes that were asked for; `null` without any. */
  readonly checkWithMistakes: GradientCheck | null;
}

/** What an arm has done since its last event. */
export interface TrainProgress {
  readonly arm: number;
  readonly position: TrainingPosition;
  readonly steps: number;
  /** Means over the batches of these steps, each taken before its step. */
  readonly loss: number;
  readonly accuracy: number;
  /** The same of stretches of these steps, in their order, which end with `position`: `MOST_CURVE_POINTS` at most. */
  readonly stretches: readonly CurveStretch[];
  /** Median time of a step, in nanoseconds. */
  readonly stepNs: number;
  /** By the numbers of the arm's phases: nanoseconds of a step, on average. */
  readonly phasesNs: readonly number[];
}

/** What came out of an arm. */
export interface TrainResult {
  readonly arm: number;
  readonly steps: number;
  /** Share of right answers on the test samples at the end of the last epoch; `null` before the first end. */
  readonly accuracy: number | null;
  /** Median time of a step, and the times that 10% of the steps are below and above, in nanoseconds. */
  readonly stepNs: number;
  readonly stepRangeNs: readonly [number, number];
  /** As in `TrainProgress`, of all steps. */
  readonly phasesNs: readonly number[];
  /** Median time of a step in each of its turns, in their order. */
  readonly turnsNs: readonly number[];
  /** Times of steps over those of the first arm, turn by turn: median and interval; `null` for itself, and of too few turns. */
  readonly ratio: { readonly ratio: number; readonly low: number; readonly high: number } | null;
}

export type TrainEvent =
  | ({ readonly type: 'opened' } & OpenedTraining)
  | ({ readonly type: 'progress' } & TrainProgress)
  /** `trained` is the accuracy on the batches of the epoch that has ended. */
  | { readonly type: 'epoch'; readonly arm: number; readonly epoch: number; readonly accuracy: number }
  | { readonly type: 'layers'; readonly arm: number; readonly layers: readonly LayerStatistics[] }
  | { readonly type: 'state'; readonly state: 'running' | 'paused' };

export interface TrainOutcome {
  readonly state: 'finished' | 'cancelled';
  readonly elapsedMs: number;
  readonly results: readonly TrainResult[];
}

export const trainRequest = new RequestType<{ readonly spec: TrainSpec; readonly token: string }, TrainOutcome, void>(
  'engine/train',
);
export const trainProgress = new ProgressType<TrainEvent>();
/** Pauses or resumes the training that goes on, between two steps; without one nothing happens. */
export const pauseTrainingRequest = new RequestType<{ readonly paused: boolean }, void, void>('engine/pauseTraining');
/**
 * Copies of arrays of an arm, of the training that goes on or was the last one, by name: 'W1', 'b1', 'dW1', 'db1', 'A1' (of the
 * last batch), 'X'.
 */
export const readArraysRequest = new RequestType<
  { readonly arm: number; readonly arrays: readonly string[] },
  readonly NamedArray[],
  void
>('engine/readArrays');
/** Writes the model of an arm to a file, its parameters and last gradients as .npy files to a folder, or both. */
export const saveModelRequest = new RequestType<
  { readonly arm: number; readonly model: string | null; readonly exportFolder: string | null },
  void,
  void
>('engine/saveModel');
export const gradientCheckRequest = new RequestType<
  { readonly plan: GradientCheckPlan; readonly threads: number | null },
  GradientCheck,
  void
>('engine/gradientCheck');

/** Error code of an answer: the data, the strategies or the model cannot be used as they are; the message says why. */
export const UNUSABLE_TRAINING = 10;
/** Error code of an answer: the gradients are wrong, so that nothing was trained; the data is the `GradientCheck`. */
export const WRONG_GRADIENTS = 11;
/** Error code of an answer: what computed a product, as a GPU, is gone; the message says what to do. */
export const TRAINING_INTERRUPTED = 13;
/** Error code of an answer: there is no training to pause, read or save. */
export const NO_TRAINING = 12;
