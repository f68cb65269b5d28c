import { exportedFunction, isShared } from '../kernels/wasm/kernelModule';
import { floatsAt } from '../matrix/dense';
import type { Floats } from '../matrix/dense';
import { elementBytes } from '../problem';
import { LAYER_KERNELS, layerKernelsModule, UPDATE_SCALARS } from './layerKernels';
import type { LayerKernel } from './layerKernels';
import type { NetworkLayout, Place } from './layout';
import { activationOf } from './network';
import type { TrainingPlan } from './network';
import { derivativeNumber, lossNumber, OUTPUT_LOOPS } from './outputLayer';
import { TRANSFER_BACKEND } from './phaseText';
import type { PreparedProduct, TrainingSurroundings } from './stepProducts';
import { isGpuStrategy } from '../kernels/strategy';
import type { Prepared } from '../kernels/strategy';

/** What part of a step takes time: a product, moving its operands to a GPU and C back, or what else is done beside it. */
export const PHASE_KINDS = [
  'input',
  'convert',
  'transfer',
  'product',
  'activation',
  'loss',
  'gradient',
  'update',
] as const;
export type PhaseKind = (typeof PHASE_KINDS)[number];

export interface Phase {
  /** 'gather', 'Z1', 'Z1 + bias + relu' where the product does them, 'convert for Z1', 'activation 1', … */
  readonly name: string;
  readonly kind: PhaseKind;
  /** The layer from 0, `null` where it is all of them. */
  readonly layer: number | null;
  /** Who computes it: of a product the strategy and what really runs. */
  readonly backend: string;
}

/** A part of a step; all that it needs is bound to it beforehand. */
export interface Operation extends Phase {
  readonly run: () => void;
  /** Of products: `run` is there as well where they can be computed at once. */
  readonly prepared?: Prepared;
  /** The phase that it also is, where its operands are moved: all of its time but the multiplication. */
  readonly transfer?: Phase;
}

/** What the operations of a step hand to each other, and to whoever asks. */
export interface BatchState {
  /** Classes of the samples of the batch. */
  readonly classes: Int32Array;
  /** Address of the indices of the samples of the batch. */
  order: number;
  /** Address of the samples. */
  samples: number;
  lossSum: number;
  correct: number;
  /** Updates so far. */
  updates: number;
}

export interface StepOperations {
  readonly gather: Operation;
  readonly forward: readonly Operation[];
  readonly loss: Operation;
  readonly backward: readonly Operation[];
  readonly update: Operation;
}

