import * as l10n from '@vscode/l10n';
import type { StrategyId } from '../kernels/strategy';
import type { Machine } from '../machine';
import type { TuningAxis } from '../measure/tuning';
import { benchmarkTitle, tuningName } from './benchmarkNames';
import type { Benchmark, RunSpec } from './runSpec';
import { planTuning } from './tuning';

export type TuningSpecResult = { readonly spec: RunSpec } | { readonly problem: string };

/** The run that tunes a strategy at the one problem of a benchmark, sampled as that asks for. */
export function tuningSpec(
  strategy: StrategyId,
  axes: readonly TuningAxis[],
  benchmark: Benchmark,
  machine: Machine,
): TuningSpecResult {
  const [problem] = benchmark.problems;
  if (problem === undefined || benchmark.problems.length > 1) {
    const asked = benchmark.problems.length;
    return { problem: l10n.t('A tuning is for one problem, and this asks for {0}. Give one size.', asked) };
  }
  const here = { ...machine, logicalCores: Math.min(machine.logicalCores, benchmark.threads ?? Infinity) };
  const plan = planTuning(strategy, axes, problem, here);
  if ('problem' in plan) return plan;
  const name = tuningName(strategy, problem);
  return { spec: { title: benchmarkTitle(name), benchmarks: [{ ...benchmark, ...plan, name }] } };
}
