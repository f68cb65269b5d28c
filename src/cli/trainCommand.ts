import { ResponseError } from 'vscode-jsonrpc/node';
import { TRAINING_INTERRUPTED, UNUSABLE_TRAINING, WRONG_GRADIENTS } from '../shared/trainProtocol';
import type { OpenedTraining, TrainEvent, TrainOutcome } from '../shared/trainProtocol';
import type { LayerStatistics } from '../core/mlp/layerStatistics';
import type { TrainSpec } from '../core/spec/trainSpec';
import { trainsOnGpu, trainsWith } from '../core/spec/trainSpec';
import { withEngine } from './engineSession';
import { CancelledEarly, EXIT, UnusableInput } from './exitCode';
import type { ExitCode } from './exitCode';
import { checkJsonTarget, checkTarget, writeJson } from './fileOutput';
import { progressDisplay } from './progressBar';
import { trainingProgress } from '../shared/trainingProgress';
import { openedReport, resultReport } from './render/trainReport';
import { describeEngine } from './takeRun';
import type { Terminal } from './terminal';
import { positive, trainSpecOf } from './trainOptions';
import type { TrainOptions } from './trainOptions';

/** What a training has told, as far as its report needs it. */
export interface TrainingRecord {
  readonly opened: OpenedTraining | null;
  /** Points of the curves, an event each. */
  readonly curve: readonly Extract<TrainEvent, { type: 'progress' | 'epoch' }>[];
  /** By arms: the layers as they were at the end. */
  readonly layers: readonly (readonly LayerStatistics[])[];
}

/** `train`: trains a network by the strategies that were chosen, and says where its time goes. */
export async function trainCommand(options: TrainOptions, terminal: Terminal): Promise<ExitCode> {
  const { json, expectAccuracy } = options;
  const spec = trainSpecOf(options);
  const complaints: string[] = [];
  const least = expectAccuracy === undefined ? null : positive('expect-accuracy', expectAccuracy, complaints);
  if (complaints.length > 0) throw new UnusableInput('usage', complaints);
  await checkJsonTarget(json);
  if (spec.save !== null) await checkTarget(spec.save, '--save');
  const progress = progressDisplay(terminal, null);
  const curve: TrainingRecord['curve'][number][] = [];
  const layers: (readonly LayerStatistics[])[] = [];
  let opened: OpenedTraining | null = null;
  const onEvent = (event: TrainEvent): void => {
    switch (event.type) {
      case 'opened':
        opened = event;
        break;
      case 'progress':
      case 'epoch':
        curve.push(event);
        progress.show({ ...trainingProgress(event, spec), rowsDone: null });
        break;
      case 'layers':
        layers[event.arm] = event.layers;
        break;
      case 'state':
        break;
    }
  };
  try {
    const outcome = await withEngine(terminal, async (session) => {
      await describeEngine(session, { blas: trainsWith(spec, 'blas'), gpu: trainsOnGpu(spec) });
      return session.trainer.train(spec, onEvent, session.signal);
    });
    progress.stop();
    if (opened === null) throw new CancelledEarly();
    await report(spec, { opened, curve, layers }, outcome, json, terminal);
    if (outcome.state === 'cancelled') return EXIT.cancelled;
    const missed = least !== null && outcome.results.some(({ accuracy }) => (accuracy ?? 0) < least);
    if (missed) terminal.note(`The accuracy is below the ${String(least)} that was expected.`);
    return missed ? EXIT.failed : EXIT.done;
  } catch (error) {
    return answerTo(error, terminal);
  } finally {
    progress.stop();
  }
}

/** What the engine says about data, strategies and gradients. */
export function answerTo(error: unknown, terminal: Terminal): ExitCode {
  if (error instanceof ResponseError && error.code === UNUSABLE_TRAINING) {
    throw new UnusableInput('input', [`error: ${error.message}`]);
  }
  if (error instanceof ResponseError && (error.code === WRONG_GRADIENTS || error.code === TRAINING_INTERRUPTED)) {
    terminal.note(`error: ${error.message}`);
    return EXIT.failed;
  }
  throw error;
}

async function report(
  spec: TrainSpec,
  record: TrainingRecord,
  outcome: TrainOutcome,
  json: string | undefined,
  terminal: Terminal,
): Promise<void> {
  if (json !== undefined) {
    const value = { schema: 'matmul-profiler/training@1', wrong: spec.mistakes, spec, ...record, outcome };
    await writeJson(json, value, terminal);
  }
  if (json === '-' || record.opened === null) return;
  await terminal.print(openedReport(spec, record.opened, terminal));
  await terminal.print(resultReport(spec, record.opened, record.layers, outcome, terminal));
}