/** Makes the operations of a step, with the mistakes that were asked for. */
export function stepOperations(
  plan: TrainingPlan,
  layout: NetworkLayout,
  products: readonly PreparedProduct[],
  surroundings: TrainingSurroundings,
  state: BatchState,
): StepOperations {
  const { network, batch, dtype, mistakes } = plan;
  const { memory } = surroundings;
  const exports = surroundings.instantiate(layerKernelsModule(dtype, isShared(memory)));
  /** A kernel with its arguments. */
  const bound = <Name extends LayerKernel>(
    name: Name,
    values: Readonly<Record<(typeof LAYER_KERNELS)[Name][number], number>>,
  ): (() => void) => {
    const kernel = exportedFunction(exports, name);
    const parameters: readonly (typeof LAYER_KERNELS)[Name][number][] = LAYER_KERNELS[name];
    const inOrder = parameters.map((parameter) => values[parameter]);
    return () => {
      kernel(...inOrder);
    };
  };
  const view = ({ offset, rows, columns }: Place): Floats => floatsAt(dtype, memory.buffer, offset, rows * columns);
  const lines = ({ rows, columns }: Place): number => Math.ceil((rows * columns * elementBytes(dtype)) / LINE_BYTES);
  const loops = OUTPUT_LOOPS[dtype];
  const own = 'wasm simd128';

  const productOf = (id: string): PreparedProduct => {
    const found = products.find((each) => each.id === id);
    if (found === undefined) throw new RangeError(`there is no product ${id}`);
    return found;
  };

  const product = (found: PreparedProduct): readonly Operation[] => {
    const { id, layer, strategy, prepared } = found;
    const { convert, runNow, runFused } = prepared;
    const conversion: Operation[] =
      convert === undefined
        ? []
        : [{ name: `convert for ${id}`, kind: 'convert', layer, backend: strategy, run: convert }];
    const name = runFused === undefined ? id : `${id} + ${passesOf(layer).join(' + ')}`;
    const run =
      runFused ??
      runNow ??
      ((): never => {
        throw new Error(`${id} by ${strategy} has to be waited for`);
      });
    return [
      ...conversion,
      {
        name,
        kind: 'product',
        layer,
        backend: `${strategy}: ${prepared.backend}`,
        run,
        prepared,
        ...(isGpuStrategy(strategy)
          ? { transfer: { name: `transfer for ${id}`, kind: 'transfer', layer, backend: TRANSFER_BACKEND } }
          : {}),
      },
    ];
  };

  /** What is done with Z, which a product may do itself. */
  const passesOf = (layer: number): readonly string[] => {
    const kind = activationOf(network, layer);
    return kind === 'identity' ? ['bias'] : ['bias', kind];
  };

  const activate = (layer: number): Operation => {
    const kind = activationOf(network, layer);
    const { activations, biases } = layout.layers[layer];
    const addBias = bound('add_bias', {
      rows: batch,
      columns: activations.columns,
      target: activations.offset,
      bias: biases.offset,
    });
    const along = { lines: lines(activations), target: activations.offset };
    const phase = { name: `activation ${layer + 1}`, kind: 'activation', layer } as const;
    if (kind === 'softmax') {
      const z = view(activations);
      const exp = bound('exp', along);
      const run = (): void => {
        addBias();
        loops.subtractMaxima(z, batch, activations.columns);
        exp();
        loops.divideBySums(z, batch, activations.columns);
      };
      return { ...phase, backend: `bias and softmax, ${own}, scalar JS`, run };
    }
    if (kind === 'identity') return { ...phase, backend: `bias, ${own}`, run: addBias };
    const apply = bound(kind, along);
    const run = (): void => {
      addBias();
      apply();
    };
    return { ...phase, backend: `bias and ${kind}, ${own}`, run };
  };

  const forward = layout.layers.flatMap((_, layer) => {
    const z = productOf(`Z${layer + 1}`);
    return z.prepared.runFused === undefined ? [...product(z), activate(layer)] : product(z);
  });

  const last = layout.layers[layout.layers.length - 1];
  const outputs = view(last.activations);
  const outputGradients = view(last.gradients);
  const { columns } = last.activations;
  const derivative = derivativeNumber(network, mistakes);
  const scale = mistakes.includes('no-mean') ? 1 : 1 / batch;
  const lossKind = lossNumber(network);
  const loss: Operation = {
    name: 'loss',
    kind: 'loss',
    layer: layout.layers.length - 1,
    backend: 'scalar JS',
    run: () => {
      state.lossSum = loops.sumOfLosses(outputs, state.classes, batch, columns, lossKind);
      state.correct = loops.countCorrect(outputs, state.classes, batch, columns);
    },
  };
  const ofOutput: Operation = {
    name: `gradient ${layout.layers.length}`,
    kind: 'gradient',
    layer: layout.layers.length - 1,
    backend: 'scalar JS',
    run: () => {
      loops.outputGradient(outputs, outputGradients, state.classes, batch, columns, derivative, scale);
    },
  };

  const backward = [
    ofOutput,
    ...layout.layers
      .map((_, layer) => layer)
      .toReversed()
      .flatMap((layer): Operation[] => {
        const { gradients, biasGradients } = layout.layers[layer];
        const sums: Operation = {
          name: `db${layer + 1}`,
          kind: 'gradient',
          layer,
          backend: own,
          run: bound('column_sums', {
            rows: batch,
            columns: gradients.columns,
            source: gradients.offset,
            target: biasGradients.offset,
          }),
        };
        const weights = [...product(productOf(`dW${layer + 1}`)), sums];
        return layer === 0
          ? weights
          : [...weights, ...product(productOf(`dA${layer}`)), ...throughActivation(layer - 1)];
      }),
  ];

  function throughActivation(layer: number): readonly Operation[] {
    const kind = mistakes.includes('relu-mask') ? 'relu' : network.hidden;
    if (kind === 'identity') return [];
    const { activations, gradients } = layout.layers[layer];
    const run = bound(`${kind}_gradient`, {
      lines: lines(gradients),
      target: gradients.offset,
      values: activations.offset,
    });
    return [{ name: `gradient ${layer + 1}`, kind: 'gradient', layer, backend: `${kind}, ${own}`, run }];
  }

  const gatherRows = exportedFunction(exports, 'gather');
  const { inputs } = layout;
  const gather: Operation = {
    name: 'gather',
    kind: 'input',
    layer: null,
    backend: own,
    run: () => {
      gatherRows(batch, inputs.columns, state.order, state.samples, inputs.offset);
    },
  };
  return { gather, forward, loss, backward, update: updateOperation(plan, layout, memory, bound, state) };
}

