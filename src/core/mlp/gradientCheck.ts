import { RandomStream } from '../matrix/random';
import { isGpuStrategy } from '../kernels/strategy';
import type { Machine } from '../machine';
import type { Dtype } from '../problem';
import type { StrategyChoice } from '../spec/runSpec';
import type { DataSet, TrainingData } from './dataSet';
import { STREAM } from './initialise';
import { placeData } from './placedData';
import type { Mistake, Network, TrainingPlan } from './network';
import { referenceActivation, referenceLoss, referencePass, referenceProducts } from './referenceNetwork';
import type { ReferenceLayer } from './referenceNetwork';
import { Trainer, trainingBytes } from './trainer';
import type { TrainingStrategies, TrainingSurroundings } from './stepProducts';

/** A right gradient is below this, a wrong one far above. */
export const GRADIENT_TOLERANCE = 1e-7;
/** The same where a product is computed on a GPU, which has no f64: the step is in f32 then, and f16 where A and B are rounded to it. */
const GPU_TOLERANCE = 1e-4;
const HALF_TOLERANCE = 1e-2;
/** What roundings in f32 make of a gradient, for a loss of 1, at most. */
const GPU_NOISE = 16 * 2 ** -24;

/** What is checked: the shape of a network, and how its products are computed. */
export interface GradientCheckPlan {
  readonly network: Network;
  readonly strategies: TrainingStrategies;
  readonly mistakes: readonly Mistake[];
  readonly seed: number;
}

/** One array of parameters. */
export interface CheckedArray {
  /** 'W1', 'b2'. */
  readonly name: string;
  /** Parameters that were changed, of how many. */
  readonly sampled: number;
  readonly total: number;
  /**
   * ‖g − d‖ ÷ (‖g‖ + ‖d‖) over the sampled parameters: g by the training step, d by central differences. Equal ones give 0,
   * opposite ones 1, one that is twice the other ⅓. Where both are so small that roundings of the loss alone would be over
   * the tolerance, it is ‖g − d‖ over what those roundings need to be just the tolerance.
   */
  readonly error: number;
}

export interface GradientCheck {
  readonly arrays: readonly CheckedArray[];
  /** The largest of the errors. */
  readonly error: number;
  readonly passed: boolean;
  readonly tolerance: number;
  /** Of the step: f32 where a GPU takes part. */
  readonly dtype: Dtype;
  /** Parameters that were passed over, since a ReLU switches within the difference. */
  readonly skipped: number;
}

/** Samples of the batch: few, as each difference is a forward pass; more than one, so that the mean counts. */
const BATCH = 5;
/** Parameters of an array that are changed, drawn at random. */
const SAMPLED = 16;
/**
 * Half the width of the differences. With five points (Abramowitz & Stegun, 25.3.6) they are off by h⁴, so that h may be so
 * large that the roundings of the loss, divided by it, do not count.
 */
const STEP = 1e-3;
/** What roundings of a loss of 1 make of a difference, at most: some 16 of them, divided by the step. */
const NOISE = (16 * 2 ** -53) / STEP;

/** Bytes of kernel memory that a check allocates at most. */
export function gradientCheckBytes(plan: GradientCheckPlan, machine: Machine): number {
  return trainingBytes(trainingPlan(plan), randomData(plan), [plan.strategies], machine);
}

/**
 * Compares the gradients of a training step in f64, or in f32 where a GPU takes part, by the strategies of the plan, with central differences of the loss,
 * which plain loops compute. Parameters are Xavier's, biases are drawn too, inputs lie in [−1, 1).
 * @throws {ProductError} where a strategy cannot compute its product.
 */
