import { ResponseError } from 'vscode-jsonrpc';
import type { Trained, TrainedArm, TrainingFailureCode, TrainingRecord } from '../core/measure/trainingRecord';
import type { FileTraining } from '../core/spec/trainSpec';
import { trainsOnGpu, trainsWith } from '../core/spec/trainSpec';
import { CurveRecorder } from './curveRecorder';
import { EngineLostError } from './engineLost';
import type { EngineClient } from './engineClient';
import { UNUSABLE_TRAINING, WRONG_GRADIENTS } from './trainProtocol';
import type { OpenedTraining, TrainEvent, TrainOutcome } from './trainProtocol';

/** Points of a curve that are saved; those of a view are twice as many. */
const MOST_POINTS = 200;

/** Takes an entry of "train". It ends in a record whatever happens to the engine, the data or the user's patience meanwhile. */
export async function takeTraining(
  { name, spec, expect }: FileTraining,
  engine: Pick<EngineClient, 'describe' | 'train'>,
  onEvent: (event: TrainEvent) => void,
  signal: AbortSignal,
): Promise<TrainingRecord> {
  const begin = performance.now();
  const subject = (): Pick<TrainingRecord, 'name' | 'spec' | 'expect' | 'elapsedMs'> => {
    return { name, spec, expect, elapsedMs: performance.now() - begin };
  };
  let opened: OpenedTraining | null = null;
  const curves = spec.arms.map(() => new CurveRecorder(MOST_POINTS));
  const listen = (event: TrainEvent): void => {
    if (event.type === 'opened') opened = event;
    if (event.type === 'progress' || event.type === 'epoch') curves.at(event.arm)?.take(event);
    onEvent(event);
  };
  if (signal.aborted) return { ...subject(), status: 'cancelled', trained: null };
  try {
    const look = { blas: trainsWith(spec, 'blas'), gpu: trainsOnGpu(spec) };
    if (look.blas || look.gpu) await engine.describe(look);
    const outcome = await engine.train(spec, listen, signal);
    const trained = trainedBy(opened, outcome, spec.arms, curves);
    if (outcome.state === 'cancelled' || trained === null) return { ...subject(), status: 'cancelled', trained };
    return { ...subject(), status: 'finished', trained };
  } catch (error) {
    // An engine that is ended by force, since it did not stop by itself, was cancelled all the same.
    if (signal.aborted) return { ...subject(), status: 'cancelled', trained: null };
    return { ...subject(), status: 'failed', ...failureOf(error) };
  }
}

function failureOf(error: unknown): { readonly code: TrainingFailureCode; readonly reason: string } {
  const reason = error instanceof Error ? error.message : String(error);
  if (error instanceof EngineLostError) return { code: 'engine lost', reason };
  if (error instanceof ResponseError && error.code === UNUSABLE_TRAINING) return { code: 'unusable', reason };
  if (error instanceof ResponseError && error.code === WRONG_GRADIENTS) return { code: 'wrong gradients', reason };
  return { code: 'error', reason };
}

function trainedBy(
  opened: OpenedTraining | null,
  { results }: TrainOutcome,
  names: readonly { readonly name: string }[],
  curves: readonly CurveRecorder[],
): Trained | null {
  if (opened === null) return null;
  const { data, trainRows, testRows, network, parameters, check, checkWithMistakes, phases } = opened;
  const arms = results.map(({ arm, phasesNs, steps, accuracy, stepNs, stepRangeNs, turnsNs }): TrainedArm => ({
    name: names[arm].name,
    steps,
    accuracy,
    stepNs,
    stepRangeNs,
    turnsNs,
    phases: phases[arm].map(({ name, backend }, at) => ({ name, backend, ns: phasesNs.at(at) ?? 0 })),
    ...curves[arm].learnt(),
  }));
  return {
    data,
    trainRows,
    testRows,
    network,
    parameters,
    gradientError: check.error,
    mistakenGradientError: checkWithMistakes?.error ?? null,
    arms,
  };
}
