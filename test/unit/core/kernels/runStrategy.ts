import { expect } from 'vitest';
import type { ParameterValues } from '../../../../src/core/kernels/parameters';
import type { Strategy } from '../../../../src/core/kernels/strategy';
import type { Machine } from '../../../../src/core/machine';
import type { Floats } from '../../../../src/core/matrix/dense';
import { createReference } from '../../../../src/core/matrix/reference';
import type { Verification } from '../../../../src/core/measure/measurement';
import { sizeLabel } from '../../../../src/core/problem';
import type { Problem } from '../../../../src/core/problem';
import { fakeContext, machine as fullMachine } from './fakeContext';
import type { FakeContext, OperandOffsets } from './fakeContext';

export const THREADS = 4;

export interface StrategyRun {
  readonly backend: string;
  readonly c: Floats;
  readonly verification: Verification;
  readonly context: FakeContext;
}

/**
 * Computes a problem once, as the engine does, and holds it against the reference.
 *
 * @param change is called with the operands, filled from the seed, before anything else sees them.
 */
export async function runStrategy(
  strategy: Strategy,
  problem: Problem,
  values: ParameterValues = {},
  change: (context: FakeContext) => void = () => undefined,
  machine: Machine = fullMachine,
  offsets: OperandOffsets = { a: 0, b: 0, c: 0 },
): Promise<StrategyRun> {
  const workspaceBytes = strategy.workspaceBytes(problem, machine, values);
  const context = fakeContext(problem, { workspaceBytes, threads: THREADS, machine, offsets });
  change(context);
  const reference = createReference(problem, context.a, context.b, context.c);
  const prepared = strategy.prepare(context, values);
  const c = await prepared.read();
  prepared.dispose();
  expect(context.allocatedBytes(), `workspace of ${strategy.id}`).toBeLessThanOrEqual(workspaceBytes);
  return { backend: prepared.backend, c: c.elements, verification: reference.verify(c, prepared.errorGrowth), context };
}

/** The strategy computes the problem within the bound and writes nothing but C. */
export async function expectCorrect(
  strategy: Strategy,
  problem: Problem,
  values: ParameterValues = {},
  machine: Machine = fullMachine,
  offsets?: OperandOffsets,
): Promise<void> {
  const { verification, context, backend } = await runStrategy(strategy, problem, values, undefined, machine, offsets);
  const place = offsets === undefined ? '' : `, elements off a cache line: ${JSON.stringify(offsets)}`;
  const label = `${strategy.id} ${JSON.stringify(values)} (${backend}) at ${problemLabel(problem)}${place}`;
  expect(verification.method, label).toBe('complete');
  expect(verification.norm, label).toBeLessThanOrEqual(verification.bound);
  expect(context.guardsAreIntact(), `${label}: bytes outside of C`).toBe(true);
}

function problemLabel(problem: Problem): string {
  const { dtype, transposeA, transposeB, alpha, beta } = problem;
  const transposes = `${transposeA ? 'Aᵀ' : 'A'}${transposeB ? 'Bᵀ' : 'B'}`;
  return `${sizeLabel(problem)} ${dtype} ${transposes}, α = ${alpha}, β = ${beta}`;
}
