import type { BatchTiming } from '../../src/core/kernels/strategy';
import { ModuleBuilder } from '../../src/core/kernels/wasm/assembler';
import { elementCode } from '../../src/core/kernels/wasm/element';
import { i32, v128 } from '../../src/core/kernels/wasm/expressions';
import { exportedFunction } from '../../src/core/kernels/wasm/kernelModule';
import type { Dtype } from '../../src/core/problem';

/** Chains of dependent sums: as many as hide the latency of an addition on two pipes, and as registers hold. */
const CHAINS = 12;
/** Turns that are written out. */
const UNROLL = 4;

/**
 * A loop of nothing but multiply-adds in registers: what the 128-bit units can do at most. `run(times)` takes the time of
 * `times` products of `flops` flops each at that speed.
 */
export function fmaPeak(dtype: Dtype): (times: number, flops: number) => BatchTiming {
  const element = elementCode(dtype);
  const builder = new ModuleBuilder(false, `${dtype} multiply-add peak`);
  const peak = builder.define('peak', ['turns', 'target'], (body, { turns, target }) => {
    const sums = Array.from({ length: CHAINS }, (_, index) => body.local('v128', `sum_${index}`));
    const x = body.local('v128', 'x');
    // Not known to the compiler, so that nothing is computed ahead; zero, so that sums stay finite.
    body.set(x, v128.load(target));
    // Each from a place of its own, so that the chains cannot be taken for one.
    sums.forEach((sum, index) => {
      body.set(sum, v128.load(target, 16 * (index + 1)));
    });
    body.doWhile(
      () => {
        for (let turn = 0; turn < UNROLL; turn++) {
          for (const sum of sums) body.set(sum, element.multiplyAdd('relaxed', x, x, sum));
        }
        body.decrease(turns, 1);
      },
      i32.atLeast(turns, 1),
    );
    sums.forEach((sum, index) => {
      body.run(v128.store(target, sum, 16 * (index + 1)));
    });
  });
  builder.export('peak', peak);
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(builder.build()), { env: { memory } });
  const run = exportedFunction(instance.exports, 'peak');
  const flopsOfTurn = 2 * element.lanes * CHAINS * UNROLL;
  return (times, flops) => {
    const turns = Math.max(1, Math.round((times * flops) / flopsOfTurn));
    const start = performance.now();
    run(turns, 0);
    const tookNs = (performance.now() - start) * 1e6;
    return { times, computeNs: (tookNs * times * flops) / (turns * flopsOfTurn), transferNs: 0 };
  };
}
