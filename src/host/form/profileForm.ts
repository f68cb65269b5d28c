import * as v from 'valibot';
import * as l10n from '@vscode/l10n';
import { formatBytes, formatCount, formatFlops, formatSeconds } from '../../core/format';
import { strategies, strategyDescriptions } from '../../core/kernels/registry';
import { isGpuStrategy, STRATEGY_IDS } from '../../core/kernels/strategy';
import type { StrategyId, Support } from '../../core/kernels/strategy';
import type { Machine } from '../../core/machine';
import type { CacheMode } from '../../core/measure/measurement';
import { DTYPES, operandBytes, problemFlops, sizeLabel, STRUCTURES } from '../../core/problem';
import type { Problem } from '../../core/problem';
import { ended } from '../../core/sentences';
import { planMemory } from '../../core/spec/memory';
import { benchmarkTitle } from '../../core/spec/benchmarkNames';
import { benchmarkFromRequest } from '../../core/spec/request';
import type { RequestField } from '../../core/spec/request';
import type { Benchmark, RunSpec } from '../../core/spec/runSpec';
import type { FormField, FormVerdict, ProfileForm } from '../../shared/viewProtocol';

/** A form as it comes from the page or from the workspace state. */
export const profileFormSchema = v.object({
  m: v.string(),
  k: v.string(),
  n: v.string(),
  square: v.boolean(),
  dtype: v.picklist(DTYPES),
  transposeA: v.boolean(),
  transposeB: v.boolean(),
  structure: v.picklist(STRUCTURES),
  densityPercent: v.string(),
  budgetSeconds: v.string(),
  strategies: v.array(
    v.object({
      id: v.picklist(STRATEGY_IDS),
      chosen: v.boolean(),
      values: v.record(v.string(), v.union([v.number(), v.string()])),
    }),
  ),
});

/** What the settings add to a form. */
export interface FormSettings {
  readonly budgetSeconds: number;
  /** Half the interval's width relative to the median. */
  readonly precision: number;
  readonly threads: number | null;
  /** Warm where it is left out. */
  readonly cache?: CacheMode;
  /** None where it is left out. */
  readonly coolDownMs?: number;
}

/** What a measurement takes over its budget for samples: operands, preparation, warm-up, verification. */
const OVERHEAD = 1.4;

/** Sizes that a first run takes: quick, and wide enough to see a strategy overtake another. */
const FIRST_SIZES = '64, 128, 256, 512';

export function firstForm({ budgetSeconds }: FormSettings): ProfileForm {
  return {
    m: FIRST_SIZES,
    k: FIRST_SIZES,
    n: FIRST_SIZES,
    square: true,
    dtype: 'f32',
    transposeA: false,
    transposeB: false,
    structure: 'uniform',
    densityPercent: '100',
    budgetSeconds: String(budgetSeconds),
    strategies: strategyDescriptions.map(({ id }) => ({ id, chosen: !isGpuStrategy(id), values: {} })),
  };
}

/** A stored form, with strategies that were added since; the first form where nothing usable is stored. */
export function restoreForm(stored: unknown, settings: FormSettings): ProfileForm {
  const result = v.safeParse(profileFormSchema, stored);
  if (!result.success) return firstForm(settings);
  const known = new Map(result.output.strategies.map((strategy) => [strategy.id, strategy]));
  return {
    ...result.output,
    strategies: strategyDescriptions.map(({ id }) => known.get(id) ?? { id, chosen: false, values: {} }),
  };
}

export type FormResult =
  { readonly spec: RunSpec } | { readonly problems: Readonly<Partial<Record<FormField, string>>> };

/** The run that a form asks for, or what is wrong in it, field by field. */
export function specFromForm(form: ProfileForm, settings: FormSettings): FormResult {
  const result = requestBenchmark(form, settings);
  return 'benchmark' in result
    ? { spec: { title: benchmarkTitle(result.benchmark.name), benchmarks: [result.benchmark] } }
    : { problems: result.problems };
}

