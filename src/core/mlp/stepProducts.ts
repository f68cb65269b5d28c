import * as l10n from '@vscode/l10n';
import { strategyById } from '../kernels/registry';
import { isGpuStrategy } from '../kernels/strategy';
import type { ParameterValues } from '../kernels/parameters';
import type { Epilogue, GpuStrategyId, KernelContext, Operand, Prepared, StrategyId } from '../kernels/strategy';
import { floatsAt } from '../matrix/dense';
import type { Floats } from '../matrix/dense';
import { generateC, generateOperands } from '../matrix/generate';
import { RandomStream } from '../matrix/random';
import { createReference } from '../matrix/reference';
import type { Machine } from '../machine';
import { listed } from '../sentences';
import type { StrategyChoice } from '../spec/runSpec';
import { STREAM } from './initialise';
import { stepProducts } from './layout';
import type { NetworkLayout, Place, StepProduct } from './layout';
import { activationOf } from './network';
import type { TrainingPlan } from './network';

/** What a training finds in the kernel thread. */
export type TrainingSurroundings = Pick<
  KernelContext,
  'machine' | 'memory' | 'team' | 'blas' | 'allocate' | 'instantiate' | 'nowNs' | 'cancelled'
> & {
  /** Left out where there is none to be reached. */
  readonly gpu?: TrainingGpu;
  /** Bias and activation are passes of their own even where a product could do them as it writes Z, to compare the two. */
  readonly epiloguesApart?: boolean;
};

/** What computes the products of GPU strategies: an executor that has none of the network's memory. */
export interface TrainingGpu {
  /**
   * Prepares a product on the operands of the context, which are sent there with each run; `id` is for messages. Its `runBatch`
   * tells the multiplication from all that is done to have the operands there and C back.
   */
  prepare(id: string, strategy: GpuStrategyId, values: ParameterValues, context: KernelContext): Promise<Prepared>;
}

/** Why the GPU of the screen is not used, and what to do. */
function onScreen(): string {
  return l10n.t(
    'the GPU that was chosen is that of your screen, which each product of a step would reach through the editor and a page of it. Set matmulProfiler.gpu.executor to host, for the GPU of the machine that the engine runs on, or choose another strategy.',
  );
}

/** Which strategy computes which product of a step. */
export interface TrainingStrategies {
  /** For products that are not named. */
  readonly all: StrategyChoice;
  /** By the ids of products: 'Z1', 'dW2', 'dA1'. */
  readonly products: Readonly<Record<string, StrategyChoice>>;
}

/** A product cannot be computed as it was asked for; the message says why, and what to choose instead. */
export class ProductError extends Error {
  override readonly name = 'ProductError';

  constructor(
    readonly reason: 'not supported' | 'wrong result',
    message: string,
  ) {
    super(message);
  }
}

/** A product of a step, ready to be computed on the arrays of the network. */
export interface PreparedProduct extends StepProduct {
  readonly strategy: StrategyId;
  readonly prepared: Prepared;
}

export function choiceFor({ all, products }: TrainingStrategies, id: string): StrategyChoice {
  return products[id] ?? all;
}

/** Bytes that the strategies of a step allocate beside the arrays of the network, an upper bound. */
export function productBytes(
  { network, batch, dtype }: TrainingPlan,
  strategies: TrainingStrategies,
  machine: Machine,
): number {
  return stepProducts(network, batch, dtype).reduce((sum, { id, problem }) => {
    const choice = choiceFor(strategies, id);
    return sum + strategyById(choice.id).workspaceBytes(problem, machine, choice.values);
  }, 0);
}

/** @throws {ProductError} where a strategy cannot compute the product that it is chosen for. */
export function checkSupport(
  { network, batch, dtype }: TrainingPlan,
  strategies: TrainingStrategies,
  machine: Machine,
): void {
  const products = stepProducts(network, batch, dtype);
  for (const id of Object.keys(strategies.products)) {
    if (products.some((product) => product.id === id)) continue;
    const known = listed(products.map((product) => product.id));
    const message = l10n.t('There is no product {0} in a step of this network; choose from {1}.', id, known);
    throw new ProductError('not supported', message);
  }
  for (const { id, problem } of products) {
    const choice = choiceFor(strategies, id);
    if (isGpuStrategy(choice.id) && machine.gpu?.status === 'found' && machine.gpu.executor === 'webview') {
      throw notSupported(id, choice.id, onScreen());
    }
    const support = strategyById(choice.id).supports(problem, machine, choice.values);
    if (!support.supported) throw notSupported(id, choice.id, support.reason);
  }
}

function notSupported(id: string, strategy: StrategyId, reason: string): ProductError {
  return new ProductError('not supported', l10n.t('{0} by {1}: {2}', id, strategy, reason));
}

/**
 * Prepares all products of a step on the arrays of the layout, and verifies each on random operands, which it leaves in them.
 * @throws {ProductError}
 */
