import type { BatchTiming } from '../kernels/strategy';
import type { StopReason } from './measurement';
import { medianInterval, sorted } from './medianInterval';
import type { MedianInterval } from './medianInterval';
import { RoundLog } from './roundLog';
import { waitedShare } from './roundTimes';
import type { RoundTimes } from './roundTimes';

/** How long and how exactly to sample. */
export interface SamplingPlan {
  /** Time for the samples of one arm. */
  readonly budgetNs: number;
  /** Half the interval's width relative to the median at which sampling ends. */
  readonly precision: number;
  readonly confidence: number;
  /** What the clock that times the samples resolves, as measured; 2 µs where it is left out. */
  readonly clockNs?: number;
}

/** One of the things that are measured against each other. */
export interface Arm {
  runBatch(times: number): Promise<BatchTiming>;
}

/** A sample takes as many steps of the clock, so that reading it does not count. */
const CLOCK_STEPS = 1000;
const COARSE_CLOCK_NS = 2000;
/** However fine the clock: the call of a kernel from JavaScript is not to count either. */
const SHORTEST_SAMPLE_NS = 1e5;
/**
 * An arm that uses its whole budget ends with about this many samples, unless one run takes longer. On a busy machine many
 * short samples tell more than few long ones: a neighbour that takes the core for some milliseconds tears some of the
 * short ones apart and leaves the others as they are, but lies in every long one.
 */
const SAMPLES_IN_BUDGET = 2000;
/** The interval is not judged before: with few samples it is narrow by chance too often. */
const FEWEST_TO_JUDGE = 11;
/** Nor before this share of the budget is used: samples of one moment agree with each other more than with the next ones. */
const SHORTEST_SHARE_TO_JUDGE = 0.1;
/** An arm is not given up before: with fewer samples its interval is one of extremes. */
const FEWEST_TO_GIVE_UP = 11;
/** An arm is given up when even the low end of its interval is so far above the high end of the best one. */
const HOPELESS_MARGIN = 0.05;
/** Share of the budget that warming up takes at least: code that waits for its compiler can look settled. */
const SHORTEST_WARM_UP_SHARE = 0.05;
/** Share of the budget that warming up may take at most. */
const WARM_UP_SHARE = 0.3;
/** Warm when the last batch is within this of the fastest so far, and the one before as well. */
const STABLE_WITHIN = 0.03;
const LARGEST_BATCH = 1_000_000;
/** Rounds that take less are run one after the other without a word in between: for this long. */
const BLOCK_NS = 2e7;
const MOST_ROUNDS_IN_BLOCK = 64;

function sampleNs({ budgetNs, clockNs = COARSE_CLOCK_NS }: SamplingPlan): number {
  return Math.max(SHORTEST_SAMPLE_NS, clockNs * CLOCK_STEPS, budgetNs / SAMPLES_IN_BUDGET);
}

/**
 * Runs an arm until its time a run has settled: compilers have tiered up, caches and predictors are filled. Stable means
 * that two batches in a row, each at least half as long as a sample, came within 3% of the fastest. Ends as well when a
 * share of the budget is used.
 * @param target what a sample is to take, in nanoseconds.
 * @returns how many runs make one sample.
 */
