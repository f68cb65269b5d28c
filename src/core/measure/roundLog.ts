import * as l10n from '@vscode/l10n';
import { sorted } from './medianInterval';
import type { SortedSamples } from './medianInterval';

/** The calibration loop just before and just after a round, in nanoseconds. */
export type Calibration = readonly [before: number, after: number];

/**
 * A round is disturbed when the loop before or after it took this much longer or shorter than it does on the quiet machine.
 * On two kinds of virtual machines the loop itself has two states 5.3 and 5.8% apart, which no kernel follows; with twice the
 * time for a kernel, as beside a neighbour on the same core, it takes 10% longer or more (docs/statistics.md).
 */
export const DISTURBED_BEYOND = 0.08;
/** What the loop takes on the quiet machine: as little as in this share of its readings. Of a busy hour most are slow. */
const QUIET_SHARE = 0.25;
/** A round is disturbed as well when its thread stood in line for a core for this share of what was sampled. */
const WAITED_BEYOND = 0.05;
/** Where more of the rounds than this are disturbed, that is what the machine is like now: all of them count. */
const MOST_SET_ASIDE = 0.5;
/** Fewer rounds have no median worth comparing with. */
const FEWEST_TO_JUDGE = 5;

/** What the calibration loop showed of a sampling's rounds. */
export interface Disturbance {
  /** Rounds in which the calibration loop moved, or the thread had to wait for a core. */
  readonly disturbed: number;
  /** Those of them in which the thread had to wait for a core; left out in runs that did not count them. */
  readonly waited?: number;
  readonly rounds: number;
  /** Their samples were set aside, and other rounds taken in their place while the budget lasted. */
  readonly isSetAside: boolean;
}

/** What the calibration loop takes on the quiet machine, of its readings in nanoseconds; not a number where there are none. */
export function quietReading(readings: SortedSamples): number {
  return readings[Math.floor(QUIET_SHARE * readings.length)] ?? NaN;
}

/**
 * The rounds of one sampling, numbered from 1, with the calibration loop around each: known work that always takes the same
 * time unless the clock rate changes or a neighbour takes a share of the core. A program that takes all of the core, for some
 * milliseconds now and then, is seen by how long the thread stood in line for it. Neither asks which arm ran when, so that no
 * comparison is biased by what is set aside.
 */
export class RoundLog {
  private readonly calibrations: Calibration[] = [];
  private readonly waitedShares: number[] = [];
  private judged: { readonly rounds: number; readonly disturbed: ReadonlySet<number> } | null = null;

  get rounds(): number {
    return this.calibrations.length;
  }

  /**
   * Adds the next round and returns its number.
   * @param waitedShare how long the thread stood in line for a core, over the time of the round's samples.
   */
  add(calibration: Calibration, waitedShare = 0): number {
    this.waitedShares.push(waitedShare);
    return this.calibrations.push(calibration);
  }

  /** Mean of the loop's times before and after a round; `null` for a sample that was taken outside of all rounds (0). */
  calibrationNs(round: number): number | null {
    const calibration = this.calibrations.at(round - 1);
    return round === 0 || calibration === undefined ? null : (calibration[0] + calibration[1]) / 2;
  }

  /** How long the thread stood in line for a core in a round, over the time of its samples; 0 outside of all rounds. */
  waitedShare(round: number): number {
    return this.waitedShares[round - 1] ?? 0;
  }

  /** Whether the samples of this round do not count. */
  isSetAside(round: number): boolean {
    const disturbed = this.disturbedRounds();
    return disturbed.size <= MOST_SET_ASIDE * this.rounds && disturbed.has(round);
  }

  disturbance(): Disturbance {
    const disturbed = this.disturbedRounds();
    const { size } = disturbed;
    const waited = [...disturbed].filter((round) => this.hasWaited(round - 1)).length;
    return {
      disturbed: size,
      waited,
      rounds: this.rounds,
      isSetAside: size > 0 && size <= MOST_SET_ASIDE * this.rounds,
    };
  }

  private disturbedRounds(): ReadonlySet<number> {
    if (this.judged?.rounds === this.rounds) return this.judged.disturbed;
    const disturbed = new Set<number>();
    if (this.rounds >= FEWEST_TO_JUDGE) {
      const quiet = quietReading(sorted(this.calibrations.flat()));
      const limit = DISTURBED_BEYOND * quiet;
      for (const [index, calibration] of this.calibrations.entries()) {
        const hasMoved = calibration.some((each) => Math.abs(each - quiet) > limit);
        if (hasMoved || this.hasWaited(index)) disturbed.add(index + 1);
      }
    }
    this.judged = { rounds: this.rounds, disturbed };
    return disturbed;
  }

  private hasWaited(index: number): boolean {
    return this.waitedShares[index] > WAITED_BEYOND;
  }
}

/** '3 of 40 rounds were disturbed (in 2 the thread had to wait for a core) and taken again'; `null` where nothing was. */
export function disturbanceText({ disturbed, waited = 0, rounds, isSetAside }: Disturbance): string | null {
  if (disturbed === 0) return null;
  const said = disturbedRounds(disturbed, waited, rounds);
  return isSetAside
    ? l10n.t('{0} and taken again', said)
    : l10n.t('{0}, too many to be taken again: all of them count', said);
}

function disturbedRounds(disturbed: number, waited: number, rounds: number): string {
  if (disturbed === 1) {
    return waited === 0
      ? l10n.t('1 of {0} rounds was disturbed', rounds)
      : l10n.t('1 of {0} rounds was disturbed (in it the thread had to wait for a core)', rounds);
  }
  if (waited === 0) return l10n.t('{0} of {1} rounds were disturbed', disturbed, rounds);
  return waited < disturbed
    ? l10n.t('{0} of {1} rounds were disturbed (in {2} the thread had to wait for a core)', disturbed, rounds, waited)
    : l10n.t('{0} of {1} rounds were disturbed (in all of them the thread had to wait for a core)', disturbed, rounds);
}
