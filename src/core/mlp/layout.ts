import { aligned } from '../matrix/operands';
import { elementBytes } from '../problem';
import type { Dtype, Problem } from '../problem';
import { plainProblem } from '../problem';
import type { Network, Optimiser, TrainingPlan } from './network';

/** An array of the network in the kernel memory; it begins a cache line, and no other array shares its last one. */
export interface Place {
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
}

/** The arrays of one layer. */
export interface LayerPlaces {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Place;
  readonly biases: Place;
  readonly weightGradients: Place;
  readonly biasGradients: Place;
  /** Z, then A in its place: batch × outputs. */
  readonly activations: Place;
  /** dA, then dZ in its place. */
  readonly gradients: Place;
}

/** A run of cache lines. */
export interface Lines {
  readonly offset: number;
  readonly bytes: number;
}

export interface NetworkLayout {
  /** The batch: batch × inputs of the first layer. */
  readonly inputs: Place;
  readonly layers: readonly LayerPlaces[];
  /** All weights, then all biases, one array behind the other. */
  readonly parameters: Lines;
  /** Of the parameters, those that are weights. */
  readonly weightBytes: number;
  /** The same for gradients and for what the optimiser keeps. */
  readonly gradients: Lines;
  readonly optimiserStates: readonly Lines[];
  /** Numbers that the update reads. */
  readonly scalars: number;
  /** The first byte behind it all. */
  readonly end: number;
}

/** Bytes for `scalars`. */
const SCALARS_BYTES = 64;

/** States that an optimiser keeps of each parameter. */
export function statesOf({ kind }: Optimiser): number {
  return kind === 'sgd' ? 0 : kind === 'momentum' ? 1 : 2;
}

/** Plans all buffers of a training, from `firstByte` on, so that a step allocates nothing. */
export function layOutNetwork({ network, batch, dtype, optimiser }: TrainingPlan, firstByte: number): NetworkLayout {
  const { sizes } = network;
  const bytes = elementBytes(dtype);
  let end = aligned(firstByte);
  const place = (rows: number, columns: number): Place => {
    const offset = end;
    end = aligned(offset + rows * columns * bytes);
    return { offset, rows, columns };
  };
  const widths = sizes.slice(1);
  const parameters = (): {
    readonly lines: Lines;
    readonly weights: Place[];
    readonly biases: Place[];
    split: number;
  } => {
    const offset = end;
    const weights = widths.map((width, layer) => place(sizes[layer], width));
    const split = end - offset;
    const biases = widths.map((width) => place(1, width));
    return { lines: { offset, bytes: end - offset }, weights, biases, split };
  };
  const values = parameters();
  const gradients = parameters();
  const optimiserStates = Array.from({ length: statesOf(optimiser) }, () => parameters().lines);
  const scalars = end;
  end += SCALARS_BYTES;
  const inputs = place(batch, sizes[0]);
  const layers = widths.map((width, layer): LayerPlaces => ({
    inputs: sizes[layer],
    outputs: width,
    weights: values.weights[layer],
    biases: values.biases[layer],
    weightGradients: gradients.weights[layer],
    biasGradients: gradients.biases[layer],
    activations: place(batch, width),
    gradients: place(batch, width),
  }));
  return {
    inputs,
    layers,
    parameters: values.lines,
    weightBytes: values.split,
    gradients: gradients.lines,
    optimiserStates,
    scalars,
    end,
  };
}

/** Which product of a step: of the forward pass, of a gradient of weights, of a gradient of activations. */
export const PRODUCT_KINDS = ['Z', 'dW', 'dA'] as const;
export type ProductKind = (typeof PRODUCT_KINDS)[number];

/**
 * A product of a step. `Z2` is A₁·W₂, `dW2` is A₁ᵀ·dZ₂, `dA1` is dZ₂·W₂ᵀ, the gradient of the activations of layer 1. Of the
 * inputs there is no gradient.
 */
export interface StepProduct {
  /** 'Z1', 'dW2', 'dA1'. */
  readonly id: string;
  readonly kind: ProductKind;
  /** The layer whose weights take part, from 0. */
  readonly layer: number;
  readonly problem: Problem;
}

export function stepProducts({ sizes }: Pick<Network, 'sizes'>, batch: number, dtype: Dtype): readonly StepProduct[] {
  const layers = sizes.slice(1).map((outputs, layer) => ({ layer, inputs: sizes[layer], outputs }));
  const forward = layers.map(({ layer, inputs, outputs }): StepProduct => ({
    id: `Z${layer + 1}`,
    kind: 'Z',
    layer,
    problem: { ...plainProblem(batch, inputs, outputs), dtype },
  }));
  const backward = layers.toReversed().flatMap(({ layer, inputs, outputs }): StepProduct[] => [
    {
      id: `dW${layer + 1}`,
      kind: 'dW',
      layer,
      problem: { ...plainProblem(inputs, batch, outputs), dtype, transposeA: true },
    },
    ...(layer === 0
      ? []
      : [
          {
            id: `dA${layer}`,
            kind: 'dA' as const,
            layer,
            problem: { ...plainProblem(batch, outputs, inputs), dtype, transposeB: true },
          },
        ]),
  ]);
  return [...forward, ...backward];
}