export async function prepareProducts(
  plan: TrainingPlan,
  strategies: TrainingStrategies,
  layout: NetworkLayout,
  surroundings: TrainingSurroundings,
): Promise<readonly PreparedProduct[]> {
  const { network, batch, dtype } = plan;
  checkSupport(plan, strategies, surroundings.machine);
  const prepared: PreparedProduct[] = [];
  for (const product of stepProducts(network, batch, dtype)) {
    const choice = choiceFor(strategies, product.id);
    const context = contextOf(product, layout, epilogueOf(product, layout, plan, surroundings), surroundings);
    generateOperands(product.problem, context.a, context.b, context.c);
    const one = await prepareOne(product, choice, context, surroundings);
    await verify(product, choice.id, one, context);
    prepared.push({ ...product, strategy: choice.id, prepared: one });
  }
  return prepared;
}

function prepareOne(
  { id }: StepProduct,
  choice: StrategyChoice,
  context: KernelContext,
  { gpu }: TrainingSurroundings,
): Prepared | Promise<Prepared> {
  if (!isGpuStrategy(choice.id)) return strategyById(choice.id).prepare(context, choice.values);
  if (gpu === undefined) throw notSupported(id, choice.id, l10n.t('no GPU can be reached here.'));
  return gpu.prepare(id, choice.id, choice.values, context);
}

async function verify(
  product: StepProduct,
  strategy: StrategyId,
  prepared: Prepared,
  context: KernelContext,
): Promise<void> {
  const { a, b, c } = context;
  const { elements, rows, columns } = await prepared.read();
  const computed = { rows, columns, elements: elements.slice() };
  const isFinished = finishesRightly(prepared, computed.elements, context);
  context.resetC();
  const reference = createReference(product.problem, a, b, c);
  const { norm, bound } =
    prepared.operandRounding === undefined
      ? reference.verify(computed, prepared.errorGrowth)
      : reference.verifyRounded(computed, prepared.operandRounding);
  if (norm <= bound && isFinished) return;
  throw new ProductError(
    'wrong result',
    l10n.t('{0} by {1} is wrong ({2}). Choose another strategy.', product.id, strategy, prepared.backend),
  );
}

/** Elements may differ so much from what the passes make of the product: by roundings of sums, not by a bias. */
const FINISHED_TOLERANCE = 1e-3;

/** Whether a product that does bias and activation itself does with random biases what the passes would do with it. */
function finishesRightly(
  { runFused }: Prepared,
  product: Floats,
  { problem, memory, c, epilogue }: KernelContext,
): boolean {
  if (runFused === undefined || epilogue === undefined) return true;
  const biases = floatsAt(problem.dtype, memory.buffer, epilogue.bias, problem.n);
  const random = new RandomStream(problem.seed, STREAM.biases);
  for (let column = 0; column < biases.length; column++) biases[column] = random.next() - 0.5;
  runFused();
  return product.every((sum, at) => {
    const z = sum + biases[at % problem.n];
    const wanted = epilogue.activation === 'relu' ? Math.max(z, 0) : z;
    return Math.abs(c.elements[at] - wanted) <= FINISHED_TOLERANCE * (1 + Math.abs(wanted));
  });
}

/** What a layer does with its Z, where products can do all of it. Where a pass is left it adds the bias as well, for nothing. */
function epilogueOf(
  { kind, layer }: StepProduct,
  { layers }: NetworkLayout,
  { network }: TrainingPlan,
  { epiloguesApart = false }: TrainingSurroundings,
): Epilogue | null {
  if (kind !== 'Z' || epiloguesApart) return null;
  const activation = activationOf(network, layer);
  if (activation !== 'relu' && activation !== 'identity') return null;
  return { bias: layers[layer].biases.offset, activation };
}

function contextOf(
  product: StepProduct,
  layout: NetworkLayout,
  epilogue: Epilogue | null,
  surroundings: TrainingSurroundings,
): KernelContext {
  const { problem } = product;
  const operand = ({ offset, rows, columns }: Place, isTransposed: boolean): Operand => ({
    offset,
    rows,
    columns,
    elements: floatsAt(problem.dtype, surroundings.memory.buffer, offset, rows * columns),
    rowStride: isTransposed ? 1 : columns,
    columnStride: isTransposed ? columns : 1,
  });
  const places = placesOf(product, layout);
  const c = operand(places.c, false);
  return {
    ...surroundings,
    problem,
    a: operand(places.a, problem.transposeA),
    b: operand(places.b, problem.transposeB),
    c,
    nonzeros: problem.m * problem.k,
    aChanges: true,
    ...(epilogue === null ? {} : { epilogue }),
    resetC: () => {
      generateC(problem, c);
    },
  };
}

function placesOf(
  { kind, layer }: StepProduct,
  { inputs, layers }: NetworkLayout,
): Readonly<Record<'a' | 'b' | 'c', Place>> {
  const { weights, weightGradients, activations, gradients } = layers[layer];
  const below = layer === 0 ? null : layers[layer - 1];
  const input = below?.activations ?? inputs;
  switch (kind) {
    case 'Z':
      return { a: input, b: weights, c: activations };
    case 'dW':
      return { a: input, b: gradients, c: weightGradients };
    case 'dA':
      // Of the inputs there is no gradient, and no such product.
      return { a: gradients, b: weights, c: below?.gradients ?? inputs };
  }
}
