import * as l10n from '@vscode/l10n';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ResponseError } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { checkGradients, gradientCheckBytes } from '../../core/mlp/gradientCheck';
import type { GradientCheck, GradientCheckPlan } from '../../core/mlp/gradientCheck';
import { DataError } from '../../core/mlp/arraysData';
import type { TrainingData } from '../../core/mlp/dataSet';
import { exportedFiles } from '../../core/mlp/exportedArrays';
import { LayerWatch } from '../../core/mlp/layerStatistics';
import { encodeModel, ModelError, restoreModel } from '../../core/mlp/modelFile';
import type { NamedArray } from '../../core/mlp/modelFile';
import { parameterCount, whyNot } from '../../core/mlp/network';
import type { TrainingPlan } from '../../core/mlp/network';
import { placeData } from '../../core/mlp/placedData';
import { checkSupport, ProductError } from '../../core/mlp/stepProducts';
import type { TrainingGpu, TrainingSurroundings } from '../../core/mlp/stepProducts';
import { Trainer, trainingBytes } from '../../core/mlp/trainer';
import { listed } from '../../core/sentences';
import type { TrainSpec } from '../../core/spec/trainSpec';
import { NO_TRAINING, UNUSABLE_TRAINING, WRONG_GRADIENTS } from '../../shared/trainProtocol';
import type { OpenedTraining } from '../../shared/trainProtocol';
import { loadData } from './loadData';
import { ThreadGpu } from './threadGpu';
import {
  checkGradientsRequest,
  closeTrainingRequest,
  evaluateTrainingRequest,
  openTrainingRequest,
  readTrainingRequest,
  saveTrainingRequest,
  trainChunkRequest,
  watchTrainingRequest,
} from './trainingProtocol';
import type { OnMachine, TrainedChunk } from './trainingProtocol';

/** Kernel memory for a training, with so many bytes to allocate; whatever was in it is dropped. */
export type TakeMemory = (bytes: number, where: OnMachine, gpu: TrainingGpu) => TrainingSurroundings;

interface Arm {
  readonly trainer: Trainer;
  readonly watch: LayerWatch;
}

/** Trainings in the first kernel thread. */
export class TrainingThread {
  private arms: readonly Arm[] = [];
  /** What was checked and right, so that it is checked once. */
  private readonly checked = new Map<string, GradientCheck>();
  /** Ends with the steps that are taken now; never rejected. */
  private steps: Promise<unknown> = Promise.resolve();
  private connection: MessageConnection | null = null;

  constructor(private readonly takeMemory: TakeMemory) {}

  serve(connection: MessageConnection): void {
    this.connection = connection;
    connection.onRequest(openTrainingRequest, ({ spec, ...where }) => answered(this.open(spec, where)));
    connection.onRequest(trainChunkRequest, ({ arm, steps, milliseconds }) => this.train(arm, steps, milliseconds));
    connection.onRequest(evaluateTrainingRequest, ({ arm }) => this.arm(arm).trainer.evaluate());
    connection.onRequest(watchTrainingRequest, ({ arm }) => this.arm(arm).watch.statistics());
    connection.onRequest(readTrainingRequest, ({ arm, arrays }) => this.read(arm, arrays));
    connection.onRequest(saveTrainingRequest, ({ arm, model, exportFolder }) =>
      answered(this.save(arm, model, exportFolder)),
    );
    connection.onRequest(checkGradientsRequest, ({ plan, ...where }) => answered(this.check(plan, where)));
    connection.onRequest(closeTrainingRequest, () => {
      this.close();
    });
  }

  /** Their memory is somebody else's from now on. */
  close(): void {
    for (const { trainer } of this.arms) for (const { prepared } of trainer.products) prepared.dispose();
    this.arms = [];
  }

  /** With a GPU that has nothing of earlier trainings, where one is asked for. */
  private memoryFor(bytes: number, where: OnMachine): TrainingSurroundings {
    if (this.connection === null) throw new Error('the thread does not serve anybody');
    return this.takeMemory(bytes, where, new ThreadGpu(this.connection));
  }

  private arm(index: number): Arm {
    const arm = this.arms.at(index);
    if (arm === undefined)
      throw new ResponseError(NO_TRAINING, l10n.t('There is no training, or it has been dropped since.'));
    return arm;
  }

  private async check(plan: GradientCheckPlan, where: OnMachine): Promise<GradientCheck> {
    this.close();
    for (const mistake of plan.mistakes) {
      const reason = whyNot(mistake, plan.network);
      if (reason !== null) throw new DataError(l10n.t('{0}: {1}', mistake, reason));
    }
    return checkGradients(plan, this.memoryFor(gradientCheckBytes(plan, where.machine), where));
  }

