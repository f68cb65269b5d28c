import { isStrategyId } from '../kernels/registry';
import { problemKey } from '../measure/comparison';
import type { Run } from '../measure/measurement';
import { choiceKey } from './request';
import type { Benchmark, RunSpec, StrategyChoice } from './runSpec';

/**
 * What would measure the rows of a saved run once more. Strategies that this build does not know are left out, and what
 * tuned defaults gave is not taken as set: those that are kept then give it.
 */
export function specOfRun(run: Run): RunSpec {
  const benchmarks = run.benchmarks.map((sampled): Benchmark => {
    const rows = run.measurements.filter(({ benchmark }) => benchmark === sampled.name);
    const problems = new Map(rows.map(({ problem }) => [problemKey(problem), problem]));
    const choices = new Map<string, StrategyChoice>();
    for (const { strategy, parameters, tuned = [] } of rows) {
      if (!isStrategyId(strategy)) continue;
      const set = Object.entries(parameters).filter(([id]) => !tuned.includes(id));
      const choice = { id: strategy, values: Object.fromEntries(set) };
      choices.set(choiceKey(choice), choice);
    }
    // A search goes on from its ends by itself.
    const asked = sampled.crossover === undefined ? problems.size : 2;
    return { ...sampled, problems: [...problems.values()].slice(0, asked), strategies: [...choices.values()] };
  });
  return { title: run.title, benchmarks };
}
