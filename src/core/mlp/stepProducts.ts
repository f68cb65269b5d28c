import { strategyById } from '../kernels/registry';
import { isGpuStrategy } from '../kernels/strategy';
import type { KernelContext, Operand, Prepared, StrategyId } from '../kernels/strategy';
import { floatsAt } from '../matrix/dense';
import { generateC, generateOperands } from '../matrix/generate';
import { createReference } from '../matrix/reference';
import type { Machine } from '../machine';
import type { StrategyChoice } from '../spec/runSpec';
import { stepProducts } from './layout';
import type { NetworkLayout, Place, StepProduct } from './layout';
import type { TrainingPlan } from './network';

/** What a training finds in the kernel thread. */
export type TrainingSurroundings = Pick<
  KernelContext,
  'machine' | 'memory' | 'team' | 'blas' | 'allocate' | 'instantiate' | 'nowNs' | 'cancelled'
>;

/** Why a GPU cannot be chosen, and what to do. */
export const GPU_REFUSAL = 'trainings run on the processor in this version. Choose another strategy.';

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
    const known = products.map((product) => product.id).join(', ');
    throw new ProductError(
      'not supported',
      `There is no product ${id} in a step of this network; choose from ${known}.`,
    );
  }
  for (const { id, problem } of products) {
    const choice = choiceFor(strategies, id);
    if (isGpuStrategy(choice.id)) {
      throw new ProductError('not supported', `${id} by ${choice.id}: ${GPU_REFUSAL}`);
    }
    const support = strategyById(choice.id).supports(problem, machine, choice.values);
    if (!support.supported) throw new ProductError('not supported', `${id} by ${choice.id}: ${support.reason}`);
  }
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
    const context = contextOf(product, layout, surroundings);
    generateOperands(product.problem, context.a, context.b, context.c);
    const one = strategyById(choice.id).prepare(context, choice.values);
    await verify(product, choice.id, one, context);
    prepared.push({ ...product, strategy: choice.id, prepared: one });
  }
  return prepared;
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
  context.resetC();
  const { norm, bound } = createReference(product.problem, a, b, c).verify(computed, prepared.errorGrowth);
  if (norm <= bound) return;
  throw new ProductError(
    'wrong result',
    `${product.id} by ${strategy} is wrong (${prepared.backend}). Choose another strategy.`,
  );
}

function contextOf(product: StepProduct, layout: NetworkLayout, surroundings: TrainingSurroundings): KernelContext {
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
