import type { Samples, SamplingPlan } from './sampling';

/**
 * The final round of a tuning. The fastest of many points is partly the luckiest of many: its own samples, by which it was
 * chosen, flatter it. So the best few are measured once more against the default, interleaved with it, and only these
 * fresh samples speak of the gain.
 */

/** Points beside the default that are measured again. */
export const FINALISTS = 3;

/** Its samples get more time and are to be known better than those of the grid: a ratio adds up two intervals. */
const BUDGETS = 2;
const PRECISION_SHARE = 0.5;

/**
 * How the final round samples. The confidence is raised so that all its intervals hold together (Bonferroni): whichever
 * point then turns out best, the interval of its ratio is honest.
 */
export function finalPlan({ budgetNs, precision, confidence }: SamplingPlan, contestants: number): SamplingPlan {
  return {
    budgetNs: budgetNs * BUDGETS,
    precision: precision * PRECISION_SHARE,
    confidence: 1 - (1 - confidence) / contestants,
  };
}

/**
 * The default and the best few of those that beat its median, fastest first; empty where there is no default, or none that
 * beats it, so that nothing is left to be decided.
 */
export function finalistsOf<T extends { readonly samples: Samples }>(
  contestants: readonly T[],
  isDefault: (contestant: T) => boolean,
): readonly T[] {
  const reference = contestants.find(isDefault);
  if (reference === undefined) return [];
  const medianOf = ({ samples }: T): number => samples.interval().median;
  const limit = medianOf(reference);
  const faster = contestants
    .filter((each) => each !== reference && each.samples.stopReason() !== 'hopeless' && medianOf(each) < limit)
    .sort((x, y) => medianOf(x) - medianOf(y))
    .slice(0, FINALISTS);
  return faster.length === 0 ? [] : [reference, ...faster];
}
