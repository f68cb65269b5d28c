import { aligned } from '../matrix/operands';
import { floatsAt } from '../matrix/dense';
import type { Floats } from '../matrix/dense';
import { RandomStream } from '../matrix/random';
import type { CurveStretch } from '../measure/trainingCurve';
import { dataBytes } from './dataSet';
import type { TrainingData } from './dataSet';
import type { PlacedData, PlacedSet } from './placedData';
import { fillNormal, shuffle, STREAM, weightDeviation } from './initialise';
import { layOutNetwork } from './layout';
import type { NetworkLayout, Place } from './layout';
import type { TrainingPlan } from './network';
import { OUTPUT_LOOPS } from './outputLayer';
import { StepCurve } from './stepCurve';
import { stepOperations } from './stepOperations';
import type { BatchState, Operation, Phase, StepOperations } from './stepOperations';
import { prepareProducts, productBytes } from './stepProducts';
import type { PreparedProduct, TrainingStrategies, TrainingSurroundings } from './stepProducts';
import type { BatchTiming } from '../kernels/strategy';
import type { Machine } from '../machine';

/** Steps whose times are kept until they are asked for; the later ones of more count in the sums alone. */
const KEPT_STEPS = 4096;

/** What was trained since the last report. */
export interface TrainingReport {
  readonly steps: number;
  /** Mean loss and share of right answers of these batches, each before its step; 0 where there was none. */
  readonly loss: number;
  readonly accuracy: number;
  /** The same of stretches of these steps, in their order: few steps each, so that a curve can be drawn. */
  readonly stretches: readonly CurveStretch[];
  /** Times of steps, in nanoseconds. */
  readonly stepsNs: Float64Array;
  /** By the numbers of the phases: nanoseconds of all these steps. */
  readonly phasesNs: Float64Array;
}

/** Where a training stands. */
export interface TrainingPosition {
  readonly epoch: number;
  readonly step: number;
  readonly stepsPerEpoch: number;
}

/** Bytes of kernel memory that trainings on one set of data allocate at most, one for each choice of strategies. */
export function trainingBytes(
  plan: TrainingPlan,
  data: TrainingData,
  arms: readonly TrainingStrategies[],
  machine: Machine,
): number {
  const orderBytes = aligned(4 * Math.max(data.train.rows, data.test?.rows ?? 0));
  const network = layOutNetwork(plan, 0).end + orderBytes;
  const own = arms.reduce((sum, strategies) => sum + network + productBytes(plan, strategies, machine), 0);
  return dataBytes(data, plan.dtype) + own;
}

/**
 * A network in the kernel memory, and what trains it. All buffers are planned when it is made; a step allocates nothing.
 * A last batch of an epoch that is not full is left out, as it would be of another shape.
 */
export class Trainer {
  readonly phases: readonly Phase[];
  readonly stepsPerEpoch: number;
  private readonly state: BatchState;
  private readonly operations: StepOperations;
  private readonly step: readonly Operation[];
  /** By operations of the step, the numbers of their phases; that of moving operands is the one before. */
  private readonly phaseAt: Int32Array;
  private readonly phasesNs: Float64Array;
  private readonly stepsNs = new Float64Array(KEPT_STEPS);
  private readonly order: Int32Array;
  private readonly random = new RandomStream();
  private epoch = 0;
  private stepOfEpoch = 0;
  private steps = 0;
  private lossSum = 0;
  private correct = 0;
  private readonly curve: StepCurve;

  private constructor(
    readonly plan: TrainingPlan,
    readonly layout: NetworkLayout,
    readonly products: readonly PreparedProduct[],
    private readonly surroundings: TrainingSurroundings,
    private readonly train: PlacedSet,
    private readonly test: PlacedSet | null,
    order: Int32Array,
  ) {
    const { batch } = plan;
    this.order = order;
    this.curve = new StepCurve(batch);
    this.stepsPerEpoch = Math.floor(train.rows / batch);
    this.state = {
      classes: new Int32Array(batch),
      order: order.byteOffset,
      samples: train.offset,
      lossSum: 0,
      correct: 0,
      updates: 0,
    };
    this.operations = stepOperations(plan, layout, products, surroundings, this.state);
    const { gather, forward, loss, backward, update } = this.operations;
    this.step = [gather, ...forward, loss, ...backward, update];
    const phaseOf = ({ name, kind, layer, backend }: Phase): Phase => ({ name, kind, layer, backend });
    this.phases = this.step.flatMap((one) => [...(one.transfer ? [one.transfer] : []), phaseOf(one)]);
    this.phaseAt = Int32Array.from(this.step, (one) => this.phases.findIndex(({ name }) => name === one.name));
    this.phasesNs = new Float64Array(this.phases.length);
    this.initialise();
  }

