import * as l10n from '@vscode/l10n';
import { strategyById, strategyDescriptions } from '../../core/kernels/registry';
import type { StrategyDescription, StrategyId } from '../../core/kernels/strategy';
import type { Machine } from '../../core/machine';
import { sizeLabel } from '../../core/problem';
import type { Problem } from '../../core/problem';
import type { Benchmark, RunSpec } from '../../core/spec/runSpec';
import { gridText, gridWords, parseGrid, suggestedAxes, tunableParameters } from '../../core/spec/tuning';
import { tuningSpec } from '../../core/spec/tuningSpec';
import type { ProfileForm } from '../../shared/viewProtocol';
import { answeredForm, sizesProblem } from './paletteAnswers';
import { samplingOf, specFromForm } from './profileForm';
import type { FormSettings } from './profileForm';

/** What is to be tuned where: at sizes as typed with the rest of the form, or at a problem that is known. */
export interface TuneAnswers {
  readonly strategy: StrategyId;
  readonly at: { readonly sizes: string } | { readonly problem: Problem };
  /** 'mr=4,5,6 nr=8,16' */
  readonly grid: string;
}

/** Strategies that have something to tune. */
export function tunableStrategies(): readonly StrategyDescription[] {
  return strategyDescriptions.filter((strategy) => tunableParameters(strategy).length > 0);
}

/** The size that the palette offers: the last of the form, which is the largest as a rule. */
export function offeredSize(form: ProfileForm, settings: FormSettings): string {
  const result = specFromForm(
    answeredForm(form, form.square ? form.m : [form.m, form.k, form.n].join(' × '), ['simd']),
    settings,
  );
  const problem = 'spec' in result ? result.spec.benchmarks[0]?.problems.at(-1) : undefined;
  if (problem === undefined) return '512';
  const { m, k, n } = problem;
  return m === k && k === n ? String(m) : sizeLabel(problem).replaceAll('×', ' × ');
}

/** What is wrong with a size as typed; a tuning is for one problem. */
export function tuneSizeProblem(form: ProfileForm, text: string, settings: FormSettings): string | undefined {
  const problem = sizesProblem(form, text, settings);
  if (problem !== undefined) return problem;
  const result = specFromForm(answeredForm(form, text, ['simd']), settings);
  const count = 'spec' in result ? (result.spec.benchmarks[0]?.problems.length ?? 0) : 0;
  return count > 1 ? l10n.t('A tuning is for one problem, and this asks for {0}. Enter one size.', count) : undefined;
}

export function offeredGrid(strategy: StrategyId): string {
  return gridText(suggestedAxes(strategyById(strategy)));
}

/** What is wrong with a grid as typed. */
export function gridProblem(strategy: StrategyId, text: string): string | undefined {
  if (text.trim() === '') return l10n.t('Enter one or two parameters with values, such as {0}.', offeredGrid(strategy));
  const result = parseGrid(strategyById(strategy), gridWords(text));
  return 'problem' in result ? result.problem : undefined;
}

/** 'mr, nr, mc, kc, nc, path' */
export function parameterNames(strategy: StrategyId): string {
  return strategyById(strategy)
    .parameters.map(({ id }) => id)
    .join(', ');
}

/** The run that the answers ask for, or what is wrong, as a sentence. */
export function tuningFromAnswers(
  form: ProfileForm,
  settings: FormSettings,
  machine: Machine,
  { strategy, at, grid }: TuneAnswers,
): { readonly spec: RunSpec } | { readonly problem: string } {
  const parsed = parseGrid(strategyById(strategy), gridWords(grid));
  if ('problem' in parsed) return parsed;
  const benchmark =
    'problem' in at ? benchmarkAt(at.problem, settings) : benchmarkOf(form, settings, strategy, at.sizes);
  return 'problem' in benchmark ? benchmark : tuningSpec(strategy, parsed.axes, benchmark, machine);
}

function benchmarkAt(problem: Problem, settings: FormSettings): Benchmark {
  const { budgetSeconds, precision, threads } = settings;
  const sampled = { budgetSeconds, precision, threads, ...samplingOf(settings) };
  return { name: sizeLabel(problem), problems: [problem], strategies: [], ...sampled };
}

function benchmarkOf(
  form: ProfileForm,
  settings: FormSettings,
  strategy: StrategyId,
  sizes: string,
): Benchmark | { readonly problem: string } {
  const result = specFromForm(answeredForm(form, sizes, [strategy]), settings);
  if ('spec' in result) return result.spec.benchmarks[0];
  const [problem] = Object.values(result.problems);
  return { problem: problem ?? l10n.t('The form cannot run as it stands.') };
}
