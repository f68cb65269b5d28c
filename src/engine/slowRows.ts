import * as l10n from '@vscode/l10n';
import { formatSeconds } from '../core/format';
import type { StrategyChoice } from '../core/spec/runSpec';
import type { SamplingPlan } from '../core/measure/sampling';
import { problemFlops } from '../core/problem';
import type { Problem } from '../core/problem';
import type { Rates } from './rates';
import type { Session } from './session';

/** A run may take this many budgets; with a slower strategy the row says so instead. */
const BUDGETS_FOR_ONE_RUN = 3;
/** Runs of the smaller product, of which the fastest tells. */
const EXPLORING_RUNS = 3;

/** Whether a single run of the problem could be too long for the budget by any strategy. */
export function mayBeTooSlow(problem: Problem, plan: SamplingPlan, rates: Rates): boolean {
  return rates.mayTake(plan.budgetNs * BUDGETS_FOR_ONE_RUN, problem);
}

/** Why a strategy is too slow for the budget, by what is known of its speed; `null` where it is not, or nothing is known. */
export function whyTooSlow(choice: StrategyChoice, problem: Problem, plan: SamplingPlan, rates: Rates): string | null {
  const rate = rates.of(choice, problem);
  if (rate === null) return null;
  const predictedNs = problemFlops(problem) / rate;
  if (predictedNs <= plan.budgetNs * BUDGETS_FOR_ONE_RUN) return null;
  const budget = formatSeconds(plan.budgetNs / 1e6);
  const wanted = Math.ceil(predictedNs / 1e9);
  return l10n.t(
    'One run takes about {0}, too long for a time budget of {1}. Set the budget to {2} s or more.',
    formatSeconds(predictedNs / 1e6),
    budget,
    wanted,
  );
}

/** Times a strategy at a smaller product of the same kind, which the session has open: nanoseconds a run at best. */
export async function exploreNs(
  session: Pick<Session, 'prepare' | 'runBatch'>,
  { id, values }: StrategyChoice,
): Promise<number> {
  const { handle } = await session.prepare({ strategy: id, values, slowedBy: 0 });
  let fastestNs = Infinity;
  for (let run = 0; run < EXPLORING_RUNS; run++) {
    const { computeNs, transferNs, times } = await session.runBatch(handle, 1);
    fastestNs = Math.min(fastestNs, (computeNs + transferNs) / times);
  }
  return fastestNs;
}
