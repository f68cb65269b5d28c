import * as l10n from '@vscode/l10n';
import { processorStrategies } from '../kernels/registry';
import type { BenchmarkInput, SizesInput, StrategyInput } from './benchmarkFileSchema';
import type { Expectation } from '../measure/expectation';
import { expectationOf } from './expectationSchema';
import { countProblems, problemsOf } from './problems';
import type { ProblemLists } from './problems';
import { choiceKey, tooManyMeasurements } from './request';
import { MAXIMUM_MEASUREMENTS } from './runSpec';
import type { Benchmark, StrategyChoice } from './runSpec';
import { sizesMismatch } from './sizeCombinations';
import type { SizeLists } from './sizeCombinations';
import { sizesOfRange } from './sizes';
import type { JsonPath, SpecIssue } from './specDiagnostic';

/** A benchmark that was multiplied out, or `null` where an issue is an error. */
export interface ExpandedBenchmark {
  readonly benchmark: Benchmark | null;
  /** Paths begin at the benchmark. */
  readonly issues: readonly SpecIssue[];
}

/** Multiplies out what a file says of one benchmark, and checks that its values fit each other. */
export function benchmarkFromInput(input: BenchmarkInput): ExpandedBenchmark {
  const issues: SpecIssue[] = [];
  const sizes = sizeLists(input, issues);
  const strategies = (input.strategies ?? processorStrategies.map(({ id }) => id)).map(choiceOf);
  issues.push(...repeatedChoices(strategies));
  const expect = (input.expect ?? []).map(expectationOf);
  issues.push(...expect.flatMap((each, index) => absentStrategies(each, index, strategies)));
  if (sizes === null) return { benchmark: null, issues };

  const lists: ProblemLists = {
    sizes,
    sweep: input.sweep,
    dtypes: asList(input.dtype),
    structures: asList(input.structure),
    densities: asList(input.density),
    transposeA: input.transposeA,
    transposeB: input.transposeB,
    alpha: input.alpha,
    beta: input.beta,
    seed: input.seed,
  };
  issues.push(...withoutEffect(input, lists));
  const measurements = countProblems(lists) * strategies.length;
  if (measurements > MAXIMUM_MEASUREMENTS) {
    issues.push({ path: [], at: 'object', severity: 'error', message: tooManyMeasurements(measurements) });
  }
  if (issues.some(({ severity }) => severity === 'error')) return { benchmark: null, issues };
  const benchmark = {
    name: input.name,
    problems: problemsOf(lists),
    strategies,
    budgetSeconds: input.budget,
    precision: input.precision,
    threads: input.threads ?? null,
    ...(input.cache === 'warm' ? {} : { cache: input.cache }),
    ...(input.coolDown === 0 ? {} : { coolDownMs: input.coolDown }),
    ...(expect.length === 0 ? {} : { expect }),
  };
  return { benchmark, issues };
}

const SIDES = ['m', 'k', 'n'] as const;

function sizeLists(input: BenchmarkInput, issues: SpecIssue[]): SizeLists | null {
  const given = SIDES.filter((side) => input[side] !== undefined);
  if (input.size !== undefined) {
    for (const side of given) {
      const message = l10n.t('"size" stands for m, k and n already; leave out "{0}", or "size"', side);
      issues.push(error([side], 'key', message));
    }
    const sizes = sizesOf(input.size, 'size', issues);
    return sizes === null ? null : { m: sizes, k: sizes, n: sizes };
  }
  if (given.length < SIDES.length) issues.push(error([], 'object', missingSides(given)));
  const m = input.m === undefined ? null : sizesOf(input.m, 'm', issues);
  const k = input.k === undefined ? null : sizesOf(input.k, 'k', issues);
  const n = input.n === undefined ? null : sizesOf(input.n, 'n', issues);
  if (m === null || k === null || n === null) return null;
  const mismatch = input.sweep === 'zip' ? sizesMismatch({ m, k, n }) : null;
  if (mismatch === null) return { m, k, n };
  const message = l10n.t('{0}, or set "sweep" to "product"', mismatch.problem);
  issues.push(error([mismatch.field], 'value', message));
  return null;
}