export async function warmUp(
  arm: Arm,
  plan: SamplingPlan,
  stop: () => boolean,
  target = sampleNs(plan),
): Promise<number> {
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

interface Sample {
  /** 0 for one that was taken before the turns began. */
  readonly round: number;
  readonly totalNs: number;
  readonly transferNs: number;
}

/** The samples of one arm, and whether they suffice. */
export class Samples {
  private readonly all: Sample[] = [];
  private kept: { readonly of: string; readonly samples: readonly Sample[] } | null = null;
  private spentNs = 0;
  private isHopeless = false;

  constructor(
    private readonly plan: SamplingPlan,
    /** Runs that one sample times. */
    readonly batch: number,
    /** Says which rounds do not count. */
    readonly log: RoundLog = new RoundLog(),
  ) {}

  /** `round` is the number that the log gave, or 0 for a sample outside of all rounds. */
  add(timing: BatchTiming, round: number): void {
    const took = timing.computeNs + timing.transferNs;
    this.all.push({ round, totalNs: took / timing.times, transferNs: timing.transferNs / timing.times });
    this.spentNs += took;
  }

  /** Samples that count. */
  get count(): number {
    return this.counted().length;
  }

  /** Time a run of each sample that counts, compute and transfer, in the order taken. */
  get totalNs(): readonly number[] {
    return this.counted().map(({ totalNs }) => totalNs);
  }

  /** The round of each sample that counts. */
  get rounds(): readonly number[] {
    return this.counted().map(({ round }) => round);
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
    return medianInterval(sorted(this.counted().map(({ transferNs }) => transferNs)), this.plan.confidence).median;
  }

  /** No more samples are wanted: others are faster by far. */
  giveUp(): void {
    this.isHopeless = true;
  }

  /** Why no more samples are needed, or `null` while they are. */
  stopReason(): StopReason | null {
    if (this.isHopeless) return 'hopeless';
    if (this.undisturbed().length >= FEWEST_TO_JUDGE && this.share >= SHORTEST_SHARE_TO_JUDGE) {
      const { low, high, median } = this.interval();
      if (high - low <= 2 * this.plan.precision * median) return 'interval';
    }
    return this.spentNs >= this.plan.budgetNs ? 'budget' : null;
  }

  /** Whether so many were set aside that the rest says nothing, though the budget has room for more. */
  get haveBecomeFew(): boolean {
    return !this.isHopeless && this.spentNs < this.plan.budgetNs && this.undisturbed().length < FEWEST_TO_JUDGE;
  }

  /** How many more samples the budget has room for, by the mean of those that were taken; `null` while there is none. */
  roomFor(): { readonly samples: number; readonly eachNs: number } | null {
    const taken = this.all.length;
    if (taken === 0) return null;
    const eachNs = Math.max(1, this.spentNs / taken);
    return { samples: Math.max(1, Math.ceil((this.plan.budgetNs - this.spentNs) / eachNs)), eachNs };
  }

  private counted(): readonly Sample[] {
    const samples = this.undisturbed();
    // An arm that was there only while the machine was disturbed has nothing better.
    return samples.length === 0 ? this.all : samples;
  }

  private undisturbed(): readonly Sample[] {
    const of = `${this.all.length} ${this.log.rounds}`;
    if (this.kept?.of !== of) this.kept = { of, samples: this.all.filter(({ round }) => !this.log.isSetAside(round)) };
    return this.kept.samples;
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
  readonly samples: Samples;
}

/** Runs rounds one after the other: in each, one sample of the arms that are listed, in that order. */
export type RunRounds<T> = (rounds: readonly (readonly T[])[]) => Promise<readonly RoundTimes[]>;

/**
 * The arms that are not worth more samples: the interval of the median, of eleven samples or more, lies wholly above that of
 * the best arm, by 5% or more. To lose an arm that is the best in truth, most of its first eleven samples would have to
 * be that much too slow by chance. Source of the idea: racing algorithms (Maron and Moore, "Hoeffding races", NIPS 1994).
 */
export function hopelessArms<T extends { readonly samples: Samples }>(arms: readonly T[]): readonly T[] {
  const judged = arms.filter(({ samples }) => samples.count >= FEWEST_TO_GIVE_UP);
  const best = Math.min(...judged.map(({ samples }) => samples.interval().high));
  return judged.filter(({ samples }) => samples.interval().low > best * (1 + HOPELESS_MARGIN));
}

/**
 * Takes one sample of every arm in each round, in an order drawn anew each time, so that a drift of the machine hits all
 * alike, and each round is a fair comparison of any two that take part in it. All arms have one log. An arm leaves when its
 * samples suffice, and comes back when too many of them are set aside later; `onSamples` is told of each arm after some
 * rounds, with the reason when it leaves. With
 * `mayGiveUp`, arms for which it is true leave as soon as they are hopeless.
 */
export async function sampleInRounds<T extends SampledArm>(
  arms: readonly T[],
  log: RoundLog,
  runRounds: RunRounds<T>,
  random: () => number,
  onSamples: (arm: T, round: number, stopped: StopReason | null) => void,
  mayGiveUp: ((arm: T) => boolean) | null = null,
): Promise<void> {
  let active = [...arms];
  const left = new Set<T>();
  while (active.length > 0) {
    const orders = Array.from({ length: roundsInBlock(active) }, () => shuffled(active, random));
    const results = await runRounds(orders);
    for (const [index, result] of results.entries()) {
      const round = log.add(result.calibrationNs, waitedShare(result));
      for (const [place, timing] of result.timings.entries()) orders[index][place].samples.add(timing, round);
    }
    for (const each of active) {
      const reason = each.samples.stopReason();
      if (reason !== null) left.add(each);
      onSamples(each, log.rounds, reason);
    }
    // Rounds that an arm took part in may be set aside after it has left.
    for (const each of left) if (each.samples.haveBecomeFew) left.delete(each);
    active = arms.filter((each) => !left.has(each));
    const hopeless =
      mayGiveUp === null ? [] : hopelessArms(arms).filter((arm) => active.includes(arm) && mayGiveUp(arm));
    for (const each of hopeless) {
      each.samples.giveUp();
      left.add(each);
      onSamples(each, log.rounds, 'hopeless');
    }
    active = active.filter((each) => !left.has(each));
  }
}

/** As many rounds as take a moment, and none that an arm's budget has no room for. */
function roundsInBlock(arms: readonly SampledArm[]): number {
  let roundNs = 0;
  let room = MOST_ROUNDS_IN_BLOCK;
  for (const { samples } of arms) {
    const left = samples.roomFor();
    if (left === null) return 1;
    roundNs += left.eachNs;
    room = Math.min(room, left.samples);
  }
  return Math.max(1, Math.min(room, Math.floor(BLOCK_NS / roundNs)));
}