  /**
   * Places the network beside the data, prepares and verifies the products, sets the first weights.
   * @throws {ProductError} where a strategy cannot compute what it is chosen for.
   */
  static async create(
    plan: TrainingPlan,
    { train, test, longest }: PlacedData,
    strategies: TrainingStrategies,
    surroundings: TrainingSurroundings,
  ): Promise<Trainer> {
    const first = surroundings.allocate(layOutNetwork(plan, 0).end);
    const layout = layOutNetwork(plan, first);
    const order = new Int32Array(surroundings.memory.buffer, surroundings.allocate(longest * 4), longest);
    const products = await prepareProducts(plan, strategies, layout, surroundings);
    return new Trainer(plan, layout, products, surroundings, train, test, order);
  }

  get position(): TrainingPosition {
    return { epoch: this.epoch, step: this.stepOfEpoch, stepsPerEpoch: this.stepsPerEpoch };
  }

  /** Whether no product has to be waited for. */
  get runsNow(): boolean {
    return this.products.every(({ prepared }) => prepared.runNow !== undefined);
  }

  /** An array of the network, a view. */
  view({ offset, rows, columns }: Place): Floats {
    return floatsAt(this.plan.dtype, this.surroundings.memory.buffer, offset, rows * columns);
  }

  /** First weights from the seed, biases and the optimiser's states 0; the next step is the first of the first epoch. */
  initialise(): void {
    const { network, seed, mistakes } = this.plan;
    const kind = mistakes.includes('unscaled-initialisation') ? 'unscaled' : network.initialisation;
    const { memory } = this.surroundings;
    const { parameters, gradients, optimiserStates } = this.layout;
    for (const { offset, bytes } of [parameters, gradients, ...optimiserStates]) {
      new Uint8Array(memory.buffer, offset, bytes).fill(0);
    }
    this.layout.layers.forEach(({ weights, inputs, outputs }, layer) => {
      fillNormal(
        this.view(weights),
        weightDeviation(kind, inputs, outputs),
        new RandomStream(seed, STREAM.weights, layer),
      );
    });
    this.epoch = 0;
    this.stepOfEpoch = 0;
    this.state.updates = 0;
  }

  /**
   * Trains until so many steps are done, the clock says so, the epoch ends, or the user cancels.
   * @returns whether the epoch ended.
   */
  async run(steps: number, untilNs: number): Promise<boolean> {
    const { team, nowNs, cancelled } = this.surroundings;
    const end = (): boolean => nowNs() >= untilNs || cancelled();
    if (!this.runsNow) {
      for (let done = 0; done < steps; done++) {
        if (await this.trainOne()) return true;
        if (end()) break;
      }
      return false;
    }
    const threads = Math.max(...this.products.map(({ prepared }) => prepared.threads ?? 1));
    return team.whileAwake(threads, () => {
      for (let done = 0; done < steps; done++) {
        if (this.trainOneNow()) return true;
        if (end()) break;
      }
      return false;
    });
  }

  /** What was trained since the last call. */
  report(): TrainingReport {
    const { steps } = this;
    const samples = Math.max(1, steps * this.plan.batch);
    const report = {
      steps,
      loss: this.lossSum / samples,
      accuracy: this.correct / samples,
      stretches: this.curve.read(),
      stepsNs: this.stepsNs.slice(0, Math.min(steps, KEPT_STEPS)),
      phasesNs: this.phasesNs.slice(),
    };
    this.phasesNs.fill(0);
    this.steps = 0;
    this.lossSum = 0;
    this.correct = 0;
    return report;
  }

