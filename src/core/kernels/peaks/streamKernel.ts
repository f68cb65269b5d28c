import type { Access } from '../../machinePeaks';
import { elementCode } from '../wasm/element';
import type { MultiplyAdd } from '../wasm/element';
import { i32, v128 } from '../wasm/expressions';
import { generatedModule } from '../wasm/generatedModule';
import type { KernelModule } from '../wasm/kernelModule';
import { SIMD } from '../wasm/opcodes';

export interface StreamShape {
  readonly access: Access;
  readonly multiplyAdd: MultiplyAdd;
  readonly vectorBits: 128 | 256;
}

export const STREAM = 'stream';
/**
 * Goes `times` ≥ 1 times over a stream of `bytes` (a multiple of `STREAM_STEP_BYTES`): `read` reads it from `b`; `triad`
 * computes a = b + s·c, of f32. `data` is the address of `STREAM_STEP_BYTES` for the sums and s.
 */
export const STREAM_PARAMETERS = ['times', 'bytes', 'a', 'b', 'c', 'data'] as const;

/** Vectors of a turn with the widest loads. The sums and what is loaded beside them fit into the 15 registers of V8. */
const VECTORS = 12;
/** A turn of the longest loop. */
export const STREAM_STEP_BYTES = VECTORS * 16;

/** The streams that one pass goes over. */
export function streamsOf(access: Access): number {
  return access === 'read' ? 1 : 3;
}

/**
 * A loop that moves data and computes next to nothing, with the widest loads that the code path has. Where V8 joins pairs of
 * neighbouring vectors, there are twice as many of them. The triad is that of McCalpin, STREAM (1995).
 */
export function streamModule(shape: StreamShape, sharedMemory: boolean): KernelModule {
  const { access, multiplyAdd, vectorBits } = shape;
  return generatedModule(['stream peak', access, multiplyAdd, String(vectorBits)], sharedMemory, (module) => {
    const element = elementCode('f32');
    const vectors = vectorBits === 256 ? VECTORS : VECTORS / 2;
    const stream = module.define('stream', STREAM_PARAMETERS, (f, { times, bytes, a, b, c, data }) => {
      const [aAt, bAt, cAt, left] = ['a_at', 'b_at', 'c_at', 'left'].map((name) => f.local('i32', name));
      const sums = Array.from({ length: vectors }, () => f.local('v128', 'sum'));
      const spread = f.local('v128', 'spread');
      f.set(spread, element.loadSplat(data));
      f.doWhile(
        () => {
          f.set(aAt, a);
          f.set(bAt, b);
          f.set(cAt, c);
          f.set(left, bytes);
          f.doWhile(() => {
            sums.forEach((sum, at) => {
              const next = v128.load(bAt, at * 16);
              // Integers: what lies there may be anything, and some floating-point numbers are slow.
              if (access === 'read') f.set(sum, v128.binary(SIMD.i32x4Add, sum, next));
              else f.set(sum, element.multiplyAdd(multiplyAdd, spread, v128.load(cAt, at * 16), next));
            });
            if (access === 'triad') {
              sums.forEach((sum, at) => {
                f.run(v128.store(aAt, sum, at * 16));
              });
              f.increase(aAt, vectors * 16);
              f.increase(cAt, vectors * 16);
            }
            f.increase(bAt, vectors * 16);
            f.decrease(left, vectors * 16);
          }, left);
          f.decrease(times, 1);
        },
        i32.atLeast(times, 1),
      );
      // Used, so that the sums are computed.
      sums.forEach((sum, at) => {
        f.run(v128.store(data, sum, at * 16));
      });
    });
    module.export(STREAM, stream);
  });
}
