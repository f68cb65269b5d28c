import type { Floats } from '../matrix/dense';
import type { HiddenActivation, OutputActivation } from './network';
import type { Trainer } from './trainer';

/** Bars of the histogram of activations. */
export const HISTOGRAM_BARS = 20;
/** Within this share of its range from an end, a sigmoid or tanh is taken as saturated. */
const SATURATED = 0.02;

/** What a layer looked like at the last batch. */
export interface LayerStatistics {
  readonly layer: number;
  readonly activation: HiddenActivation | OutputActivation;
  /** Of the activations: counts of bars of equal width from `low` to `high`. */
  readonly histogram: readonly number[];
  readonly low: number;
  readonly high: number;
  /** Share of the activations near an end of the range; 0 where the activation has none. */
  readonly saturated: number;
  /** Units that were 0 for each sample of the batch; of ReLU alone. */
  readonly deadUnits: number;
  readonly units: number;
  /** Euclidean norms. */
  readonly weightNorm: number;
  readonly gradientNorm: number;
  /** Parameters that are bit for bit what they were when the training began, after steps that should have changed them. */
  readonly unchanged: readonly string[];
}

/** Watches the layers of a training. */
export class LayerWatch {
  /** Parameters as they began. */
  private readonly first: readonly { readonly weights: Floats; readonly biases: Floats }[];

  constructor(private readonly trainer: Trainer) {
    this.first = trainer.layout.layers.map(({ weights, biases }) => ({
      weights: trainer.view(weights).slice(),
      biases: trainer.view(biases).slice(),
    }));
  }

  statistics(): readonly LayerStatistics[] {
    const { trainer } = this;
    const { layers } = trainer.layout;
    const { hidden, output } = trainer.plan.network;
    return layers.map((places, layer): LayerStatistics => {
      const activation = layer === layers.length - 1 ? output.activation : hidden;
      const values = trainer.view(places.activations);
      const [low, high] = rangeOf(activation, values);
      const weights = trainer.view(places.weights);
      const { first } = this;
      const watched = [
        [`W${layer + 1}`, weights, first[layer].weights],
        [`b${layer + 1}`, trainer.view(places.biases), first[layer].biases],
      ] as const;
      return {
        layer,
        activation,
        low,
        high,
        histogram: histogram(values, low, high),
        saturated: activation === 'sigmoid' || activation === 'tanh' ? saturatedShare(values, low, high) : 0,
        deadUnits: activation === 'relu' ? deadUnits(values, places.outputs) : 0,
        units: places.outputs,
        weightNorm: norm(weights),
        gradientNorm: norm(trainer.view(places.weightGradients)),
        unchanged:
          trainer.updates === 0 ? [] : watched.filter(([, now, then]) => isEqual(now, then)).map(([name]) => name),
      };
    });
  }
}

function rangeOf(activation: HiddenActivation | OutputActivation, values: Floats): readonly [number, number] {
  if (activation === 'sigmoid' || activation === 'softmax') return [0, 1];
  if (activation === 'tanh') return [-1, 1];
  let [low, high] = [0, 0];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high > low ? high : low + 1];
}

function histogram(values: Floats, low: number, high: number): readonly number[] {
  const bars = new Array<number>(HISTOGRAM_BARS).fill(0);
  for (const value of values) {
    const bar = Math.min(HISTOGRAM_BARS - 1, Math.floor((HISTOGRAM_BARS * (value - low)) / (high - low)));
    if (bar >= 0) bars[bar]++;
  }
  return bars;
}

function saturatedShare(values: Floats, low: number, high: number): number {
  const margin = SATURATED * (high - low);
  let count = 0;
  for (const value of values) if (value < low + margin || value > high - margin) count++;
  return count / values.length;
}

function deadUnits(values: Floats, units: number): number {
  let dead = 0;
  for (let unit = 0; unit < units; unit++) {
    let at = unit;
    while (at < values.length && values[at] === 0) at += units;
    if (at >= values.length) dead++;
  }
  return dead;
}

function norm(values: Floats): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}

function isEqual(x: Floats, y: Floats): boolean {
  for (let at = 0; at < x.length; at++) if (x[at] !== y[at]) return false;
  return true;
}