const LINE_BYTES = 64;

type Bound = <Name extends LayerKernel>(
  name: Name,
  values: Readonly<Record<(typeof LAYER_KERNELS)[Name][number], number>>,
) => () => void;

function updateOperation(
  { optimiser, dtype, mistakes }: TrainingPlan,
  layout: NetworkLayout,
  memory: WebAssembly.Memory,
  bound: Bound,
  state: BatchState,
): Operation {
  const bytes = mistakes.includes('fixed-biases') ? layout.weightBytes : layout.parameters.bytes;
  const scalars = floatsAt(dtype, memory.buffer, layout.scalars, UPDATE_SCALARS.length);
  const set = (values: Partial<Readonly<Record<(typeof UPDATE_SCALARS)[number], number>>>): void => {
    UPDATE_SCALARS.forEach((name, at) => {
      scalars[at] = values[name] ?? 0;
    });
  };
  const common = {
    lines: bytes / LINE_BYTES,
    weights: layout.parameters.offset,
    gradients: layout.gradients.offset,
    scalars: layout.scalars,
  };
  const phase = { name: 'update', kind: 'update', layer: null, backend: `${optimiser.kind}, wasm simd128` } as const;
  switch (optimiser.kind) {
    case 'sgd': {
      set({ rate: optimiser.rate });
      const update = bound('sgd', common);
      return { ...phase, run: counted(state, update) };
    }
    case 'momentum': {
      set({ rate: optimiser.rate, keep1: optimiser.momentum });
      const update = bound('momentum', { ...common, velocities: layout.optimiserStates[0].offset });
      return { ...phase, run: counted(state, update) };
    }
    case 'adam': {
      const { rate, beta1, beta2, epsilon } = optimiser;
      set({ keep1: beta1, add1: 1 - beta1, keep2: beta2, add2: 1 - beta2, epsilon });
      const [means, squares] = layout.optimiserStates.map(({ offset }) => offset);
      const update = bound('adam', { ...common, means, squares });
      const [rateAt, correctionAt] = [UPDATE_SCALARS.indexOf('rate'), UPDATE_SCALARS.indexOf('correction')];
      const run = (): void => {
        state.updates++;
        scalars[rateAt] = rate / (1 - beta1 ** state.updates);
        scalars[correctionAt] = 1 / Math.sqrt(1 - beta2 ** state.updates);
        update();
      };
      return { ...phase, run };
    }
  }
}

function counted(state: BatchState, update: () => void): () => void {
  return () => {
    state.updates++;
    update();
  };
}
