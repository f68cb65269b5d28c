import { blas } from './blas';
import { blocked } from './blocked';
import { gpujs } from './gpujs';
import { loops } from './loops';
import { naive } from './naive';
import { outer } from './outer';
import { parallel } from './parallel';
import { simd } from './simd';
import { sparse } from './sparse';
import { strassen } from './strassen';
import { isGpuStrategy, STRATEGY_IDS } from './strategy';
import type { Strategy, StrategyDescription, StrategyId } from './strategy';
import { webgpu } from './webgpu';

/** A strategy that is missing here does not compile. */
const byId: Readonly<Record<StrategyId, Strategy>> = {
  naive,
  loops,
  blocked,
  outer,
  simd,
  strassen,
  sparse,
  parallel,
  blas,
  gpujs,
  webgpu,
};

/** All strategies, in the order in which they are listed. */
export const strategies: readonly Strategy[] = STRATEGY_IDS.map((id) => byId[id]);

/** Those that run in the kernel threads. */
export const processorStrategies: readonly Strategy[] = strategies.filter(({ id }) => !isGpuStrategy(id));

/** The strategies as plain data, for what is sent to another process or thread, in the language of the moment in which it is sent. */
export const strategyDescriptions: readonly StrategyDescription[] = strategies.map((strategy) => ({
  id: strategy.id,
  get title() {
    return strategy.title;
  },
  get summary() {
    return strategy.summary;
  },
  family: strategy.family,
  parameters: strategy.parameters,
}));

export function strategyById(id: StrategyId): Strategy {
  return byId[id];
}

export function isStrategyId(id: string): id is StrategyId {
  return STRATEGY_IDS.some((known) => known === id);
}
