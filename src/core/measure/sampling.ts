import type { BatchTiming } from '../kernels/strategy';
import type { StopReason } from './measurement';
import { medianInterval, sorted } from './medianInterval';
import type { MedianInterval } from './medianInterval';

/** How long and how exactly to sample. */
export interface SamplingPlan {
  /** Time for the samples of one arm. */
  readonly budgetNs: number;
  /** Half the interval's width relative to the median at which sampling ends. */
  readonly precision: number;
  readonly confidence: number;
}

/** One of the things that are measured against each other. */
export interface Arm {
  runBatch(times: number): Promise<BatchTiming>;
}

/** Shortest time of a sample: a hundred thousand times what the clock resolves, so that reading it does not count. */
const SHORTEST_SAMPLE_NS = 2e6;
/** An arm that uses its whole budget ends with about this many samples, unless one run takes longer. */
const SAMPLES_IN_BUDGET = 200;
/** The interval is not judged before: with few samples it is narrow by chance too often. */
const FEWEST_TO_JUDGE = 11;
/** An arm is not given up before: an interval of fewer samples does not reach 95%. */
const FEWEST_TO_GIVE_UP = 6;
/** An arm is given up when even the low end of its interval is so far above the high end of the best one. */
const HOPELESS_MARGIN = 0.05;
/** Share of the budget that warming up takes at least: code that waits for its compiler can look settled. */
const SHORTEST_WARM_UP_SHARE = 0.05;
/** Share of the budget that warming up may take at most. */
const WARM_UP_SHARE = 0.3;
/** Warm when the last batch is within this of the fastest so far, and the one before as well. */
const STABLE_WITHIN = 0.03;
const LARGEST_BATCH = 1_000_000;

function sampleNs(plan: SamplingPlan): number {
  return Math.max(SHORTEST_SAMPLE_NS, plan.budgetNs / SAMPLES_IN_BUDGET);
}

/**
 * Runs an arm until its time a run has settled: compilers have tiered up, caches and predictors are filled. Stable means
 * that two batches in a row, each at least half as long as a sample, came within 3% of the fastest. Ends as well when a
 * share of the budget is used.
 * @returns how many runs make one sample.
 */
export async function warmUp(arm: Arm, plan: SamplingPlan, stop: () => boolean): Promise<number> {
  const target = sampleNs(plan);
  let times = 1;
  let spent = 0;
  let fastest = Infinity;
  let stable = 0;
  while (!stop()) {
    const timing = await arm.runBatch(times);
    const took = timing.computeNs + timing.transferNs;
    const each = took / timing.times;
    spent += took;
    const settled = took >= target / 2 && each <= fastest * (1 + STABLE_WITHIN);
    stable = settled ? stable + 1 : 0;
    fastest = Math.min(fastest, each);
    if (stable >= 2 && spent >= plan.budgetNs * SHORTEST_WARM_UP_SHARE) break;
    if (spent >= plan.budgetNs * WARM_UP_SHARE) break;
    times = runsFor(target, each);
  }
  return runsFor(target, fastest);
}

function runsFor(targetNs: number, eachNs: number): number {
  return Math.max(1, Math.min(LARGEST_BATCH, Math.round(targetNs / Math.max(eachNs, 0.1))));
}

/** The samples of one arm, and whether they suffice. */
export class Samples {
  /** Time a run of each sample, compute and transfer, in the order taken. */
  readonly totalNs: number[] = [];
  private readonly transferNs: number[] = [];
  private spentNs = 0;
  private isHopeless = false;

  constructor(
    private readonly plan: SamplingPlan,
    /** Runs that one sample times. */
    readonly batch: number,
  ) {}

  add(timing: BatchTiming): void {
    const took = timing.computeNs + timing.transferNs;
    this.totalNs.push(took / timing.times);
    this.transferNs.push(timing.transferNs / timing.times);
    this.spentNs += took;
  }

  get count(): number {
    return this.totalNs.length;
  }

  /** Share of the budget that is used. */
  get share(): number {
    return Math.min(1, this.spentNs / this.plan.budgetNs);
  }

  /** @throws {RangeError} without samples. */
  interval(): MedianInterval {
    return medianInterval(sorted(this.totalNs), this.plan.confidence);
  }

  /** Median of the transfer phase, in nanoseconds a run. */
  transfer(): number {
    return medianInterval(sorted(this.transferNs), this.plan.confidence).median;
  }

  /** No more samples are wanted: others are faster by far. */
  giveUp(): void {
    this.isHopeless = true;
  }

  /** Why no more samples are needed, or `null` while they are. */
  stopReason(): StopReason | null {
    if (this.isHopeless) return 'hopeless';
    if (this.count >= FEWEST_TO_JUDGE) {
      const { low, high, median } = this.interval();
      if (high - low <= 2 * this.plan.precision * median) return 'interval';
    }
    return this.spentNs >= this.plan.budgetNs ? 'budget' : null;
  }
}

/** A permutation drawn uniformly (Fisher and Yates); `random` gives numbers in [0, 1). */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
}

export interface SampledArm {
  readonly arm: Arm;
  readonly samples: Samples;
}

/**
 * The arms that are not worth more samples: the interval of the median, of six samples or more, lies wholly above that of
 * the best arm, by 5% or more. To lose an arm that is the best in truth, all of its first six samples would have to be that
 * much too slow by chance. Source of the idea: racing algorithms (Maron and Moore, "Hoeffding races", NIPS 1994).
 */
export function hopelessArms<T extends { readonly samples: Samples }>(arms: readonly T[]): readonly T[] {
  const judged = arms.filter(({ samples }) => samples.count >= FEWEST_TO_GIVE_UP);
  const best = Math.min(...judged.map(({ samples }) => samples.interval().high));
  return judged.filter(({ samples }) => samples.interval().low > best * (1 + HOPELESS_MARGIN));
}

/**
 * Takes one sample of every arm in each round, in an order drawn anew each time, so that a drift of the machine hits all
 * alike. An arm leaves when its samples suffice; `onSample` is told of each sample, with the reason when it was the last.
 * With `mayGiveUp`, arms for which it is true leave as soon as they are hopeless.
 */
export async function sampleInRounds<T extends SampledArm>(
  arms: readonly T[],
  random: () => number,
  stop: () => boolean,
  onSample: (arm: T, round: number, stopped: StopReason | null) => void,
  mayGiveUp: ((arm: T) => boolean) | null = null,
): Promise<void> {
  let active = [...arms];
  for (let round = 1; active.length > 0; round++) {
    for (const each of shuffled(active, random)) {
      if (stop()) return;
      each.samples.add(await each.arm.runBatch(each.samples.batch));
      const reason = each.samples.stopReason();
      if (reason !== null) active = active.filter((other) => other !== each);
      onSample(each, round, reason);
    }
    const hopeless =
      mayGiveUp === null ? [] : hopelessArms(arms).filter((arm) => active.includes(arm) && mayGiveUp(arm));
    for (const each of hopeless) {
      each.samples.giveUp();
      onSample(each, round, 'hopeless');
    }
    active = active.filter((each) => !hopeless.includes(each));
  }
}
