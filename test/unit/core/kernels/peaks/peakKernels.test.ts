import { describe, expect, it } from 'vitest';
import {
  COMPUTE,
  COMPUTE_DATA_BYTES,
  computeModule,
  flopsOfTurn,
} from '../../../../../src/core/kernels/peaks/computeKernel';
import { measurePeak, peakWorkspaceBytes } from '../../../../../src/core/kernels/peaks/peakStep';
import type { PeakStep } from '../../../../../src/core/kernels/peaks/peakStep';
import { STREAM, STREAM_STEP_BYTES, streamModule } from '../../../../../src/core/kernels/peaks/streamKernel';
import { exportedFunction } from '../../../../../src/core/kernels/wasm/kernelModule';
import type { ExportedFunction, KernelModule } from '../../../../../src/core/kernels/wasm/kernelModule';
import { COMPUTE_CODES } from '../../../../../src/core/machinePeaks';
import { DTYPES } from '../../../../../src/core/problem';
import { compile, machine } from '../fakeContext';

const CODES = COMPUTE_CODES.filter((code) => machine.wasm.relaxedSimd || (code !== 'simd256' && code !== 'relaxed'));

const memory = new WebAssembly.Memory({ initial: 2, maximum: 2, shared: true });

function load(module: KernelModule, name: string): ExportedFunction {
  return exportedFunction(new WebAssembly.Instance(compile(module), { env: { memory } }).exports, name);
}

describe.each(DTYPES)('the arithmetic loop of %s', (dtype) => {
  it.each(CODES)('by %s computes as many flops a turn as it says', (code) => {
    const floats = dtype === 'f32' ? new Float32Array(memory.buffer, 0, 256) : new Float64Array(memory.buffer, 0, 256);
    // With 1 · 1 + sum, every multiply-add of an element raises a sum by 1; with sum · 1 + 1 too.
    floats.fill(0);
    const isVector = code === 'simd256' || code === 'relaxed' || code === 'separate';
    floats.fill(1, 0, isVector ? 64 / floats.BYTES_PER_ELEMENT : 2);
    const before = [...floats].reduce((sum, each) => sum + each, 0);
    load(computeModule({ dtype, code }, true), COMPUTE)(3, 0);
    const added = [...floats].reduce((sum, each) => sum + each, 0) - before;
    // The chain raises its factor by 1 each time: 1 + 2 + … + 12.
    const expected = code === 'chain' ? 78 : (3 * flopsOfTurn({ dtype, code })) / 2;
    expect(added).toBe(expected);
  });

  it('writes no further than it says', () => {
    const bytes = new Uint8Array(memory.buffer);
    for (const code of CODES) {
      bytes.fill(0).fill(7, COMPUTE_DATA_BYTES);
      load(computeModule({ dtype, code }, true), COMPUTE)(1, 0);
      expect(bytes.subarray(COMPUTE_DATA_BYTES).every((byte) => byte === 7)).toBe(true);
    }
  });
});

describe.each([128, 256] as const)('the stream loop of %i bits', (vectorBits) => {
  const [data, a, b, c] = [0, 4096, 8192, 12288];
  const bytes = 2 * STREAM_STEP_BYTES;

  it('reads everything as often as asked', () => {
    const shape = { access: 'read', multiplyAdd: 'separate', vectorBits } as const;
    const words = new Int32Array(memory.buffer);
    words.fill(0);
    words.fill(1, b / 4, (b + bytes) / 4);
    words.fill(1000, (b + bytes) / 4);
    load(streamModule(shape, true), STREAM)(3, bytes, a, b, c, data);
    const sums = words.subarray(0, STREAM_STEP_BYTES / 4).reduce((sum, each) => sum + each, 0);
    expect(sums).toBe((3 * bytes) / 4);
  });

  it('computes a = b + s·c', () => {
    const shape = { access: 'triad', multiplyAdd: 'separate', vectorBits } as const;
    const floats = new Float32Array(memory.buffer);
    floats.fill(0);
    floats[0] = 3;
    const count = bytes / 4;
    for (let at = 0; at < count; at++) {
      floats[b / 4 + at] = at;
      floats[c / 4 + at] = 2 * at;
    }
    load(streamModule(shape, true), STREAM)(2, bytes, a, b, c, data);
    const expected = Array.from({ length: count }, (_, at) => 7 * at);
    expect([...floats.subarray(a / 4, a / 4 + count + 1)]).toEqual([...expected, 0]);
  });
});

describe('the measurement of one figure', () => {
  const steps: readonly PeakStep[] = [
    { kind: 'compute', dtype: 'f32', code: 'scalar', threads: 2 },
    { kind: 'stream', access: 'read', multiplyAdd: 'separate', vectorBits: 128, threads: 2, workingSetBytes: 8192 },
    { kind: 'stream', access: 'triad', multiplyAdd: 'separate', vectorBits: 128, threads: 1, workingSetBytes: 8192 },
  ];

  /** A turn of any loop takes a nanosecond; the clock stands still else. */
  function measured(step: PeakStep): { rate: number; allocated: number; threads: Set<number> } {
    let now = 0;
    let allocated = 0;
    const threads = new Set<number>();
    const rate = measurePeak(step, {
      memory,
      nowNs: () => now,
      allocate: (bytes) => {
        const at = allocated;
        allocated += bytes;
        return at;
      },
      team: {
        size: 2,
        load: () => undefined,
        run: (_module, _name, count, argumentsOf) => {
          for (let thread = 0; thread < count; thread++) threads.add(argumentsOf(thread)[1]);
          now += argumentsOf(0)[0];
        },
        job: () => () => undefined,
        whileAwake: (_threads, work) => work(),
      },
    });
    return { rate, allocated, threads };
  }

  it('counts the work of all threads', () => {
    expect(measured(steps[0]).rate).toBeCloseTo(2 * flopsOfTurn({ dtype: 'f32', code: 'scalar' }), 9);
    const turn = Math.floor(8192 / STREAM_STEP_BYTES) * STREAM_STEP_BYTES;
    expect(measured(steps[1]).rate).toBeCloseTo(2 * turn, 9);
    const third = Math.floor(8192 / 3 / STREAM_STEP_BYTES) * STREAM_STEP_BYTES;
    expect(measured(steps[2]).rate).toBeCloseTo(3 * third, 9);
  });

  it.each(steps)('allocates no more than it says for $kind', (step) => {
    expect(measured(step).allocated).toBeLessThanOrEqual(peakWorkspaceBytes(step));
  });
});
