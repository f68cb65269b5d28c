import { describe, expect, it } from 'vitest';
import type { BatchTiming } from '../../../../src/core/kernels/strategy';
import { Samples, sampleInRounds, shuffled, warmUp } from '../../../../src/core/measure/sampling';
import type { RunRounds, SamplingPlan } from '../../../../src/core/measure/sampling';
import { RoundLog } from '../../../../src/core/measure/roundLog';
import { oneByOne } from './madeUpRounds';

const PLAN: SamplingPlan = { budgetNs: 1e9, precision: 0.02, confidence: 0.95 };
const never = (): boolean => false;

/** An arm whose runs take what `each` says of the runs done so far. */
function armOf(each: (runsDone: number) => number): {
  batches: number[];
  runBatch(times: number): Promise<BatchTiming>;
} {
  let runs = 0;
  const batches: number[] = [];
  return {
    batches,
    runBatch(times) {
      let computeNs = 0;
      for (let run = 0; run < times; run++) computeNs += each(runs + run);
      runs += times;
      batches.push(times);
      return Promise.resolve({ times, computeNs, transferNs: 0 });
    },
  };
}

/** Numbers in [0, 1) that look random and are the same each time. */
function fixedRandom(): () => number {
  let state = 1;
  return () => (state = (state * 16807) % 2147483647) / 2147483647;
}

describe('warmUp', () => {
  it('goes on until the time a run has settled', async () => {
    const arm = armOf((done) => (done < 30_000 ? 1000 : 100));
    const batch = await warmUp(arm, PLAN, never);
    expect(batch).toBe(2e6 / 100);
    expect(
      await warmUp(
        armOf(() => 100),
        { ...PLAN, clockNs: 50 },
        never,
      ),
    ).toBe(5e5 / 100);
    expect(
      await warmUp(
        armOf(() => 100),
        { ...PLAN, budgetNs: 1e7, clockNs: 1 },
        never,
      ),
    ).toBe(1e5 / 100);
  });

  it('takes a single run as a sample when one run is longer than a sample', async () => {
    const arm = armOf(() => 1e8);
    expect(await warmUp(arm, PLAN, never)).toBe(1);
  });

  it('ends when its share of the budget is used, settled or not', async () => {
    let time = 2e8;
    const arm = armOf(() => (time *= 0.9));
    await warmUp(arm, PLAN, never);
    expect(arm.batches.length).toBe(2);
  });
});

describe('Samples', () => {
  const timing = (ns: number): BatchTiming => ({ times: 10, computeNs: ns * 9, transferNs: ns });

  it('are times a run, transfer included and known apart', () => {
    const samples = new Samples(PLAN, 10);
    samples.add(timing(500), 0);
    expect(samples.totalNs).toEqual([500]);
    expect(samples.transfer()).toBe(50);
  });

  it('suffice when the interval is as narrow as asked for, and a share of the budget is used', () => {
    const plan = { ...PLAN, budgetNs: 1e5 };
    const samples = new Samples(plan, 10);
    for (let i = 0; i < 10; i++) samples.add(timing(500 + i), 0);
    expect(samples.stopReason()).toBeNull();
    samples.add(timing(505), 0);
    expect(samples.stopReason()).toBe('interval');
    const others = new Samples({ ...plan, budgetNs: 1e6 }, 10);
    for (let i = 0; i < 19; i++) others.add(timing(500 + (i % 5)), 0);
    expect(others.stopReason()).toBeNull();
    others.add(timing(505), 0);
    expect(others.stopReason()).toBe('interval');
  });

  it('do not suffice while they scatter, until the budget is used', () => {
    const samples = new Samples({ ...PLAN, budgetNs: 1e6 }, 10);
    for (let i = 0; i < 40; i++) samples.add(timing(i % 2 === 0 ? 500 : 1000), 0);
    expect(samples.stopReason()).toBeNull();
    for (let i = 0; i < 100 && samples.stopReason() === null; i++) samples.add(timing(i % 2 === 0 ? 500 : 1000), 0);
    expect(samples.stopReason()).toBe('budget');
    expect(samples.share).toBe(1);
  });

  it('do not suffice while the interval is half as wide again as asked for', () => {
    const samples = new Samples({ ...PLAN, precision: 0.02, budgetNs: 1e7 }, 10);
    for (let i = 0; i < 100; i++) samples.add(timing(i % 2 === 0 ? 1940 : 2060), 0);
    expect(samples.stopReason()).toBeNull();
  });

  it('of disturbed rounds are spent, and do not count', () => {
    const log = new RoundLog();
    const samples = new Samples({ ...PLAN, budgetNs: 1e6 }, 10, log);
    for (let round = 1; round <= 20; round++) {
      const isDisturbed = round === 7;
      log.add(isDisturbed ? [1.2e5, 1e5] : [1e5, 1.04e5]);
      samples.add(timing(isDisturbed ? 9000 : 500), round);
    }
    expect(samples.count).toBe(19);
    expect(samples.rounds).not.toContain(7);
    expect(samples.totalNs).not.toContain(9000);
    expect(samples.share).toBeCloseTo((19 * 5000 + 90_000) / 1e6);
  });
});

interface Named {
  readonly name: string;
  readonly each: (samplesBefore: number) => number;
  readonly samples: Samples;
}

const timingOf = ({ each, samples }: Named): BatchTiming => ({
  times: 1,
  computeNs: each(samples.count),
  transferNs: 0,
});

