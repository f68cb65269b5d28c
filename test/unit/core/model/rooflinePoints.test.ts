import { describe, expect, it } from 'vitest';
import type { MachinePeaks } from '../../../../src/core/machinePeaks';
import { curvesOf } from '../../../../src/core/model/curves';
import type { Roofline } from '../../../../src/core/model/roofline';
import {
  boundIntensity,
  rooflineExplanation,
  rooflineFinding,
  rooflinePoints,
} from '../../../../src/core/model/rooflinePoints';
import { bandwidthRoofs, computeRoofs } from '../../../../src/core/model/roofs';
import { MACHINE } from '../../../machineFixture';
import { square, timed } from '../measurementFixtures';
import { englishWords } from '../../../englishWords';
import { inChinese } from '../../l10n/inChinese';

const PEAKS: MachinePeaks = {
  measuredAt: '2026-01-02T03:04:05.678Z',
  compute: [
    { dtype: 'f32', code: 'relaxed', threads: 1, gflops: 50 },
    { dtype: 'f32', code: 'relaxed', threads: 4, gflops: 180 },
    { dtype: 'f32', code: 'scalar', threads: 1, gflops: 6 },
    { dtype: 'f32', code: 'scalar', threads: 4, gflops: 24 },
    { dtype: 'f64', code: 'relaxed', threads: 1, gflops: 25 },
  ],
  bandwidth: [
    { level: 'memory', access: 'read', threads: 1, gbPerSecond: 20, workingSetBytes: 1 },
    { level: 'L2', access: 'read', threads: 1, gbPerSecond: 90, workingSetBytes: 1 },
    { level: 'L2', access: 'triad', threads: 1, gbPerSecond: 70, workingSetBytes: 1 },
    { level: 'L2', access: 'read', threads: 4, gbPerSecond: 300, workingSetBytes: 1 },
  ],
  lastLevelSeenBytes: null,
};
const MEASURED = { ...MACHINE, peaks: PEAKS };

/** A row of 64³ (524 288 flops) at a speed, with a roof. */
function row(strategy: string, gflops: number, roofline: Partial<Roofline>, n = 64) {
  const flops = 2 * n ** 3;
  return timed(strategy, flops / gflops, square(n), {
    roofline: {
      ...{ flops, minimumBytes: 50_000, intensity: flops / 50_000, traffic: [], attainableGflops: 50 },
      ...{ bound: { kind: 'compute', code: 'relaxed' } },
      ...roofline,
    },
  });
}

describe('the roofs of a machine', () => {
  it('are each kind of arithmetic on one thread, and vectors on all, the highest first', () => {
    expect(computeRoofs(MEASURED, 'f32').map(({ name }) => name)).toEqual([
      'relaxed, 4 threads: 180',
      'relaxed, 1 thread: 50.0',
      'scalar, 1 thread: 6.00',
    ]);
    expect(computeRoofs(MACHINE, 'f32')).toEqual([]);
  });

  it('are the best bandwidth of each level, the nearest first', () => {
    expect(bandwidthRoofs(MEASURED).map(({ name }) => name)).toEqual([
      'L2 90.0 GB/s',
      'L2 300 GB/s, 4 threads',
      'memory 20.0 GB/s',
    ]);
  });
});

