import { USUAL_SPREAD } from '../core/measure/betweenRuns';
import type { RunSpread } from '../core/measure/rowSpread';
import { dataFolder } from './dataFolder';
import { NullTestStore } from './nullTestStore';

/** How far two runs of the same lie apart, and when that was found; `null`: it is the usual value. */
export interface Spread extends RunSpread {
  readonly takenAt: string | null;
}

/** That of runs on these processors: from the null test that is kept, where it was taken on the same one. */
export async function spreadOfRuns(processors: readonly string[]): Promise<Spread> {
  const kept = await new NullTestStore(dataFolder()).read();
  const isOfAll = processors.every((processor) => processor === kept?.processor);
  if (kept === null || !isOfAll) return { ...USUAL_SPREAD, takenAt: null };
  const { betweenRuns, spreads = [], takenAt } = kept;
  if (betweenRuns === null && spreads.length === 0) return { ...USUAL_SPREAD, takenAt: null };
  return { share: betweenRuns ?? USUAL_SPREAD.share, rows: spreads, takenAt };
}
