import * as v from 'valibot';
import { CODE_PATHS } from '../codePath';
import { strategyById } from '../kernels/registry';
import { STRATEGY_IDS } from '../kernels/strategy';
import type { StrategyId } from '../kernels/strategy';
import type { ParameterValues } from '../kernels/parameters';
import type { Machine } from '../machine';
import { DTYPES } from '../problem';
import type { Dtype, Problem } from '../problem';
import { choiceProblem } from './request';
import type { StrategyChoice } from './runSpec';

/** What a tuned default is true of: a strategy and an element type on a processor, with kernels generated in one way. */
export const tunedKeySchema = v.object({
  processor: v.string(),
  codePath: v.picklist(CODE_PATHS),
  strategy: v.picklist(STRATEGY_IDS),
  dtype: v.picklist(DTYPES),
});
export type TunedKey = Readonly<v.InferOutput<typeof tunedKeySchema>>;

/** Parameters that a tuning found better than the default and that the user has kept. */
export const tunedDefaultSchema = v.object({
  ...tunedKeySchema.entries,
  values: v.record(v.string(), v.union([v.number(), v.string()])),
  /** Where it was found: '512×512×512'. */
  size: v.string(),
  /** How many times as fast as the default, with its interval. */
  gain: v.object({ ratio: v.number(), low: v.number(), high: v.number() }),
  /** ISO 8601. */
  keptAt: v.string(),
});
export type TunedDefault = Readonly<v.InferOutput<typeof tunedDefaultSchema>>;

export function tunedKeyOf(machine: Machine, strategy: StrategyId, dtype: Dtype): TunedKey {
  return { processor: machine.processor, codePath: machine.wasm.codePaths[dtype], strategy, dtype };
}

export function isSameTunedKey(first: TunedKey, second: TunedKey): boolean {
  return (
    first.processor === second.processor &&
    first.codePath === second.codePath &&
    first.strategy === second.strategy &&
    first.dtype === second.dtype
  );
}

/** Those that are true of this machine as its engine runs now. */
export function tunedOn(machine: Machine, tuned: readonly TunedDefault[]): readonly TunedDefault[] {
  return tuned.filter((each) => isSameTunedKey(each, tunedKeyOf(machine, each.strategy, each.dtype)));
}

export interface FilledChoice {
  readonly choice: StrategyChoice;
  /** Ids of the parameters that were filled in. */
  readonly tuned: readonly string[];
}

/**
 * Fills in what is tuned on this machine. Tuned values were measured together: where the user has set one of them, none is
 * filled in, and neither where this version or this problem does not bear them.
 */
export function withTunedDefault(
  choice: StrategyChoice,
  problem: Problem,
  machine: Machine,
  tuned: readonly TunedDefault[],
): FilledChoice {
  const key = tunedKeyOf(machine, choice.id, problem.dtype);
  const kept = tuned.find((each) => isSameTunedKey(each, key));
  if (kept === undefined) return { choice, tuned: [] };
  const ids = Object.keys(kept.values);
  const values: ParameterValues = { ...choice.values, ...kept.values };
  const filled = { ...choice, values };
  const isUsable =
    !ids.some((id) => id in choice.values) &&
    choiceProblem(filled) === null &&
    strategyById(choice.id).supports(problem, machine, values).supported;
  return isUsable ? { choice: filled, tuned: ids } : { choice, tuned: [] };
}