function requestBenchmark(
  form: ProfileForm,
  settings: FormSettings,
): { readonly benchmark: Benchmark } | { readonly problems: Readonly<Partial<Record<FormField, string>>> } {
  const chosen = form.strategies.filter((strategy) => strategy.chosen);
  const problems: Partial<Record<FormField, string>> = {};
  if (chosen.length === 0) problems.strategies = l10n.t('Choose at least one strategy.');
  const result = benchmarkFromRequest({
    m: form.m,
    k: form.square ? null : form.k,
    n: form.square ? null : form.n,
    dtype: form.dtype,
    transposeA: form.transposeA,
    transposeB: form.transposeB,
    alpha: 1,
    beta: 0,
    structure: form.structure,
    density: { unit: 'percent', text: form.densityPercent },
    seed: 1,
    budgetSeconds: form.budgetSeconds,
    precision: settings.precision,
    threads: settings.threads,
    ...samplingOf(settings),
    strategies: chosen.map(({ id, values }) => ({ id, values })),
  });
  if ('problems' in result) {
    for (const { field, message } of result.problems) problems[formField(field)] ??= sentence(message);
  }
  if ('benchmark' in result && Object.keys(problems).length === 0) return result;
  return { problems };
}

/** What the settings say of caches and rests, where it is not the usual. */
export function samplingOf({ cache, coolDownMs }: FormSettings): Pick<FormSettings, 'cache' | 'coolDownMs'> {
  return {
    ...(cache === 'cold' ? { cache } : {}),
    ...(coolDownMs === undefined || coolDownMs === 0 ? {} : { coolDownMs }),
  };
}

function formField(field: RequestField): FormField {
  switch (field) {
    case 'm':
    case 'k':
    case 'n':
    case 'budgetSeconds':
    case 'strategies':
      return field;
    case 'density':
      return 'densityPercent';
    case 'alpha':
    case 'beta':
    case 'seed':
    case 'precision':
    case 'threads':
    case 'coolDownMs':
      return 'strategies';
  }
}

function sentence(message: string): string {
  return /[.!?。！？]$/.test(message) ? message : ended(message);
}

/** What the sidebar says of a form: whether it can run, what it costs, and which strategies can take part. */
export function judgeForm(
  form: ProfileForm,
  settings: FormSettings,
  machine: Machine | null,
  availableBytes: number,
): FormVerdict {
  const result = requestBenchmark(form, settings);
  if ('problems' in result) {
    return {
      problems: result.problems,
      summary: '',
      estimate: '',
      runLabel: l10n.t('Run'),
      measurements: 0,
      support: {},
    };
  }
  const { problems, strategies: choices, budgetSeconds } = result.benchmark;
  const measurements = problems.length * choices.length;
  const tooLarge = machine === null ? null : nothingFits(result.benchmark, machine, availableBytes);
  return {
    problems: tooLarge === null ? {} : { memory: tooLarge },
    summary: describeProblems(problems),
    estimate: l10n.t(
      'at most {0}, until ±{1}%',
      formatSeconds(1000 * measurements * budgetSeconds * OVERHEAD),
      Number((settings.precision * 100).toPrecision(3)),
    ),
    runLabel: runLabel(problems, choices.length),
    measurements,
    support: machine === null || problems.length === 0 ? {} : supportOf(form, problems[0], machine),
  };
}

/** Only where nothing fits: the engine says it row by row where some do. */
function nothingFits({ problems, strategies: choices }: Benchmark, machine: Machine, available: number): string | null {
  const refusals = problems.flatMap((problem) => planMemory(problem, choices, machine, available).refusals);
  return refusals.includes(null) ? null : (refusals.at(0) ?? null);
}

function describeProblems(problems: readonly Problem[]): string {
  const flops = problems.map((problem) => problemFlops(problem));
  const bytes = Math.max(...problems.map(operandBytes));
  const definition = problems.some(({ density }) => density < 1) ? '2·nnz·n' : '2·m·n·k';
  const span =
    problems.length === 1
      ? formatFlops(flops[0])
      : l10n.t('{0} to {1}', formatFlops(Math.min(...flops)), formatFlops(Math.max(...flops)));
  return problems.length === 1
    ? l10n.t('{0} ({1}), {2}', span, definition, formatBytes(bytes))
    : l10n.t('{0} ({1}), up to {2}', span, definition, formatBytes(bytes));
}

function runLabel(problems: readonly Problem[], strategyCount: number): string {
  const what = strategyCount === 1 ? l10n.t('1 strategy') : l10n.t('{0} strategies', strategyCount);
  const where = problems.length === 1 ? sizeLabel(problems[0]) : l10n.t('{0} sizes', formatCount(problems.length));
  return l10n.t('Run {0} at {1}', what, where);
}

function supportOf(form: ProfileForm, problem: Problem, machine: Machine): Partial<Record<StrategyId, Support>> {
  const values = new Map(form.strategies.map((strategy) => [strategy.id, strategy.values]));
  return Object.fromEntries(
    strategies.map((strategy) => [strategy.id, strategy.supports(problem, machine, values.get(strategy.id) ?? {})]),
  );
}
