import * as l10n from '@vscode/l10n';
import { formatCount } from '../format';
import { parameterProblem } from '../kernels/parameters';
import type { ParameterValues } from '../kernels/parameters';
import { strategyById } from '../kernels/registry';
import type { CacheMode } from '../measure/measurement';
import type { Dtype, Structure } from '../problem';
import { sizesName } from './benchmarkNames';
import { suggestion } from './nearestWord';
import { countProblems, problemsOf } from './problems';
import { MAXIMUM_BUDGET_SECONDS, MAXIMUM_MEASUREMENTS, MAXIMUM_PRECISION, MAXIMUM_THREADS } from './runSpec';
import { MAXIMUM_COOL_DOWN_MS, MINIMUM_PRECISION } from './runSpec';
import type { Benchmark, StrategyChoice } from './runSpec';
import { parseNumber, parseSizeList } from './sizes';
import { sizesMismatch } from './sizeCombinations';
import type { SizeLists } from './sizeCombinations';

/** One benchmark as a form or a command line asks for it: what is typed is text, what is chosen has a value. */
export interface ProblemRequest {
  /** Left out: the sizes. */
  readonly name?: string;
  /** '512', '64, 128, 256', '64:1024:*2': see `parseSizes`. Lists go together one by one. */
  readonly m: string;
  /** `null`: follows m. */
  readonly k: string | null;
  /** `null`: follows m. */
  readonly n: string | null;
  readonly dtype: Dtype;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly alpha: number;
  readonly beta: number;
  readonly structure: Structure;
  /** '10' or '10%' in percent; '0.1' or '10%' as a share. */
  readonly density: { readonly unit: 'percent' | 'share'; readonly text: string };
  readonly seed: number;
  readonly budgetSeconds: string;
  readonly precision: number;
  /** `null`: all of the machine. */
  readonly threads: number | null;
  /** Warm where it is left out. */
  readonly cache?: CacheMode;
  /** None where it is left out. */
  readonly coolDownMs?: number;
  readonly strategies: readonly StrategyChoice[];
}

export type RequestField =
  | 'm'
  | 'k'
  | 'n'
  | 'alpha'
  | 'beta'
  | 'density'
  | 'seed'
  | 'budgetSeconds'
  | 'precision'
  | 'threads'
  | 'coolDownMs'
  | 'strategies';

export interface RequestProblem {
  readonly field: RequestField;
  /** What is wrong and what to do, without the name of the field. */
  readonly message: string;
}

export type RequestResult = { readonly benchmark: Benchmark } | { readonly problems: readonly RequestProblem[] };

/** Checks a request and multiplies it out. All that is wrong is said at once, at most one problem a field. */
export function benchmarkFromRequest(request: ProblemRequest): RequestResult {
  const problems: RequestProblem[] = [];
  const complain = (field: RequestField, message: string): void => {
    if (!problems.some((problem) => problem.field === field)) problems.push({ field, message });
  };

  const sizes = parseSizeLists(request, complain);
  const density = parseDensity(request.density);
  if ('problem' in density) complain('density', density.problem);
  const budget = parseBudget(request.budgetSeconds);
  if ('problem' in budget) complain('budgetSeconds', budget.problem);
  checkValues(request, complain);
  for (const choice of request.strategies) {
    const message = choiceProblem(choice);
    if (message !== null) complain('strategies', message);
  }
  if (sizes === null || 'problem' in density || 'problem' in budget || problems.length > 0) return { problems };

  const { dtype, transposeA, transposeB, alpha, beta, structure, seed } = request;
  const lists = {
    sizes,
    sweep: 'zip' as const,
    dtypes: [dtype],
    structures: [structure],
    densities: [density.value],
    transposeA,
    transposeB,
    alpha,
    beta,
    seed,
  };
  const strategies = distinctChoices(request.strategies);
  const measurements = countProblems(lists) * strategies.length;
  if (measurements > MAXIMUM_MEASUREMENTS) {
    return { problems: [{ field: 'm', message: tooManyMeasurements(measurements) }] };
  }
  const expanded = problemsOf(lists);
  return {
    benchmark: {
      name: request.name ?? sizesName(expanded),
      problems: expanded,
      strategies,
      budgetSeconds: budget.value,
      precision: request.precision,
      threads: request.threads,
      ...(request.cache === 'cold' ? { cache: request.cache } : {}),
      ...(request.coolDownMs === undefined || request.coolDownMs === 0 ? {} : { coolDownMs: request.coolDownMs }),
    },
  };
}

/** 'asks for 12 000 measurements; …', for forms, files and command lines alike. */
export function tooManyMeasurements(measurements: number): string {
  return l10n.t(
    'This asks for {0} measurements; {1} is the most. Take fewer sizes or strategies',
    formatCount(measurements),
    formatCount(MAXIMUM_MEASUREMENTS),
  );
}

