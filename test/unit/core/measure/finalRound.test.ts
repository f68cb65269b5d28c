import { describe, expect, it } from 'vitest';
import { finalistsOf, finalPlan, FINALISTS } from '../../../../src/core/measure/finalRound';
import { hopelessArms, sampleInRounds, Samples } from '../../../../src/core/measure/sampling';
import { RoundLog } from '../../../../src/core/measure/roundLog';
import { oneByOne } from './madeUpRounds';
import { RandomStream } from '../../../../src/core/matrix/random';

const PLAN = { budgetNs: 1e9, precision: 0.02, confidence: 0.95 };

interface Arm {
  readonly name: string;
  readonly samples: Samples;
}

function arm(name: string, timesNs: readonly number[]): Arm {
  const samples = new Samples(PLAN, 1);
  for (const computeNs of timesNs) samples.add({ times: 1, computeNs, transferNs: 0 }, 0);
  return { name, samples };
}

const eleven = (ns: number): number[] => Array.from({ length: 11 }, (_, step) => ns * (1 + step / 1000));
const names = (arms: readonly Arm[]): string[] => arms.map(({ name }) => name);
const isDefault = ({ name }: Arm): boolean => name === 'default';

describe('hopeless arms', () => {
  it('are those whose interval lies above the best by the margin', () => {
    const arms = [arm('best', eleven(100)), arm('near', eleven(104)), arm('far', eleven(107))];
    expect(names(hopelessArms(arms))).toEqual(['far']);
  });

  it('are not judged by fewer than eleven samples', () => {
    expect(hopelessArms([arm('best', eleven(100)), arm('far', eleven(300).slice(1))])).toEqual([]);
    expect(hopelessArms([arm('best', eleven(100).slice(1)), arm('far', eleven(300))])).toEqual([]);
  });

  it('are not those with two quick samples among slow ones', () => {
    expect(hopelessArms([arm('best', eleven(100)), arm('wide', [99, 99, ...eleven(300).slice(2)])])).toEqual([]);
  });
});

describe('rounds that may give up', () => {
  it('stop sampling what is hopeless after eleven rounds, but never what is spared', async () => {
    const plan = { budgetNs: 5e8, precision: 0, confidence: 0.95 };
    const random = new RandomStream(1);
    const log = new RoundLog();
    const taken = (name: string, ns: number) => ({ name, ns, samples: new Samples(plan, 1, log) });
    const arms = [taken('best', 1e7), taken('default', 3e7), taken('slow', 3e7)];
    const reasons: string[] = [];
    await sampleInRounds(
      arms,
      log,
      oneByOne(({ ns, samples }) => ({
        times: 1,
        computeNs: ns * (samples.count % 2 === 0 ? 1 : 1.01),
        transferNs: 0,
      })),
      () => random.next(),
      ({ name }, round, stopped) => {
        if (stopped !== null) reasons.push(`${name} ${stopped} ${round}`);
      },
      ({ name }) => name !== 'default',
    );
    expect(reasons).toContain('slow hopeless 11');
    expect(arms[2].samples.stopReason()).toBe('hopeless');
    expect(reasons.some((reason) => reason.startsWith('default hopeless'))).toBe(false);
  });
});

describe('the final round', () => {
  it('has the default and the best few of those that beat it', () => {
    const contestants = [
      arm('b', eleven(92)),
      arm('default', eleven(100)),
      arm('a', eleven(90)),
      arm('slow', eleven(101)),
    ];
    const more = [arm('d', eleven(96)), arm('c', eleven(94))];
    expect(names(finalistsOf([...contestants, ...more], isDefault))).toEqual(['default', 'a', 'b', 'c']);
    expect(FINALISTS).toBe(3);
  });

  it('is not held where nothing beats the default, or where there is none', () => {
    expect(finalistsOf([arm('default', eleven(100)), arm('slow', eleven(101))], isDefault)).toEqual([]);
    expect(finalistsOf([arm('a', eleven(100))], isDefault)).toEqual([]);
  });

  it('leaves out what was given up', () => {
    const lucky = arm('lucky', eleven(90));
    lucky.samples.giveUp();
    expect(finalistsOf([arm('default', eleven(100)), lucky], isDefault)).toEqual([]);
  });

  it('raises the confidence so that all of its intervals hold together', () => {
    expect(finalPlan(PLAN, 4)).toEqual({ budgetNs: 2e9, precision: 0.01, confidence: 0.9875 });
  });
});

/** Tunings of forty points that are all alike: what the grid's winner seems to gain, and how often a gain is claimed. */
function racesOfEquals(races: number, fresh: boolean): { readonly gain: number; readonly claimed: number } {
  const random = new RandomStream(7);
  const take = (plan: typeof PLAN): Samples => {
    const samples = new Samples(plan, 1);
    for (let index = 0; index < 15; index++) {
      samples.add({ times: 1, computeNs: 100 * (1 + 0.1 * random.next()), transferNs: 0 }, 0);
    }
    return samples;
  };
  let [gain, claimed] = [0, 0];
  for (let race = 0; race < races; race++) {
    const arms = Array.from({ length: 40 }, (_, index) => ({
      name: index === 0 ? 'default' : String(index),
      samples: take(PLAN),
    }));
    const chosen = finalistsOf(arms, isDefault);
    if (chosen.length === 0) continue;
    const plan = fresh ? finalPlan(PLAN, chosen.length) : PLAN;
    const [reference, first, ...others] = chosen.map(({ samples }) => (fresh ? take(plan) : samples).interval());
    gain += (reference.median / first.median - 1) / races;
    if ([first, ...others].some(({ high }) => high < reference.low)) claimed += 1 / races;
  }
  return { gain, claimed };
}

describe('the winner among forty points that are all alike', () => {
  it('seems faster by the samples that chose it, and not by fresh ones; hardly ever is a gain claimed', () => {
    const [own, fresh] = [racesOfEquals(300, false), racesOfEquals(300, true)];
    expect(own.gain).toBeGreaterThan(0.01);
    expect(Math.abs(fresh.gain)).toBeLessThan(0.002);
    expect(fresh.claimed).toBeLessThan(0.01);
  });
});
