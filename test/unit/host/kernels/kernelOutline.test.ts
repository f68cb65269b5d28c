import { describe, expect, it } from 'vitest';
import { kernelText } from '../../../../src/core/kernels/shown/kernelText';
import { plainProblem } from '../../../../src/core/problem';
import { foldsOf, outlinedFunctions } from '../../../../src/host/kernels/kernelOutline';
import { MACHINE } from '../../../machineFixture';

const TEXT = `;; A kernel
;; for tests

(module ;; gemm f32 (6×8)
  (import "env" "a(b" (memory 0))

  ;; One line.
  (func $first
    (param $a i32)
    (i32.store
      (local.get $a)
      (i32.const 1))
  )

  (func $second (nop))
)`.split('\n');

describe('the outline of a kernel', () => {
  it('folds lists of several lines but for a line that only closes, and comments of several lines', () => {
    expect(foldsOf(TEXT)).toEqual([
      { firstLine: 0, lastLine: 1, kind: 'comment' },
      { firstLine: 3, lastLine: 14, kind: 'code' },
      { firstLine: 7, lastLine: 11, kind: 'code' },
      { firstLine: 9, lastLine: 11, kind: 'code' },
    ]);
  });

  it('has the functions, with their modules', () => {
    expect(outlinedFunctions(TEXT)).toEqual([{ name: 'first', module: 'gemm f32 (6×8)', firstLine: 7, lastLine: 12 }]);
  });

  it('has every function of a kernel of two modules', () => {
    const problem = plainProblem(64, 64, 64);
    const kernel = kernelText({
      strategy: 'strassen',
      problem,
      values: { levels: 1 },
      tuned: [],
      machine: MACHINE,
      wraps: true,
      backend: null,
    });
    if (kernel.state !== 'shown') throw new Error(kernel.reason);
    const outlined = outlinedFunctions(kernel.text.split('\n'));
    const expected = kernel.modules.flatMap(({ name, functions }) => functions.map((each) => [name, each.name]));
    expect(outlined.map(({ name, module }) => [module, name])).toEqual(expected);
  });
});
