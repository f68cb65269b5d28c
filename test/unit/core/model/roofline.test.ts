import { describe, expect, it } from 'vitest';
import type { Machine } from '../../../../src/core/machine';
import { minimumBytesOf, rooflineOf } from '../../../../src/core/model/roofline';
import { aboveRoofText, boundText, trafficLines } from '../../../../src/core/model/rooflineText';
import type { TrafficModel } from '../../../../src/core/model/traffic/trafficModel';
import { whySlow } from '../../../../src/core/model/whySlow';
import { fastestOf } from '../../../../src/core/measure/comparison';
import type { TimedMeasurement } from '../../../../src/core/measure/measurement';
import { plainProblem } from '../../../../src/core/problem';
import { MACHINE } from '../../../machineFixture';
import { timed } from '../../cli/runFixture';

const machine: Machine = {
  ...MACHINE,
  caches: [
    { level: 1, bytes: 32 * 1024, lineBytes: 64, sharedBy: 1 },
    { level: 2, bytes: 2 ** 20, lineBytes: 64, sharedBy: 1 },
  ],
  peaks: {
    measuredAt: '2026-01-02T03:04:05.000Z',
    compute: [
      { dtype: 'f32', code: 'relaxed', threads: 1, gflops: 100 },
      { dtype: 'f32', code: 'relaxed', threads: 2, gflops: 180 },
      { dtype: 'f32', code: 'chain', threads: 1, gflops: 2 },
    ],
    bandwidth: [
      { level: 'L1', access: 'read', threads: 1, gbPerSecond: 200, workingSetBytes: 1 },
      { level: 'L1', access: 'triad', threads: 1, gbPerSecond: 150, workingSetBytes: 1 },
      { level: 'L2', access: 'read', threads: 1, gbPerSecond: 100, workingSetBytes: 1 },
      { level: 'memory', access: 'read', threads: 1, gbPerSecond: 10, workingSetBytes: 1 },
    ],
    lastLevelSeenBytes: null,
  },
};
const problem = plainProblem(100, 100, 100);
const flops = 2e6;

function model(traits: Partial<TrafficModel>): TrafficModel {
  return {
    arithmetic: 'vector',
    threads: 1,
    flopsShare: 1,
    skipsZeros: false,
    bytesOfInstructions: 1e6,
    bytesBeyond: () => 1e5,
    footprintBytes: () => 2 ** 30,
    ...traits,
  };
}

const roofOf = (traits: Partial<TrafficModel>, on: Machine = machine) =>
  rooflineOf(problem, 10_000, flops, on, model(traits));

describe('the roofline', () => {
  it('is the lowest of the roofs: arithmetic where little is moved', () => {
    const roofline = roofOf({ bytesBeyond: () => 100 });
    expect(roofline?.bound).toEqual({ kind: 'compute', code: 'relaxed' });
    expect(roofline?.attainableGflops).toBe(100);
    expect(roofline?.minimumBytes).toBe(120_000);
    expect(roofline?.intensity).toBeCloseTo(2e6 / 120_000, 12);
  });

  it('is the bandwidth of the level that what lies beyond a cache comes from, the faster of read and triad', () => {
    const roofline = roofOf({ bytesBeyond: ({ bytes }) => (bytes === 2 ** 20 ? 1e3 : 1e7) });
    expect(roofline?.bound).toEqual({ kind: 'bandwidth', level: 'L2' });
    expect(roofline?.traffic).toEqual([
      { level: 'L1', bytes: 1e6, ceilingGflops: 400 },
      { level: 'L2', bytes: 1e7, ceilingGflops: 20 },
      { level: 'memory', bytes: 1e3, ceilingGflops: 20_000 },
    ]);
  });

  it('moves nothing beyond a cache in which everything is there since the last run', () => {
    const roofline = roofOf({ footprintBytes: () => 40 * 1024 });
    expect(roofline?.traffic.map(({ bytes }) => bytes)).toEqual([1e6, 1e5, 0]);
    expect(roofline?.traffic.at(-1)?.ceilingGflops).toBeNull();
  });

  it('takes the peak of the arithmetic, of as many threads, of the flops that are done', () => {
    const ceiling = (traits: Partial<TrafficModel>): number | undefined =>
      roofOf({ bytesBeyond: () => 1, bytesOfInstructions: 1, ...traits })?.attainableGflops;
    expect(ceiling({ arithmetic: 'chain' })).toBe(2);
    expect(ceiling({ threads: 2 })).toBe(180);
    expect(ceiling({ flopsShare: 7 / 8 })).toBeCloseTo(800 / 7, 9);
  });

  it('does not credit a dense strategy with what it does for zeros', () => {
    const sparse = { ...problem, density: 0.1 };
    const roof = (skipsZeros: boolean) =>
      rooflineOf(sparse, 1000, 2e5, machine, model({ skipsZeros, bytesBeyond: () => 1, bytesOfInstructions: 1 }));
    expect(roof(false)?.attainableGflops).toBeCloseTo(10, 9);
    expect(roof(true)?.attainableGflops).toBe(100);
    expect(minimumBytesOf(sparse, 1000)).toBe(1000 * 8 + 80_000);
    expect(minimumBytesOf({ ...problem, beta: 1 }, 10_000)).toBe(160_000);
  });

  it('is not known without peaks, or without those of its arithmetic', () => {
    expect(roofOf({}, MACHINE)).toBeNull();
    expect(roofOf({ arithmetic: 'scalar' })).toBeNull();
  });
});

