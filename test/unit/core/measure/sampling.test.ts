import { describe, expect, it } from 'vitest';
import type { BatchTiming } from '../../../../src/core/kernels/strategy';
import { Samples, sampleInRounds, shuffled, warmUp } from '../../../../src/core/measure/sampling';
import type { SamplingPlan } from '../../../../src/core/measure/sampling';

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
    expect(batch).toBe(5e6 / 100);
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
    samples.add(timing(500));
    expect(samples.totalNs).toEqual([500]);
    expect(samples.transfer()).toBe(50);
  });

  it('suffice when the interval is as narrow as asked for', () => {
    const samples = new Samples(PLAN, 10);
    for (let i = 0; i < 10; i++) samples.add(timing(500 + i));
    expect(samples.stopReason()).toBeNull();
    samples.add(timing(505));
    expect(samples.stopReason()).toBe('interval');
  });

  it('do not suffice while they scatter, until the budget is used', () => {
    const samples = new Samples({ ...PLAN, budgetNs: 1e6 }, 10);
    for (let i = 0; i < 40; i++) samples.add(timing(i % 2 === 0 ? 500 : 1000));
    expect(samples.stopReason()).toBeNull();
    for (let i = 0; i < 100 && samples.stopReason() === null; i++) samples.add(timing(i % 2 === 0 ? 500 : 1000));
    expect(samples.stopReason()).toBe('budget');
    expect(samples.share).toBe(1);
  });
});

describe('sampleInRounds', () => {
  it('takes one sample of each arm a round, in an order drawn anew', async () => {
    const order: string[] = [];
    const plan = { ...PLAN, precision: 0, budgetNs: 600 };
    const arms = ['a', 'b', 'c'].map((name) => ({
      name,
      arm: armOf((done) => 50 + (done % 2) * 100),
      samples: new Samples(plan, 1),
    }));
    const rounds: number[] = [];
    await sampleInRounds(arms, fixedRandom(), never, ({ name }, round) => {
      order.push(name);
      rounds.push(round);
    });
    const byRound = [0, 1, 2, 3, 4, 5].map((round) => order.slice(3 * round, 3 * round + 3).join(''));
    expect(order).toHaveLength(18);
    for (const each of byRound) expect(each.split('').sort().join('')).toBe('abc');
    expect(new Set(byRound).size).toBeGreaterThan(1);
    expect(rounds.at(-1)).toBe(6);
  });

  it('lets an arm go when its samples suffice, and says why', async () => {
    const quick = { name: 'quick', arm: armOf(() => 100), samples: new Samples({ ...PLAN, budgetNs: 1e9 }, 1) };
    const slow = {
      name: 'slow',
      arm: armOf((done) => (done % 2 === 0 ? 500 : 1500)),
      samples: new Samples({ ...PLAN, precision: 0, budgetNs: 30_000 }, 1),
    };
    const ends: string[] = [];
    await sampleInRounds([quick, slow], fixedRandom(), never, ({ name }, _round, reason) => {
      if (reason !== null) ends.push(`${name} ${reason}`);
    });
    expect(ends).toEqual(['quick interval', 'slow budget']);
    expect(quick.samples.count).toBe(11);
    expect(slow.samples.count).toBe(30);
  });

  it('ends at once when told to', async () => {
    const arm = { arm: armOf(() => 1), samples: new Samples(PLAN, 1) };
    await sampleInRounds(
      [arm],
      fixedRandom(),
      () => arm.samples.count === 3,
      () => undefined,
    );
    expect(arm.samples.count).toBe(3);
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