function missingSides(given: readonly string[]): string {
  if (given.length === 0) return l10n.t('The sizes are missing; give "size" for square products, or "m", "k" and "n"');
  const [first = '', second] = SIDES.filter((side) => !given.includes(side));
  return second === undefined
    ? l10n.t('"{0}" is missing; a product has "m", "k" and "n"', first)
    : l10n.t('"{0}" and "{1}" are missing; a product has "m", "k" and "n"', first, second);
}

function sizesOf(input: SizesInput, key: string, issues: SpecIssue[]): readonly number[] | null {
  if (typeof input === 'number') return [input];
  if (Array.isArray(input)) return input;
  const { from, to, step, factor } = input;
  if (step === undefined && factor === undefined) {
    issues.push(error([key], 'value', l10n.t('A range needs a "step" or a "factor"')));
    return null;
  }
  if (step !== undefined && factor !== undefined) {
    issues.push(error([key, 'factor'], 'key', l10n.t('A range has a "step" or a "factor", not both')));
    return null;
  }
  const result = sizesOfRange({ from, to, by: step === undefined ? { factor: factor ?? NaN } : { step } });
  if ('sizes' in result) return result.sizes;
  issues.push(error([key, result.part], 'value', result.problem(`"${result.part}"`)));
  return null;
}

/** Keys that were set for nothing. */
function withoutEffect(input: BenchmarkInput, { structures, densities }: ProblemLists): readonly SpecIssue[] {
  const warnings: SpecIssue[] = [];
  if (structures.some((structure) => structure !== 'uniform') && densities.every((density) => density === 1)) {
    const message = l10n.t('"structure" has no effect at density 1, where A is dense; set "density" below 1');
    warnings.push({ path: ['structure'], at: 'key', severity: 'warning', message });
  }
  if (input.size !== undefined && input.sweep !== 'zip') {
    const message = l10n.t('"sweep" has no effect with "size"; give "m", "k" and "n" instead');
    warnings.push({ path: ['sweep'], at: 'key', severity: 'warning', message });
  }
  return warnings;
}

function repeatedChoices(choices: readonly StrategyChoice[]): readonly SpecIssue[] {
  const seen = new Set<string>();
  return choices.flatMap((choice, index) => {
    const key = choiceKey(choice);
    if (seen.has(key)) {
      const message = l10n.t('{0} is listed twice with the same parameters', choice.id);
      return [error(['strategies', index], 'value', message)];
    }
    seen.add(key);
    return [];
  });
}

/** Strategies that are expected something of and not measured. */
function absentStrategies(
  expectation: Expectation,
  index: number,
  strategies: readonly StrategyChoice[],
): readonly SpecIssue[] {
  const named: readonly (readonly [key: string, id: string])[] =
    expectation.kind === 'faster than'
      ? [
          ['strategy', expectation.strategy],
          ['fasterThan', expectation.than],
        ]
      : [['strategy', expectation.strategy]];
  return named
    .filter(([, id]) => !strategies.some((choice) => choice.id === id))
    .map(([key, id]) => {
      const message = l10n.t('{0} is not among the strategies of this benchmark', id);
      return error(['expect', index, key], 'value', message);
    });
}

export function choiceOf(input: StrategyInput): StrategyChoice {
  if (typeof input === 'string') return { id: input, values: {} };
  const { id, ...values } = input;
  return { id, values };
}

function asList<T extends string | number>(value: T | readonly T[]): readonly T[] {
  return typeof value === 'object' ? value : [value];
}

function error(path: JsonPath, at: SpecIssue['at'], message: string): SpecIssue {
  return { path, at, severity: 'error', message };
}