export async function checkGradients(
  plan: GradientCheckPlan,
  surroundings: TrainingSurroundings,
): Promise<GradientCheck> {
  const { network, seed } = plan;
  const dtype = dtypeOf(plan.strategies);
  const data = randomData(plan);
  const trainer = await Trainer.create(
    trainingPlan(plan),
    placeData(data, dtype, surroundings),
    plan.strategies,
    surroundings,
  );
  const random = new RandomStream(seed, STREAM.checks);
  for (const { biases } of trainer.layout.layers) {
    const values = trainer.view(biases);
    for (let at = 0; at < values.length; at++) values[at] = random.next() - 0.5;
  }
  await trainer.gradients();
  const order = trainer.batchOrder();
  const inputs = new Float64Array(BATCH * network.sizes[0]);
  order.forEach((sample, row) => {
    const { features, inputs: all } = data.train;
    for (let at = 0; at < features; at++) inputs[row * features + at] = all[sample * features + at];
  });
  const classes = order.map((sample) => data.train.labels[sample]);
  const layers = trainer.layout.layers.map(({ inputs: rows, outputs, weights, biases }): ReferenceLayer => ({
    inputs: rows,
    outputs,
    weights: Float64Array.from(trainer.view(weights)),
    biases: Float64Array.from(trainer.view(biases)),
  }));
  const tolerance = toleranceOf(plan.strategies);
  const differences = new Differences(network, layers, inputs, classes);
  const noise = dtype === 'f64' ? differences.noise : (differences.noise / NOISE) * GPU_NOISE;
  const arrays: CheckedArray[] = [];
  for (const [layer, places] of trainer.layout.layers.entries()) {
    const checked = [
      [`W${layer + 1}`, places.weightGradients, layers[layer].weights],
      [`b${layer + 1}`, places.biasGradients, layers[layer].biases],
    ] as const;
    for (const [name, place, parameters] of checked) {
      const gradients = trainer.view(place);
      const pairs: (readonly [gradient: number, difference: number])[] = [];
      for (const at of sampleOf(parameters.length, random)) {
        const difference = differences.of(layer, name.startsWith('W'), at);
        if (difference !== null) pairs.push([gradients[at], difference]);
      }
      arrays.push({
        name,
        sampled: pairs.length,
        total: parameters.length,
        error: relativeError(pairs, noise, tolerance),
      });
    }
  }
  const error = arrays.reduce((most, each) => Math.max(most, each.error), 0);
  // A NaN is no pass.
  const passed = arrays.every((each) => each.error < tolerance);
  return { arrays, error, passed, tolerance, dtype, skipped: differences.skipped };
}

/** As defined at `CheckedArray.error`. */
export function relativeError(
  pairs: readonly (readonly [gradient: number, difference: number])[],
  noise: number,
  tolerance = GRADIENT_TOLERANCE,
): number {
  const norm = (of: (pair: readonly [number, number]) => number): number =>
    Math.sqrt(pairs.reduce((sum, pair) => sum + of(pair) ** 2, 0));
  const size = norm(([gradient]) => gradient) + norm(([, difference]) => difference);
  const distance = norm(([gradient, difference]) => gradient - difference);
  const least = (noise * Math.sqrt(pairs.length)) / tolerance;
  return pairs.length === 0 ? 0 : distance / Math.max(size, least);
}

/** Central differences of the loss; of the layers below the one that is changed nothing is computed anew. */
class Differences {
  /** Parameters that were passed over. */
  skipped = 0;
  /** What roundings make of a difference. */
  readonly noise: number;
  /** What goes into each layer, and its Z. */
  private readonly below: Float64Array[] = [];
  private readonly z: Float64Array[] = [];

  constructor(
    private readonly network: Network,
    private readonly layers: readonly ReferenceLayer[],
    inputs: Float64Array,
    private readonly classes: Int32Array,
  ) {
    let a = inputs;
    for (const layer of layers) {
      const z = referenceProducts(a, classes.length, layer);
      this.below.push(a);
      this.z.push(z);
      a = referenceActivation(network.hidden, z, classes.length);
    }
    const last = this.z[this.z.length - 1];
    const outputs = referenceActivation(network.output.activation, last, classes.length);
    this.noise = NOISE * Math.max(1, referenceLoss(network, last, outputs, classes));
  }

