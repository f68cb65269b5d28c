import { RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { TrainingCurve } from '../core/measure/trainingCurve';
import type { ArrayKind, ArrayPicture } from '../core/mlp/arrayPicture';
import type { GradientCheck } from '../core/mlp/gradientCheck';
import type { LayerStatistics } from '../core/mlp/layerStatistics';
import type { TrainForm } from '../core/spec/trainForm';
import type { TrainSpec } from '../core/spec/trainSpec';
import type { OpenedTraining, TrainResult } from './trainProtocol';

/** The training tab and the host: as in viewProtocol.ts, the host owns trainings, the page owns navigation. */

/** One of the trainings that go side by side, as far as it is. */
export interface ArmView extends TrainingCurve {
  /** `null` before the first steps have been told. */
  readonly times: Omit<TrainResult, 'arm' | 'accuracy' | 'turnsNs'> | null;
  /** As they were last looked at. */
  readonly layers: readonly LayerStatistics[];
}

export type TrainingStatus =
  | { readonly state: 'starting' }
  | { readonly state: 'running' }
  | { readonly state: 'paused' }
  | { readonly state: 'finished' }
  | { readonly state: 'stopped' }
  /** Only the gradients were asked for. */
  | { readonly state: 'checked' }
  /** With the mistakes that were asked for the gradients are wrong; it can be trained all the same, marked as wrong. */
  | { readonly state: 'refused' }
  /** `check`: where the gradients are wrong without a mistake that was asked for. */
  | { readonly state: 'failed'; readonly message: string; readonly check: GradientCheck | null };

/** A training as the page shows it. */
export interface TrainingView {
  readonly id: string;
  readonly startedAt: string;
  readonly elapsedMs: number;
  readonly status: TrainingStatus;
  readonly spec: TrainSpec;
  /** Mistakes of this training, and those that the model it went on from was trained with. */
  readonly wrong: readonly string[];
  readonly opened: OpenedTraining | null;
  readonly arms: readonly ArmView[];
  /** Counts looks at the layers: what the arrays show is new when it grows. */
  readonly looks: number;
  /** Whether the engine still has its model, to be saved. */
  readonly inMemory: boolean;
}

export interface TrainingState {
  readonly form: TrainForm;
  /** The whole of MNIST was found, so that no folder need be named. */
  readonly hasFullMnist: boolean;
  readonly training: TrainingView | null;
  /** Something else computes, so that no training can start. */
  readonly isBusy: boolean;
  /** The page is to show the training tab. */
  readonly reveal: boolean;
}

export function isGoingOn({ state }: TrainingStatus): boolean {
  return state === 'starting' || state === 'running' || state === 'paused';
}

/** Host → results: all of the trainings, on `ready` and after changes. Answered when it is drawn; the next waits for that. */
export const trainingStateRequest = new RequestType<TrainingState, void, void>('training/state');
/** Results → host: the form has changed; it is kept. */
export const changeTrainFormRequest = new RequestType<TrainForm, void, void>('training/changeForm');

export const START_MODES = ['train', 'train although wrong', 'check'] as const;
/** 'check': only its gradients. 'train although wrong': what the gradient check finds of its mistakes is accepted. */
export type StartMode = (typeof START_MODES)[number];
/** Results → host: answered when it has started, with an error when it cannot. */
export const startTrainingRequest = new RequestType<{ readonly form: TrainForm; readonly mode: StartMode }, void, void>(
  'training/start',
);
export const pauseTrainingViewRequest = new RequestType<{ readonly paused: boolean }, void, void>('training/pause');
export const stopTrainingRequest = new RequestType0<void, void>('training/stop');
/** Results → host: the host asks where to, and saves the model of an arm, or its arrays as .npy files. */
export const saveTrainingRequest = new RequestType<{ readonly arm: number }, void, void>('training/save');
export const exportTrainingRequest = new RequestType<{ readonly arm: number }, void, void>('training/export');

export const PICKED_FILES = ['x', 'y', 'load', 'mnistFolder'] as const;
export type PickedFile = (typeof PICKED_FILES)[number];
/** Results → host: the user is asked for a file or folder; `null` where none was chosen. */
export const pickTrainingFileRequest = new RequestType<{ readonly what: PickedFile }, string | null, void>(
  'training/pickFile',
);

export interface ArrayPlace {
  readonly arm: number;
  readonly kind: ArrayKind;
  /** From 0. */
  readonly layer: number;
}
/** Results → host: an array as it is now, or was last seen; `null` where it never was. */
export const arrayPictureRequest = new RequestType<ArrayPlace, ArrayPicture | null, void>('training/arrayPicture');
