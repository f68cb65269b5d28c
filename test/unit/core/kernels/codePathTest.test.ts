import { describe, expect, it } from 'vitest';
import { availableCodePaths } from '../../../../src/core/kernels/codePathChoice';
import { CODE_PATH_TEST_BYTES, testCodePaths } from '../../../../src/core/kernels/codePathTest';
import type { KernelModule } from '../../../../src/core/kernels/wasm/kernelModule';
import { compile, machine } from './fakeContext';

const paths = availableCodePaths(machine.wasm, true);

/** A thread whose clock advances by 1 µs at each look, and whose kernels can be made wrong. */
function context(memory: WebAssembly.Memory, spoils: (module: KernelModule) => boolean) {
  let now = 0;
  return {
    memory,
    nowNs: () => (now += 1000),
    instantiate: (module: KernelModule): WebAssembly.Exports => {
      const { exports } = new WebAssembly.Instance(compile(module), { env: { memory } });
      if (!spoils(module)) return exports;
      const tile = exports['tile'] as (...values: number[]) => void;
      return {
        tile: (...values: number[]) => {
          tile(...values);
          // The last element of the first row of the smallest tile.
          new Float32Array(memory.buffer, values[5], 4)[3] += 1;
        },
      };
    },
  };
}

describe('the self-test of the code paths', () => {
  it('finds the kernels of all of them right, within its memory', () => {
    const memory = new WebAssembly.Memory({ initial: 2, maximum: 2, shared: true });
    new Uint8Array(memory.buffer).fill(7, CODE_PATH_TEST_BYTES);
    const results = testCodePaths(
      paths,
      context(memory, () => false),
    );
    expect(results).toHaveLength(2 * paths.length);
    // 100 calls take one look at the clock, which is 1 µs: 10 ns a call.
    expect(results.find(({ dtype, path }) => dtype === 'f64' && path === 'separate')?.gflops).toBeCloseTo(
      (2 * 5 * 4 * 255) / 10,
    );
    expect(results.every(({ gflops }) => gflops !== null && gflops > 0)).toBe(true);
    expect(new Uint8Array(memory.buffer, CODE_PATH_TEST_BYTES).every((byte) => byte === 7)).toBe(true);
  });

  it('gives no speed to a kernel whose results are wrong', () => {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 2, shared: true });
    const results = testCodePaths(
      paths,
      context(memory, ({ key }) => key.includes('f32') && key.includes('separate')),
    );
    const wrong = results.filter(({ gflops }) => gflops === null);
    expect(wrong).toEqual([{ dtype: 'f32', path: 'separate', gflops: null }]);
  });
});