describe('the roofline in words', () => {
  const roofline = roofOf({ bytesBeyond: ({ bytes }) => (bytes === 2 ** 20 ? 0 : 1.2e6) });
  if (roofline === null) throw new Error('there is a roofline');

  it('says what bounds the strategy and how near it is', () => {
    expect(boundText({ gflops: 61 }, roofline)).toBe('bound by vector arithmetic, 61% of attainable');
    const l2 = { ...roofline, bound: { kind: 'bandwidth', level: 'L2' } as const };
    expect(boundText({ gflops: 61 }, l2)).toBe('bound by L2 bandwidth, 61% of attainable');
    expect(aboveRoofText(99, roofline)).toBe('');
    expect(aboveRoofText(146, roofline)).toBe(
      'That is above its roof of 100 GFLOP/s: a measured peak is too low, or the model of its traffic too high. Measure the machine again while it is idle.',
    );
    expect(trafficLines(roofline)[1]).toEqual({ level: 'L2', bytes: '1.1 MiB', times: '10.0×', ceiling: '167' });
  });

  const rows = (slow: TimedMeasurement): Parameters<typeof whySlow>[0] => {
    const measurements = [timed('simd', 100), slow];
    const result = fastestOf(measurements);
    if (result === null) throw new Error('there is a fastest');
    return [{ benchmark: 'square', problem: slow.problem, measurements, result }];
  };
  const boundByL2 = { ...roofline, bound: { kind: 'bandwidth', level: 'L2' } as const, attainableGflops: 2 };

  it('says why the slowest is slow and what to use instead', () => {
    const loops = timed('loops', 1000, { parameters: { order: 'jki' }, roofline: boundByL2 });
    expect(whySlow(rows(loops))).toEqual([
      'By the model, loops jki moves 10.0× the minimum through L2, which allows 2.0 GFLOP/s at most; use simd instead, 10.0× (9.80–10.2) as fast.',
    ]);
    const chain = { ...roofline, bound: { kind: 'compute', code: 'chain' } as const, attainableGflops: 3 };
    expect(whySlow(rows(timed('naive', 1000, { roofline: chain })))[0]).toMatch(
      /^By the model, naive waits for one addition after the other, which allows 3.0 GFLOP\/s at most;/,
    );
  });

  it('says nothing where nothing is slow, or nothing is known', () => {
    expect(whySlow(rows(timed('loops', 120, { roofline: boundByL2 })))).toEqual([]);
    expect(whySlow(rows(timed('loops', 1000)))).toEqual([]);
    expect(whySlow([])).toEqual([]);
  });
});