describe('sampleInRounds', () => {
  it('takes one sample of each arm a round, in an order drawn anew', async () => {
    const plan = { ...PLAN, precision: 0, budgetNs: 600 };
    const log = new RoundLog();
    const arms = ['a', 'b', 'c'].map((name) => ({ name, each: () => 100, samples: new Samples(plan, 1, log) }));
    const orders: string[] = [];
    const run = oneByOne(timingOf);
    const recorded: RunRounds<Named> = (rounds) => {
      orders.push(...rounds.map((round) => round.map(({ name }) => name).join('')));
      return run(rounds);
    };
    await sampleInRounds(arms, log, recorded, fixedRandom(), () => undefined);
    expect(orders).toHaveLength(6);
    for (const each of orders) expect(each.split('').sort().join('')).toBe('abc');
    expect(new Set(orders).size).toBeGreaterThan(1);
    for (const { samples } of arms) expect(samples.rounds).toEqual([1, 2, 3, 4, 5, 6]);
  });

  it('lets an arm go when its samples suffice, and says why', async () => {
    const log = new RoundLog();
    const quick = { name: 'quick', each: () => 1e7, samples: new Samples({ ...PLAN, budgetNs: 1e9 }, 1, log) };
    const slow = {
      name: 'slow',
      each: (done: number) => (done % 2 === 0 ? 1e7 : 3e7),
      samples: new Samples({ ...PLAN, precision: 0, budgetNs: 6e8 }, 1, log),
    };
    const ends: string[] = [];
    await sampleInRounds([quick, slow], log, oneByOne(timingOf), fixedRandom(), ({ name }, round, reason) => {
      if (reason !== null) ends.push(`${name} ${reason} ${round}`);
    });
    expect(ends).toEqual(['quick interval 11', 'slow budget 30']);
    expect(quick.samples.count).toBe(11);
    expect(slow.samples.count).toBe(30);
  });

  it('asks for many short rounds at a time, none of them beyond the budget', async () => {
    const log = new RoundLog();
    let taken = 0;
    const arm: Named = {
      name: 'a',
      each: () => (taken++ % 2 === 0 ? 0.5e5 : 1.5e5),
      samples: new Samples({ ...PLAN, precision: 0, budgetNs: 1e7 }, 1, log),
    };
    const asked: number[] = [];
    const run = oneByOne(timingOf);
    await sampleInRounds<Named>(
      [arm],
      log,
      (rounds) => {
        asked.push(rounds.length);
        return run(rounds);
      },
      fixedRandom(),
      () => undefined,
    );
    expect(asked).toEqual([1, 64, 36]);
    expect(arm.samples.share).toBe(1);
  });

  it('asks an arm back that had left, when too many of its rounds are set aside later', async () => {
    const log = new RoundLog();
    const quick = { name: 'quick', each: () => 1e7, samples: new Samples({ ...PLAN, budgetNs: 1e9 }, 1, log) };
    const slow = {
      name: 'slow',
      each: (done: number) => (done % 2 === 0 ? 1e7 : 1.1e7),
      samples: new Samples({ ...PLAN, precision: 0, budgetNs: 6e8 }, 1, log),
    };
    // What the quiet machine is like is seen later: the first rounds turn out to have been slow.
    const calibration = (round: number): number => (round <= 11 ? 1.1e5 : 1e5);
    const ends: string[] = [];
    await sampleInRounds(
      [quick, slow],
      log,
      oneByOne(timingOf, calibration),
      fixedRandom(),
      ({ name }, round, reason) => {
        if (reason !== null) ends.push(`${name} ${reason} ${round}`);
      },
    );
    expect(log.isSetAside(1)).toBe(true);
    expect(ends[0]).toBe('quick interval 11');
    expect(quick.samples.count).toBe(11);
    expect(Math.min(...quick.samples.rounds)).toBeGreaterThan(11);
  });

  it('takes disturbed rounds again while the budget lasts, and says how many there were', async () => {
    const log = new RoundLog();
    const plan = { ...PLAN, precision: 0.0001, budgetNs: 2e8 };
    const arm = { name: 'a', each: () => 1e6, samples: new Samples(plan, 1, log) };
    const calibration = (round: number): number => (round % 10 === 3 ? 1.2e5 : 1e5);
    await sampleInRounds([arm], log, oneByOne(timingOf, calibration), fixedRandom(), () => undefined);
    const { disturbed, rounds, isSetAside } = log.disturbance();
    expect(isSetAside).toBe(true);
    expect(arm.samples.count).toBe(rounds - disturbed);
    expect(disturbed).toBe(Math.floor((rounds + 7) / 10));
  });
});

describe('rounds in which the thread stood in line for a core', () => {
  it('are taken again, though the calibration loop was steady', async () => {
    const log = new RoundLog();
    const plan = { ...PLAN, precision: 0.0001, budgetNs: 2e8 };
    const arm = { name: 'a', each: () => 1e6, samples: new Samples(plan, 1, log) };
    const waited = (round: number): number => (round % 10 === 3 ? 6e4 : 4e4);
    const rounds = oneByOne(
      timingOf,
      () => 1e5,
      (round) => waited(round),
    );
    await sampleInRounds([arm], log, rounds, fixedRandom(), () => undefined);
    const { disturbed, rounds: taken, isSetAside } = log.disturbance();
    expect({ disturbed, isSetAside }).toEqual({ disturbed: Math.floor((taken + 7) / 10), isSetAside: true });
    expect(disturbed).toBeGreaterThan(0);
    expect(arm.samples.count).toBe(taken - disturbed);
  });
});

describe('shuffled', () => {
  it('keeps every item and draws all orders alike', () => {
    const random = fixedRandom();
    const counts = new Map<string, number>();
    for (let i = 0; i < 6000; i++) {
      const order = shuffled(['x', 'y', 'z'], random).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(6);
    for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
  });
});
