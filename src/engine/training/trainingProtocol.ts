import { RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { Machine } from '../../core/machine';
import type { GradientCheck, GradientCheckPlan } from '../../core/mlp/gradientCheck';
import type { LayerStatistics } from '../../core/mlp/layerStatistics';
import type { NamedArray } from '../../core/mlp/modelFile';
import type { ParameterValues } from '../../core/kernels/parameters';
import type { GpuStrategyId } from '../../core/kernels/strategy';
import type { Problem } from '../../core/problem';
import type { TrainingPosition, TrainingReport } from '../../core/mlp/trainer';
import type { TrainSpec } from '../../core/spec/trainSpec';
import type { GpuProductPrepared } from '../../shared/gpuProtocol';
import type { OpenedTraining } from '../../shared/trainProtocol';

/** Between the engine's main thread and the first kernel thread, for trainings. */

export interface OnMachine {
  readonly machine: Machine;
  /** Threads that strategies may use at most. */
  readonly threads: number;
}

export interface TrainedChunk extends TrainingReport {
  readonly position: TrainingPosition;
  /** The last step was the last of its epoch. */
  readonly epochEnded: boolean;
}

/** Loads the data, checks the gradients of a network that is new, and makes a trainer for each arm. */
export const openTrainingRequest = new RequestType<OnMachine & { readonly spec: TrainSpec }, OpenedTraining, void>(
  'training/open',
);
/** Trains for so many milliseconds, so many steps, or to the end of the epoch. */
export const trainChunkRequest = new RequestType<
  { readonly arm: number; readonly steps: number; readonly milliseconds: number },
  TrainedChunk,
  void
>('training/chunk');
/** Share of the test samples that are classified rightly. */
export const evaluateTrainingRequest = new RequestType<{ readonly arm: number }, number, void>('training/evaluate');
export const watchTrainingRequest = new RequestType<{ readonly arm: number }, readonly LayerStatistics[], void>(
  'training/watch',
);
export const readTrainingRequest = new RequestType<
  { readonly arm: number; readonly arrays: readonly string[] },
  readonly NamedArray[],
  void
>('training/read');
export const saveTrainingRequest = new RequestType<
  { readonly arm: number; readonly model: string | null; readonly exportFolder: string | null },
  void,
  void
>('training/save');
export const checkGradientsRequest = new RequestType<
  OnMachine & { readonly plan: GradientCheckPlan },
  GradientCheck,
  void
>('training/check');
export const closeTrainingRequest = new RequestType0<void, void>('training/close');

/** An operand of f32 in the kernel memory, as it is stored. */
export interface PlacedOperand {
  readonly offset: number;
  readonly length: number;
}

/*
 * From the kernel thread to the engine's main thread, which alone reaches the GPU. Their errors are ResponseErrors with the
 * codes of trainProtocol.ts and go on to whoever trains.
 */

/** Drops the products of earlier trainings from the GPU, and finds one where the last is gone. */
export const openGpuProductsRequest = new RequestType0<void, void>('training/openGpuProducts');
export const prepareGpuProductRequest = new RequestType<
  { readonly problem: Problem; readonly strategy: GpuStrategyId; readonly values: ParameterValues },
  GpuProductPrepared,
  void
>('training/prepareGpuProduct');
/** Takes A and B out of the kernel memory, multiplies them, and writes C there. Answers with the time of the multiplication alone. */
export const multiplyGpuProductRequest = new RequestType<
  { readonly handle: number } & Readonly<Record<'a' | 'b' | 'c', PlacedOperand>>,
  { readonly computeNs: number },
  void
>('training/multiplyGpuProduct');
