import { describe, expect, it } from 'vitest';
import type { PeakStep } from '../../../src/core/kernels/peaks/peakStep';
import type { Machine } from '../../../src/core/machine';
import { measurePeaks } from '../../../src/engine/machineMeasurement';
import { MACHINE } from '../../machineFixture';

const MIB = 2 ** 20;
const machine: Machine = {
  ...MACHINE,
  caches: [
    { level: 1, bytes: 32 * 1024, lineBytes: 64, sharedBy: 1 },
    { level: 2, bytes: MIB, lineBytes: 64, sharedBy: 1 },
    { level: 3, bytes: 128 * MIB, lineBytes: 64, sharedBy: 2 },
  ],
};

async function peaksOf(
  on: Machine,
  revectorizes: boolean,
  rate: (step: PeakStep) => number = () => 1,
): Promise<{ peaks: Awaited<ReturnType<typeof measurePeaks>>; steps: PeakStep[]; fractions: number[] }> {
  const steps: PeakStep[] = [];
  const fractions: number[] = [];
  const peaks = await measurePeaks(on, {
    measure: (step) => {
      steps.push(step);
      return Promise.resolve(rate(step));
    },
    say: ({ fraction }) => {
      fractions.push(fraction);
    },
    now: () => new Date(0),
    revectorizes,
    availableBytes: 2 ** 40,
  });
  return { peaks, steps, fractions };
}

describe('the measurement of a machine', () => {
  it('takes every kind of arithmetic and every level, on one thread and on all', async () => {
    const { peaks } = await peaksOf(machine, true);
    expect(peaks.measuredAt).toBe('1970-01-01T00:00:00.000Z');
    const codes = ['simd256', 'relaxed', 'separate', 'scalar', 'chain'];
    const kinds = [1, 2].flatMap((threads) =>
      ['f32', 'f64'].flatMap((dtype) => codes.map((code) => ({ dtype, code, threads, gflops: 1 }))),
    );
    expect(peaks.compute).toEqual(kinds);
    expect(peaks.bandwidth.map(({ level, access, threads }) => `${level} ${access} ${threads}`)).toEqual(
      [1, 2].flatMap((threads) =>
        ['L1', 'L2', 'L3', 'memory'].flatMap((level) => [`${level} read ${threads}`, `${level} triad ${threads}`]),
      ),
    );
  });

  it('leaves out what the engine does not have', async () => {
    const plain = { ...machine, logicalCores: 1, wasm: { ...machine.wasm, relaxedSimd: false } };
    const { peaks } = await peaksOf(plain, false);
    expect(new Set(peaks.compute.map(({ code }) => code))).toEqual(new Set(['separate', 'scalar', 'chain']));
    expect(new Set(peaks.bandwidth.map(({ threads }) => threads))).toEqual(new Set([1]));
  });

  it('looks for the end of the last-level cache', async () => {
    const { peaks } = await peaksOf(machine, false, (step) =>
      step.kind === 'stream' && step.workingSetBytes > 40 * MIB ? 10 : 80,
    );
    expect(peaks.lastLevelSeenBytes).toBe(32 * MIB);
  });

  it('says how far it is', async () => {
    const { steps, fractions } = await peaksOf(machine, true);
    expect(fractions).toEqual(steps.map((_, at) => at / steps.length));
  });
});
