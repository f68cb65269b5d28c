import * as l10n from '@vscode/l10n';
import { strassenGrowth } from '../matrix/errorBound';
import { strassenTraffic } from '../model/traffic/strassenTraffic';
import { elementBytes } from '../problem';
import type { Problem } from '../problem';
import { integerValue } from './parameters';
import type { IntegerParameter, ParameterValues } from './parameters';
import { processorRun } from './processorRun';
import { simdSupport } from './simd';
import { callsOf, codeOf, gemmWorkspaceFor } from './strassen/calls';
import { possibleLevels, strassenSteps, temporaryBytes } from './strassen/schedule';
import type { Start } from './strassen/schedule';
import type { Operand, Strategy } from './strategy';
import type { Block } from './strassen/block';
import { totalBytes } from './wasm/gemmCall';
import { defaultShape, shapeLabel } from './wasm/gemmShape';

const levelsParameter: IntegerParameter = {
  kind: 'integer',
  id: 'levels',
  get title() {
    return l10n.t('Levels');
  },
  get description() {
    return l10n.t(
      'How many times the product is cut into 7 products of half its size; each level saves up to an eighth of the time and costs accuracy. Chosen by the size when empty: none where none would pay.',
    );
  },
  minimum: 1,
  maximum: 4,
  default: null,
  suggestions: [1, 2, 3, 4],
};

/** Levels are worth their sums, and their larger errors, while the halves of all sizes are at least this. */
const WORTHWHILE_HALF = 512;

function levelsOf(problem: Problem, values: ParameterValues): number {
  const wished = integerValue(levelsParameter, values);
  if (wished !== null) return Math.min(wished, possibleLevels(problem));
  const least = Math.min(problem.m, problem.k, problem.n);
  let levels = 0;
  while (levels < levelsParameter.maximum && least / 2 ** (levels + 1) >= WORTHWHILE_HALF) levels++;
  return levels;
}

function startOf({ beta }: Problem): Start {
  if (beta === 0) return 'zero';
  return beta === 1 ? 'kept' : 'beta';
}

/** Strassen–Winograd on the packed kernel of `simd`, with sums in WebAssembly SIMD (strassen/schedule.ts). */
export const strassen: Strategy = {
  id: 'strassen',
  title: 'Strassen–Winograd',
  get summary() {
    return l10n.t(
      'Seven products of half the size for eight, on the kernel of simd; pays for large products. Its error is larger, and NaN and infinities spread.',
    );
  },
  family: 'simd',
  parameters: [levelsParameter],
  supports: (_problem, machine) => simdSupport(machine),
  workspaceBytes(problem, machine, values) {
    const levels = levelsOf(problem, values);
    const steps = stepsOf(problem, storedAlone(problem), levels, 0);
    const gemm = gemmWorkspaceFor(defaultShape(problem.dtype, machine), problem, steps);
    return temporariesOf(problem, levels) + totalBytes(gemm) + gemm.scalars;
  },
  traffic(problem, machine, values) {
    const levels = levelsOf(problem, values);
    // Temporaries lie beyond all addresses of operands, so that they are told apart.
    const steps = stepsOf(problem, storedAlone(problem), levels, 1);
    return strassenTraffic(problem, steps, defaultShape(problem.dtype, machine), temporariesOf(problem, levels));
  },
  effect: (problem, _machine, values) => `${levelsOf(problem, values)} levels`,
  kernelCode(problem, machine, values, sharedMemory) {
    const shape = defaultShape(problem.dtype, machine);
    const levels = levelsOf(problem, values);
    const steps = stepsOf(problem, storedAlone(problem), levels, 0);
    return codeOf(steps, levels, problem, shape, sharedMemory);
  },
  prepare(context, values) {
    const { problem, machine, a, b, c } = context;
    return processorRun(context, () => {
      const shape = defaultShape(problem.dtype, machine);
      const levels = levelsOf(problem, values);
      const temporaries = context.allocate(temporariesOf(problem, levels));
      const operands = { a: blockOf(a, problem.transposeA), b: blockOf(b, problem.transposeB), c: blockOf(c, false) };
      const calls = callsOf(stepsOf(problem, operands, levels, temporaries), context, shape);
      return {
        backend: `strassen ${levelsLabel(levels)} on ${shapeLabel(shape)}`,
        prepareNs: 0,
        errorGrowth: levels === 0 ? null : strassenGrowth(problem.k, levels),
        run: () => {
          for (const { kernel, values } of calls) kernel(...values);
        },
      };
    });
  },
};

function levelsLabel(levels: number): string {
  if (levels === 0) return 'without a level';
  return levels === 1 ? '1 level' : `${levels} levels`;
}

function temporariesOf(problem: Problem, levels: number): number {
  return temporaryBytes(problem, levels, startOf(problem), elementBytes(problem.dtype));
}

function stepsOf(
  problem: Problem,
  operands: Readonly<Record<'a' | 'b' | 'c', Block>>,
  levels: number,
  temporaries: number,
): ReturnType<typeof strassenSteps> {
  const { m, k, n, dtype } = problem;
  const product = { size: { m, k, n }, ...operands, start: startOf(problem) };
  return strassenSteps(product, levels, temporaries, elementBytes(dtype));
}

function blockOf({ offset, columns }: Operand, transposed: boolean): Block {
  return { address: offset, leading: columns, transposed };
}

/** Operands for steps whose addresses do not matter. How they are packed depends on how far apart their rows are. */
function storedAlone({ m, k, n, transposeA, transposeB }: Problem): Readonly<Record<'a' | 'b' | 'c', Block>> {
  return {
    a: { address: 0, leading: transposeA ? m : k, transposed: transposeA },
    b: { address: 0, leading: transposeB ? k : n, transposed: transposeB },
    c: { address: 0, leading: n, transposed: false },
  };
}