  /** Share of the test samples, at least a batch, whose class is found; of the training samples where there is no test. */
  async evaluate(): Promise<number> {
    const { batch } = this.plan;
    const { rows: count, offset, labels } = this.test ?? this.train;
    const { state, operations } = this;
    const { outputs: columns, activations } = this.layout.layers[this.layout.layers.length - 1];
    const found = this.view(activations);
    // The order of the epoch stays as it is: it is drawn anew from its seed.
    for (let at = 0; at < count; at++) this.order[at] = at;
    let correct = 0;
    for (let first = 0; first < count; first += batch) {
      // The last batch ends with the last samples, of which those that were counted are not counted again.
      const start = Math.min(first, count - batch);
      for (let row = 0; row < batch; row++) state.classes[row] = start + row >= first ? labels[start + row] : -1;
      state.order = this.order.byteOffset + start * 4;
      state.samples = offset;
      operations.gather.run();
      for (const operation of operations.forward) await runOne(operation);
      correct += OUTPUT_LOOPS[this.plan.dtype].countCorrect(found, state.classes, batch, columns);
    }
    this.drawOrder();
    return correct / count;
  }

  /** Updates so far, which Adam counts. */
  get updates(): number {
    return this.state.updates;
  }

  /** Goes on from where a saved training was. The arrays are the caller's to set. */
  continueFrom({ epoch, step }: Pick<TrainingPosition, 'epoch' | 'step'>, updates: number): void {
    this.epoch = epoch;
    this.stepOfEpoch = step;
    this.state.updates = updates;
    this.drawOrder();
  }

  /** Gradients of the batch of the first samples, without an update. */
  async gradients(): Promise<void> {
    this.drawOrder();
    this.beginBatch();
    const { gather, forward, loss, backward } = this.operations;
    for (const operation of [gather, ...forward, loss, ...backward]) await runOne(operation);
  }

  /** Indices of the samples of the batch that `gradients` takes, and of the next step. */
  batchOrder(): Int32Array {
    const first = this.stepOfEpoch * this.plan.batch;
    return this.order.slice(first, first + this.plan.batch);
  }

  private trainOneNow(): boolean {
    const { nowNs } = this.surroundings;
    const { step, phasesNs, phaseAt } = this;
    const begin = nowNs();
    this.beginBatch();
    let before = begin;
    for (let at = 0; at < step.length; at++) {
      step[at].run();
      const now = nowNs();
      phasesNs[phaseAt[at]] += now - before;
      before = now;
    }
    return this.endBatch(before - begin);
  }

  private async trainOne(): Promise<boolean> {
    const { nowNs } = this.surroundings;
    const begin = nowNs();
    this.beginBatch();
    let before = begin;
    for (const [at, operation] of this.step.entries()) {
      const timing = await runOne(operation);
      const now = nowNs();
      const elapsedNs = now - before;
      const ownNs = operation.transfer && timing ? Math.min(elapsedNs, timing.computeNs) : elapsedNs;
      const phase = this.phaseAt[at];
      this.phasesNs[phase] += ownNs;
      if (operation.transfer) this.phasesNs[phase - 1] += elapsedNs - ownNs;
      before = now;
    }
    return this.endBatch(before - begin);
  }

  private beginBatch(): void {
    const { batch } = this.plan;
    if (this.stepOfEpoch === 0) this.drawOrder();
    const { state, order, train } = this;
    const first = this.stepOfEpoch * batch;
    state.order = order.byteOffset + first * 4;
    state.samples = train.offset;
    for (let row = 0; row < batch; row++) state.classes[row] = train.labels[order[first + row]];
  }

  /** Outside of what is timed: the clock of the next step is read when it begins. */
  private endBatch(elapsedNs: number): boolean {
    if (this.steps < KEPT_STEPS) this.stepsNs[this.steps] = elapsedNs;
    this.steps++;
    this.lossSum += this.state.lossSum;
    this.correct += this.state.correct;
    this.curve.add(this.state.lossSum, this.state.correct);
    this.stepOfEpoch++;
    if (this.stepOfEpoch < this.stepsPerEpoch) return false;
    this.stepOfEpoch = 0;
    this.epoch++;
    return true;
  }

  /** The order of the samples in this epoch: the same for the same seed, whatever happened before. */
  private drawOrder(): void {
    const { rows } = this.train;
    const own = this.order.subarray(0, rows);
    for (let at = 0; at < rows; at++) own[at] = at;
    this.random.restart(this.plan.seed, STREAM.order, this.epoch);
    shuffle(own, this.random);
  }
}

async function runOne({ run, prepared }: Operation): Promise<BatchTiming | null> {
  if (prepared !== undefined && prepared.runNow === undefined) return prepared.runBatch(1);
  run();
  return null;
}
