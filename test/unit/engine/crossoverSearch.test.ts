import { describe, expect, it } from 'vitest';
import type { Measurement, TimedMeasurement } from '../../../src/core/measure/measurement';
import { crossingText, crossoverFinding, crossoversOf } from '../../../src/core/model/crossoverFinding';
import { CROSSOVER_KINDS, planCrossover } from '../../../src/core/spec/crossoverSpec';
import type { CrossoverKind } from '../../../src/core/spec/crossoverSpec';
import type { Benchmark } from '../../../src/core/spec/runSpec';
import { searchOf } from '../../../src/engine/crossoverSearch';
import { MACHINE } from '../../machineFixture';
import { timed } from '../core/measurementFixtures';

const WISHES = { dtype: 'f32', size: 256, from: null, to: null, budgetSeconds: 0.1 } as const;

function planned(kind: CrossoverKind, change: Partial<Parameters<typeof planCrossover>[1]> = {}): Benchmark {
  const plan = planCrossover(kind, { ...WISHES, ...change }, { ...MACHINE, logicalCores: 2 });
  if ('problem' in plan) throw new Error(plan.problem);
  return plan.benchmark;
}

/** Runs a search of which the rows of each problem become final in reversed order, as may happen. */
function searched(benchmark: Benchmark, timesNs: (position: number) => readonly [number, number]): Measurement[] {
  const { crossover } = benchmark;
  if (crossover === undefined) throw new Error('not a search');
  const ids = benchmark.strategies.map(({ id }) => id);
  const measured = new Map<number, TimedMeasurement>();
  const next = searchOf(benchmark, crossover, measured);
  for (let problem = next(); problem !== null; problem = next()) {
    const row = measured.size;
    const times = timesNs(crossover.axis === 'size' ? problem.m : problem.density);
    for (const at of [1, 0])
      measured.set(row + at, timed(ids[at], times[at], problem, { benchmark: benchmark.name, confidence: 0.995 }));
  }
  return [...measured].sort(([x], [y]) => x - y).map(([, measurement]) => measurement);
}

describe('a search that the engine drives', () => {
  it('is told which row is which, whatever order they end in', () => {
    const benchmark = planned('sparse');
    const measurements = searched(benchmark, (density) => [1e6 * density, 3e5]);
    expect(measurements.slice(0, 4).map(({ problem }) => problem.density)).toEqual([0.005, 0.005, 1, 1]);
    const [result] = crossoversOf({ benchmarks: [benchmark], measurements });
    if (result?.crossing.kind !== 'bracket') throw new Error('no bracket');
    const { before, last, first } = result.crossing;
    expect(before).toBe('first');
    expect(last).toBeGreaterThan(0.27);
    expect(first).toBeLessThan(0.33);
    expect(crossingText(result)).toMatch(
      /^sparse is faster up to density 0\.2\d+, dense from density 0\.3\d+ on \(at least 9\d% certain\)$/,
    );
    expect(crossoverFinding([result]).detail).toMatch(/^At 256×256×256\. \d+ points were measured/);
  });

  it('says that one is faster everywhere, and that no difference was found', () => {
    const benchmark = planned('threads');
    const [one] = crossoversOf({ benchmarks: [benchmark], measurements: searched(benchmark, () => [1e5, 2e5]) });
    expect(one === undefined ? '' : crossingText(one)).toMatch(/^one thread is faster than all threads from size 16/);
    const [none] = crossoversOf({ benchmarks: [benchmark], measurements: searched(benchmark, () => [1e5, 1e5]) });
    expect(none === undefined ? '' : crossingText(none)).toMatch(/^No difference was found between one thread and/);
  });

  it('ends where one of both has no time, which would be asked for again', () => {
    const benchmark = planned('packing');
    const { crossover, problems } = benchmark;
    if (crossover === undefined) throw new Error('not a search');
    const [problem] = problems;
    const failed: Measurement = {
      ...{ benchmark: benchmark.name, strategy: 'simd', parameters: {}, problem },
      ...{ status: 'failed', code: 'over budget', reason: 'too slow' },
    };
    const measured = new Map([
      [0, failed],
      [1, failed],
    ]);
    expect(searchOf(benchmark, crossover, measured)()).toBeNull();
  });
});

describe('the plan of a crossover', () => {
  it('has two strategies and two ends for all that can be measured here', () => {
    for (const kind of CROSSOVER_KINDS) {
      const { problems, strategies } = planned(kind);
      expect([problems.length, strategies.length], kind).toEqual([2, 2]);
    }
    expect(planned('threads').strategies[1]).toEqual({ id: 'parallel', values: { threads: 2 } });
  });

  it('says why a GPU is not measured, threads on one core, or a range that is none', () => {
    const problemOf = (kind: CrossoverKind, change = {}, logicalCores = 2): unknown =>
      planCrossover(kind, { ...WISHES, ...change }, { ...MACHINE, logicalCores });
    const gpu = { status: 'missing', reason: 'There is no GPU.' } as const;
    expect(planCrossover('gpu', WISHES, { ...MACHINE, gpu })).toEqual({ problem: 'Not measured: There is no GPU.' });
    expect(problemOf('threads', {}, 1)).toEqual({ problem: 'Not measured: this machine has one core.' });
    expect(problemOf('sparse', { to: 2 })).toEqual({ problem: 'A density is at most 1.' });
    expect(problemOf('packing', { from: 100, to: 50 })).toEqual({
      problem: expect.stringContaining('lower end') as string,
    });
    expect(problemOf('packing', { from: 10.5 })).toEqual({ problem: 'Sizes are whole numbers.' });
  });
});
