import { CODE_PATHS } from '../../../../src/core/codePath';
import type { ParameterValues } from '../../../../src/core/kernels/parameters';
import { processorStrategies as strategies } from '../../../../src/core/kernels/registry';
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

/** The defaults, each value of each choice, and some numbers that change the code or its way. */
function valuesOf({ parameters }: Strategy): readonly ParameterValues[] {
  const choices = parameters.flatMap((spec) =>
    spec.kind === 'choice' ? spec.options.map(({ value }): ParameterValues => ({ [spec.id]: value })) : [],
  );
  const vectors = parameters.some(({ id }) => id === 'order')
    ? choices.map((values): ParameterValues => ({ ...values, path: 'simd' }))
    : [];
  const counts = parameters.flatMap((spec): readonly ParameterValues[] =>
    ['levels', 'threads', 'panel', 'mr'].includes(spec.id) ? [{ [spec.id]: 4 }] : [],
  );
  return [{}, ...choices, ...vectors, ...counts];
}

const PLAIN = { m: 20, k: 12, n: 24 };
/** Few rows, few columns, one step of k: there are kernels for these. */
const THIN: readonly Partial<Problem>[] = [
  { m: 2, k: 40, n: 70 },
  { m: 40, k: 30, n: 3 },
  { m: 40, k: 1, n: 24 },
];
const SPARSE: readonly Partial<Problem>[] = [
  { m: 40, k: 70, n: 80, density: 0.05, structure: 'uniform' },
  { m: 70, k: 64, n: 21, density: 0.2, structure: 'block' },
  { m: 9, k: 30, n: 1, density: 0.3, structure: 'power' },
  { m: 3, k: 20, n: 30, density: 0.3, structure: 'banded' },
];

const TRANSPOSES: readonly [boolean, boolean][] = [
  [false, false],
  [false, true],
  [true, false],
  [true, true],
];

/** Every strategy with each element type, code path, kind of shape and transposes, and with what it can be set to. */
export function everyKernel(): readonly KernelCase[] {
  const variants = (
    sizes: readonly Partial<Problem>[],
    transposes: readonly [boolean, boolean][],
  ): readonly Problem[] =>
    sizes.flatMap((size) =>
      DTYPES.flatMap((dtype) =>
        transposes.map(([transposeA, transposeB]) => ({ ...square, ...size, dtype, transposeA, transposeB })),
      ),
    );
  const plain = variants([PLAIN], TRANSPOSES);
  const thin = variants(THIN, TRANSPOSES);
  const sparse = variants(SPARSE, [
    [false, false],
    [true, true],
  ]);
  return strategies.flatMap((strategy) =>
    machinesOf().flatMap((each) =>
      [...plain, ...(strategy.id === 'sparse' ? sparse : thin)].flatMap((problem) =>
        (thin.includes(problem) ? [{}] : valuesOf(strategy))
          .filter((values) => strategy.supports(problem, each, values).supported)
          .map((values) => ({ strategy, problem, machine: each, values })),
      ),
    ),
  );
}

/** What tells a case from the others, for messages. */
export function caseLabel({ strategy, problem, machine: { wasm }, values }: KernelCase): string {
  const { dtype, transposeA, transposeB, m, k, n } = problem;
  return `${strategy.id} ${m}×${k}×${n} ${JSON.stringify(values)} ${dtype} ${wasm.codePaths[dtype]} ${String([transposeA, transposeB])}`;
}