describe('a row under the roofs', () => {
  it('lies at the intensity of the level that limits it, so that attainable is that roof', () => {
    const traffic = [{ level: 'L2', bytes: 200_000, ceilingGflops: 30 }] as const;
    const { roofline } = row('blocked', 10, { bound: { kind: 'bandwidth', level: 'L2' }, traffic });
    expect(roofline === undefined ? 0 : boundIntensity(roofline)).toBeCloseTo(524_288 / 200_000, 9);
    const { roofline: inRegisters } = row('simd', 40, {});
    expect(inRegisters === undefined ? 0 : boundIntensity(inRegisters)).toBeCloseTo(524_288 / 50_000, 9);
  });

  it('is said to reach a share of its roof, with the interval of its speed', () => {
    const curves = curvesOf([
      row('simd', 40, {}),
      row('naive', 1, { bound: { kind: 'compute', code: 'chain' }, attainableGflops: 2 }),
    ]);
    const points = rooflinePoints(curves);
    expect(points[0].share.value).toBeCloseTo(0.8, 9);
    const { title, detail } = rooflineFinding(curves, points, true);
    expect(title).toBe('simd reaches 80% (79–81) of what vector arithmetic allows');
    expect(detail).toContain('only more threads, wider vectors or fewer flops');
    expect(detail).toContain(
      'naive stays farthest below its own, at 50% (50–51) of 2.00 GFLOP/s (a chain of additions).',
    );
  });

  it.each([
    [1.2, 'a measured peak is too low'],
    [0.3, 'is not in the model'],
  ])('at %f of its roof the reason is said', (share, reason) => {
    const curves = curvesOf([row('simd', 50 * share, {})]);
    expect(rooflineFinding(curves, rooflinePoints(curves), true).detail).toContain(reason);
  });

  it('of several sizes the largest is spoken of', () => {
    const curves = curvesOf([row('simd', 40, {}), row('simd', 20, {}, 128)]);
    expect(rooflineFinding(curves, rooflinePoints(curves), true).title).toMatch(/^simd reaches 40\.0% .* at n = 128$/);
  });

  it('without peaks or without a model says which is missing, and what to do', () => {
    const curves = curvesOf([timed('webgpu', 10)]);
    expect(rooflineFinding(curves, rooflinePoints(curves), false).detail).toMatch(/^Measure the machine/);
    expect(rooflineFinding(curves, rooflinePoints(curves), true).title).toBe('None of these rows has a roofline');
  });

  it('is counted by what limits it', () => {
    const points = rooflinePoints(curvesOf([row('simd', 40, {}), row('parallel', 40, {})]));
    const { sentences } = rooflineExplanation(points, bandwidthRoofs(MEASURED), computeRoofs(MEASURED, 'f32'));
    expect(sentences[0]).toContain('at most 180 GFLOP/s');
    expect(sentences[1]).toContain('2 by vector arithmetic');
  });
});

describe('in Chinese', () => {
  inChinese();

  it('the finding, the explanation and the names of the roofs are so throughout', () => {
    const curves = curvesOf([
      row('simd', 40, {}),
      row('simd', 20, {}, 128),
      row('blocked', 9, { bound: { kind: 'bandwidth', level: 'memory' }, attainableGflops: 10 }, 128),
      row('naive', 1, { bound: { kind: 'compute', code: 'chain' }, attainableGflops: 2 }, 128),
    ]);
    const points = rooflinePoints(curves);
    const { title, detail } = rooflineFinding(curves, points, true);
    expect(title).toBe('n = 128 时，simd 达到上限的 40.0% (39.6–40.4)，受限于：向量运算');
    const roofs = [bandwidthRoofs(MEASURED), computeRoofs(MEASURED, 'f32')] as const;
    const { sentences, units } = rooflineExplanation(points, ...roofs);
    expect(sentences[1]).toContain('向量运算 2 行、内存带宽 1 行、加法链 1 行。');
    expect(roofs[0].map(({ name }) => name)).toEqual(['L2 90.0 GB/s', 'L2 300 GB/s，4 个线程', '内存 20.0 GB/s']);
    const said = [
      ...[title, detail, ...sentences, ...units.flatMap(({ unit, definition }) => [unit, definition])],
      ...roofs.flatMap((each) => each.map(({ name }) => name)),
      ...[true, false].flatMap((known) => {
        const none = rooflineFinding(curves, [], known);
        return [none.title, none.detail];
      }),
    ];
    expect(said.flatMap((text) => englishWords(text))).toEqual([]);
  });

  it.each([
    [1.2, {}],
    [0.9, {}],
    [0.9, { bound: { kind: 'bandwidth', level: 'L2' } }],
    [0.3, {}],
  ] as const)('what follows at %f of a roof is so too', (share, change) => {
    const curves = curvesOf([row('simd', 50 * share, change)]);
    const { detail } = rooflineFinding(curves, rooflinePoints(curves), true);
    expect(detail).toContain('屋顶 50.0 GFLOP/s');
    expect(englishWords(detail)).toEqual([]);
  });
});