  /** ∂loss ÷ ∂parameter, or `null` where a ReLU switches on the way. */
  of(layer: number, isWeight: boolean, at: number): number | null {
    const losses: number[] = [];
    const masks = new Set<string>();
    for (const multiple of [-2, -1, 1, 2]) {
      const { loss, mask } = this.lossWith(layer, isWeight, at, multiple * STEP);
      losses.push(loss);
      masks.add(mask);
    }
    if (masks.size > 1) {
      this.skipped++;
      return null;
    }
    const [farBelow, below, above, farAbove] = losses;
    return (farBelow - 8 * below + 8 * above - farAbove) / (12 * STEP);
  }

  private lossWith(
    layer: number,
    isWeight: boolean,
    at: number,
    change: number,
  ): { readonly loss: number; readonly mask: string } {
    const { outputs, inputs } = this.layers[layer];
    const rows = this.classes.length;
    const z = this.z[layer].slice();
    const column = at % outputs;
    const input = Math.floor(at / outputs);
    for (let row = 0; row < rows; row++) {
      z[row * outputs + column] += isWeight ? change * this.below[layer][row * inputs + input] : change;
    }
    const pass = referencePass(this.network, this.layers, z, layer, rows);
    const last = pass.z.length - 1;
    return { loss: referenceLoss(this.network, pass.z[last], pass.a[last], this.classes), mask: this.maskOf(pass.z) };
  }

  /** Which inputs of ReLUs are above 0. */
  private maskOf(z: readonly Float64Array[]): string {
    const { hidden, output } = this.network;
    const masked = z.filter((_, at) => (at === z.length - 1 ? output.activation === 'relu' : hidden === 'relu'));
    return masked.map((values) => Array.from(values, (value) => (value > 0 ? 1 : 0)).join('')).join(' ');
  }
}

/** Some of the numbers below `count`, none twice; all of them where they are few. */
function sampleOf(count: number, random: RandomStream): readonly number[] {
  if (count <= SAMPLED) return Array.from({ length: count }, (_, at) => at);
  const chosen = new Set<number>();
  while (chosen.size < SAMPLED) chosen.add(random.below(count));
  return [...chosen];
}

function choicesOf({ all, products }: TrainingStrategies): readonly StrategyChoice[] {
  return [all, ...Object.values(products)];
}

function dtypeOf(strategies: TrainingStrategies): Dtype {
  return choicesOf(strategies).some(({ id }) => isGpuStrategy(id)) ? 'f32' : 'f64';
}

function toleranceOf(strategies: TrainingStrategies): number {
  if (dtypeOf(strategies) === 'f64') return GRADIENT_TOLERANCE;
  const isRounded = choicesOf(strategies).some(({ id, values }) => isGpuStrategy(id) && values.precision === 'f16');
  return isRounded ? HALF_TOLERANCE : GPU_TOLERANCE;
}

function trainingPlan({ network, mistakes, seed, strategies }: GradientCheckPlan): TrainingPlan {
  return {
    network: { ...network, initialisation: 'xavier' },
    optimiser: { kind: 'sgd', rate: 0 },
    batch: BATCH,
    dtype: dtypeOf(strategies),
    seed,
    // Where a training starts from is no question of its gradients.
    mistakes: mistakes.filter((mistake) => mistake !== 'unscaled-initialisation'),
  };
}

/** Inputs that are exact in either element type. */
function randomData({ network, seed }: GradientCheckPlan): TrainingData {
  const [features] = network.sizes;
  const classes = network.sizes[network.sizes.length - 1];
  const inputs = new Float64Array(BATCH * features);
  new RandomStream(seed, STREAM.inputs).fill(inputs, 0, inputs.length, 24);
  const random = new RandomStream(seed, STREAM.classes);
  const labels = Int32Array.from({ length: BATCH }, () => random.below(classes));
  const train: DataSet = { rows: BATCH, features, classes, inputs, divisor: 1, labels };
  return { title: 'random', train, test: null };
}
