import type { CodePath } from '../../../../src/core/codePath';
import { availableCodePaths } from '../../../../src/core/kernels/codePathChoice';
import type { Strategy, StrategyFamily } from '../../../../src/core/kernels/strategy';
import type { Machine } from '../../../../src/core/machine';
import { machine } from './fakeContext';

/** What can be generated for the Node that runs the tests. Where V8 joins no vectors, `simd256` is right and slow. */
export const codePaths: readonly CodePath[] = availableCodePaths(machine.wasm, true);

const GENERATED: readonly StrategyFamily[] = ['simd', 'sparse', 'threads'];

/** Those that a strategy is to be tested with: one for what is not generated. */
export function codePathsOf({ family, parameters }: Strategy): readonly CodePath[] {
  return GENERATED.includes(family) || parameters.some(({ id }) => id === 'path') ? codePaths : codePaths.slice(0, 1);
}

export function machineWith(path: CodePath): Machine {
  return { ...machine, wasm: { ...machine.wasm, codePaths: { f32: path, f64: path } } };
}
