import { CODE_PATHS } from '../../../../src/core/codePath';
import type { ParameterValues } from '../../../../src/core/kernels/parameters';
import { strategies } from '../../../../src/core/kernels/registry';
import type { Strategy } from '../../../../src/core/kernels/strategy';
import type { Machine } from '../../../../src/core/machine';
import { DTYPES } from '../../../../src/core/problem';
import type { Problem } from '../../../../src/core/problem';
import { machine, square } from './fakeContext';

export interface KernelCase {
  readonly strategy: Strategy;
  readonly problem: Problem;
  readonly machine: Machine;
  readonly values: ParameterValues;
}

/** A machine whose dense kernels are generated in one way. */
function machinesOf(): readonly Machine[] {
  const { wasm } = machine;
  const paths = wasm.relaxedSimd ? CODE_PATHS : (['separate'] as const);
  return paths.map((path) => ({ ...machine, wasm: { ...wasm, codePaths: { f32: path, f64: path } } }));
}

/** The defaults, and each value of each choice. */
function valuesOf({ parameters }: Strategy): readonly ParameterValues[] {
  const choices = parameters.flatMap((spec) =>
    spec.kind === 'choice' ? spec.options.map(({ value }): ParameterValues => ({ [spec.id]: value })) : [],
  );
  const vectors = parameters.some(({ id }) => id === 'order')
    ? choices.map((values): ParameterValues => ({ ...values, path: 'simd' }))
    : [];
  return [{}, ...choices, ...vectors];
}

/** Every strategy with each element type, code path and transposes, and with what it can be set to. */
export function everyKernel(): readonly KernelCase[] {
  const problems = DTYPES.flatMap((dtype) =>
    [false, true].flatMap((transposeA) =>
      [false, true].map((transposeB): Problem => ({ ...square, m: 20, k: 12, n: 24, dtype, transposeA, transposeB })),
    ),
  );
  return strategies.flatMap((strategy) =>
    machinesOf().flatMap((each) =>
      problems.flatMap((problem) =>
        valuesOf(strategy)
          .filter((values) => strategy.supports(problem, each, values).supported)
          .map((values) => ({ strategy, problem, machine: each, values })),
      ),
    ),
  );
}

/** What tells a case from the others, for messages. */
export function caseLabel({ strategy, problem, machine: { wasm }, values }: KernelCase): string {
  const { dtype, transposeA, transposeB } = problem;
  return `${strategy.id} ${JSON.stringify(values)} ${dtype} ${wasm.codePaths[dtype]} ${String([transposeA, transposeB])}`;
}
