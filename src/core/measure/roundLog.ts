import { sorted } from './medianInterval';

/** The calibration loop just before and just after a round, in nanoseconds. */
export type Calibration = readonly [before: number, after: number];

/** A round is disturbed when the loop before or after it took this much longer or shorter than its median over all rounds. */
export const DISTURBED_BEYOND = 0.05;
/**
 * Where more of the rounds than this are disturbed, that is what the machine is like now: all of them count. A median bears
 * it, and samples of the rest alone would be few.
 */
const MOST_SET_ASIDE = 0.25;
/** Fewer rounds have no median worth comparing with. */
const FEWEST_TO_JUDGE = 5;

/** What the calibration loop showed of a sampling's rounds. */
export interface Disturbance {
  /** Rounds in which the calibration loop moved. */
  readonly disturbed: number;
  readonly rounds: number;
  /** Their samples were set aside, and other rounds taken in their place while the budget lasted. */
  readonly isSetAside: boolean;
}

/**
 * The rounds of one sampling, numbered from 1, with the calibration loop around each: known work that always takes the same
 * time unless the clock rate changes or another program takes a share of the core. Which rounds are set aside does not
 * depend on what was sampled in them, so that no comparison is biased by it.
 */
export class RoundLog {
  private readonly calibrations: Calibration[] = [];
  private judged: { readonly rounds: number; readonly disturbed: ReadonlySet<number> } | null = null;

  get rounds(): number {
    return this.calibrations.length;
  }

  /** Adds the next round and returns its number. */
  add(calibration: Calibration): number {
    return this.calibrations.push(calibration);
  }

  /** Mean of the loop's times before and after a round; `null` for a sample that was taken outside of all rounds (0). */
  calibrationNs(round: number): number | null {
    const calibration = this.calibrations.at(round - 1);
    return round === 0 || calibration === undefined ? null : (calibration[0] + calibration[1]) / 2;
  }

  /** Whether the samples of this round do not count. */
  isSetAside(round: number): boolean {
    const disturbed = this.disturbedRounds();
    return disturbed.size <= MOST_SET_ASIDE * this.rounds && disturbed.has(round);
  }

  disturbance(): Disturbance {
    const { size } = this.disturbedRounds();
    return { disturbed: size, rounds: this.rounds, isSetAside: size > 0 && size <= MOST_SET_ASIDE * this.rounds };
  }

  private disturbedRounds(): ReadonlySet<number> {
    if (this.judged?.rounds === this.rounds) return this.judged.disturbed;
    const disturbed = new Set<number>();
    if (this.rounds >= FEWEST_TO_JUDGE) {
      const all = sorted(this.calibrations.flat());
      const median = all[Math.floor(all.length / 2)];
      const limit = DISTURBED_BEYOND * median;
      for (const [index, calibration] of this.calibrations.entries()) {
        if (calibration.some((each) => Math.abs(each - median) > limit)) disturbed.add(index + 1);
      }
    }
    this.judged = { rounds: this.rounds, disturbed };
    return disturbed;
  }
}

/** '3 of 40 rounds were disturbed and taken again'; `null` where nothing was. */
export function disturbanceText({ disturbed, rounds, isSetAside }: Disturbance): string | null {
  if (disturbed === 0) return null;
  const were = `${disturbed} of ${rounds} rounds ${disturbed === 1 ? 'was' : 'were'} disturbed`;
  return isSetAside ? `${were} and taken again` : `${were}, too many to be taken again: all of them count`;
}