  private async open(spec: TrainSpec, where: OnMachine): Promise<OpenedTraining> {
    this.close();
    const data = await loadData(spec.data, spec.seed);
    const plan = planFor(spec, data);
    const { network, mistakes, seed } = plan;
    for (const { strategies } of spec.arms) checkSupport(plan, strategies, where.machine);
    let check: GradientCheck | null = null;
    for (const { strategies } of spec.arms) {
      const key = JSON.stringify([network, strategies]);
      const found = this.checked.get(key) ?? (await this.check({ network, strategies, mistakes: [], seed }, where));
      if (!found.passed) throw wrongGradients(found);
      this.checked.set(key, found);
      check = found;
    }
    if (check === null) throw new RangeError('a training has one arm at least');
    const checkWithMistakes =
      mistakes.length === 0
        ? null
        : await this.check({ network, strategies: spec.arms[0].strategies, mistakes, seed }, where);
    const strategies = spec.arms.map((arm) => arm.strategies);
    const surroundings = this.memoryFor(trainingBytes(plan, data, strategies, where.machine), where);
    const placed = placeData(data, plan.dtype, surroundings);
    const arms: Arm[] = [];
    for (const each of strategies) {
      const trainer = await Trainer.create(plan, placed, each, surroundings);
      if (spec.load !== null) restoreModel(await readModel(spec.load), trainer);
      arms.push({ trainer, watch: new LayerWatch(trainer) });
    }
    this.arms = arms;
    return {
      data: data.title,
      trainRows: data.train.rows,
      testRows: data.test?.rows ?? 0,
      network,
      parameters: parameterCount(network),
      stepsPerEpoch: arms[0].trainer.stepsPerEpoch,
      phases: arms.map(({ trainer }) => trainer.phases),
      check,
      checkWithMistakes,
    };
  }

  private async train(index: number, steps: number, milliseconds: number): Promise<TrainedChunk> {
    const { trainer } = this.arm(index);
    const work = trainer.run(steps, (performance.now() + milliseconds) * 1e6);
    this.steps = work.catch(() => undefined);
    const epochEnded = await work;
    return { ...trainer.report(), position: trainer.position, epochEnded };
  }

  /** Between steps: those that wait for a device would be seen half done. */
  private async read(index: number, names: readonly string[]): Promise<readonly NamedArray[]> {
    await this.steps;
    const { trainer } = this.arm(index);
    const { inputs, layers } = trainer.layout;
    return names.flatMap((name): NamedArray[] => {
      const [, kind, number] = /^(dW|db|W|b|A|X)(\d*)$/.exec(name) ?? [];
      const layer = layers.at(Number(number) - 1);
      const places = { X: inputs, W: layer?.weights, b: layer?.biases, dW: layer?.weightGradients };
      const others = { db: layer?.biasGradients, A: layer?.activations };
      const place = Object.entries({ ...places, ...others }).find(([key]) => key === kind)?.[1];
      if (place === undefined) return [];
      return [{ name, rows: place.rows, columns: place.columns, elements: trainer.view(place).slice() }];
    });
  }

  private async save(index: number, model: string | null, exportFolder: string | null): Promise<void> {
    const { trainer } = this.arm(index);
    if (model !== null) await writeOr(model, encodeModel(trainer));
    if (exportFolder === null) return;
    await mkdir(exportFolder, { recursive: true });
    for (const { name, content } of exportedFiles(trainer)) await writeOr(join(exportFolder, name), content);
  }
}

function planFor(spec: TrainSpec, { train, test }: TrainingData): TrainingPlan {
  const { optimiser, batch, dtype, seed, mistakes } = spec;
  const fewest = Math.min(train.rows, test?.rows ?? Infinity);
  if (fewest < batch) {
    throw new DataError(
      l10n.t('A batch of {0} takes as many samples, and there are {1}. Choose a smaller batch.', batch, fewest),
    );
  }
  const network = { ...spec.network, sizes: [train.features, ...spec.hiddenSizes, train.classes] };
  for (const mistake of mistakes) {
    const reason = whyNot(mistake, network);
    if (reason !== null) throw new DataError(l10n.t('{0}: {1}', mistake, reason));
  }
  return { network, optimiser, batch, dtype, seed, mistakes };
}

function wrongGradients(check: GradientCheck): ResponseError<GradientCheck> {
  const worst = check.arrays.filter(({ error }) => !(error < check.tolerance)).map(({ name }) => name);
  return new ResponseError(
    WRONG_GRADIENTS,
    l10n.t(
      'The gradients of {0} are wrong by {1}, so that nothing is trained. Choose other strategies.',
      listed(worst),
      check.error.toExponential(1),
    ),
    check,
  );
}

async function readModel(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ModelError(l10n.t('{0} could not be read: {1}.', path, reason));
  }
}

async function writeOr(path: string, content: Uint8Array): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ModelError(l10n.t('{0} could not be written: {1}.', path, reason));
  }
}

/** What the user can do something about becomes an answer that says so. */
async function answered<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ProductError || error instanceof DataError || error instanceof ModelError) {
      throw new ResponseError(UNUSABLE_TRAINING, error.message);
    }
    throw error;
  }
}