/** Why a strategy's values cannot be used, or `null`. */
export function choiceProblem({ id, values }: StrategyChoice): string | null {
  const { parameters } = strategyById(id);
  for (const [key, value] of Object.entries(values)) {
    const spec = parameters.find((parameter) => parameter.id === key);
    if (spec === undefined) {
      const known = parameters.map((parameter) => parameter.id);
      return l10n.t('{0} has no parameter "{1}"', id, key) + suggestion(key, known);
    }
    const problem = parameterProblem(spec, value);
    if (problem !== undefined) return l10n.t('{0}: {1}', id, problem);
  }
  return null;
}

/** Text that is equal for the same strategy with the same values. */
export function choiceKey({ id, values }: { readonly id: string; readonly values: ParameterValues }): string {
  return JSON.stringify([id, Object.entries(values).sort(([x], [y]) => (x < y ? -1 : 1))]);
}

function distinctChoices(choices: readonly StrategyChoice[]): readonly StrategyChoice[] {
  return [...new Map(choices.map((choice) => [choiceKey(choice), choice])).values()];
}

function parseSizeLists(
  request: ProblemRequest,
  complain: (field: RequestField, message: string) => void,
): SizeLists | null {
  const list = (field: 'm' | 'k' | 'n', text: string): readonly number[] | null => {
    const result = parseSizeList(text);
    if ('sizes' in result) return result.sizes;
    complain(field, result.problem);
    return null;
  };
  const m = list('m', request.m);
  const k = request.k === null ? m : list('k', request.k);
  const n = request.n === null ? m : list('n', request.n);
  if (m === null || k === null || n === null) return null;
  const mismatch = sizesMismatch({ m, k, n });
  if (mismatch === null) return { m, k, n };
  complain(mismatch.field, mismatch.problem);
  return null;
}

function checkValues(
  { alpha, beta, seed, precision, threads, coolDownMs = 0, strategies }: ProblemRequest,
  complain: (field: RequestField, message: string) => void,
): void {
  if (!Number.isFinite(alpha)) complain('alpha', l10n.t('Must be a finite number'));
  if (!Number.isFinite(beta)) complain('beta', l10n.t('Must be a finite number'));
  if (!Number.isSafeInteger(seed) || seed < 0) complain('seed', l10n.t('Must be a whole number, 0 or more'));
  if (!(precision >= MINIMUM_PRECISION && precision <= MAXIMUM_PRECISION)) {
    complain('precision', l10n.t('Must be from {0} to {1}', MINIMUM_PRECISION, MAXIMUM_PRECISION));
  }
  if (threads !== null && !(Number.isInteger(threads) && threads >= 1 && threads <= MAXIMUM_THREADS)) {
    complain('threads', l10n.t('Must be a whole number from 1 to {0}', MAXIMUM_THREADS));
  }
  if (!(coolDownMs >= 0 && coolDownMs <= MAXIMUM_COOL_DOWN_MS)) {
    complain('coolDownMs', l10n.t('Must be from 0 to {0} milliseconds', MAXIMUM_COOL_DOWN_MS));
  }
  if (strategies.length === 0) complain('strategies', l10n.t('Choose at least one strategy'));
}

type NumberResult = { readonly value: number } | { readonly problem: string };

function parseDensity({ unit, text }: ProblemRequest['density']): NumberResult {
  const trimmed = text.trim();
  const percent = unit === 'percent' || trimmed.endsWith('%');
  const number = parseNumber(trimmed.replace(/\s*%$/, ''));
  if (trimmed === '') {
    return {
      problem: percent
        ? l10n.t('Enter a density above 0 and at most 100, in percent')
        : l10n.t('Enter a density above 0 and at most 1'),
    };
  }
  if (number === null) {
    return {
      problem: percent
        ? l10n.t('"{0}" is not a number; enter a density above 0 and at most 100, in percent', trimmed)
        : l10n.t('"{0}" is not a number; enter a density above 0 and at most 1', trimmed),
    };
  }
  const value = percent ? number / 100 : number;
  if (value > 0 && value <= 1) return { value };
  return {
    problem: percent
      ? l10n.t('"{0}" must be above 0 and at most 100, in percent', trimmed)
      : l10n.t('"{0}" must be above 0 and at most 1', trimmed),
  };
}

function parseBudget(text: string): NumberResult {
  const trimmed = text.trim();
  if (trimmed === '') return { problem: l10n.t('Enter seconds, above 0 and at most {0}', MAXIMUM_BUDGET_SECONDS) };
  const value = parseNumber(trimmed.replace(/\s*s$/, ''));
  if (value === null) return { problem: l10n.t('"{0}" is not a number of seconds', trimmed) };
  return value > 0 && value <= MAXIMUM_BUDGET_SECONDS
    ? { value }
    : { problem: l10n.t('"{0}" must be above 0 and at most {1} seconds', trimmed, MAXIMUM_BUDGET_SECONDS) };
}
