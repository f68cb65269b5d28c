import { isStrategyId, strategyById } from '../core/kernels/registry';
import type { ParameterValue } from '../core/kernels/parameters';
import { PROCESSOR_STRATEGY_IDS, STRATEGY_IDS } from '../core/kernels/strategy';
import type { StrategyId } from '../core/kernels/strategy';
import { suggestion } from '../core/spec/nearestWord';
import { benchmarkFromRequest } from '../core/spec/request';
import type { ProblemRequest, RequestField, RequestProblem } from '../core/spec/request';
import { MAXIMUM_PRECISION, MINIMUM_PRECISION } from '../core/spec/runSpec';
import type { RunSpec, StrategyChoice } from '../core/spec/runSpec';
import { parseNumber } from '../core/spec/sizes';
import { UnusableInput } from './exitCode';
import type { MeasureOptions } from './measureOptions';

/** What `measure` is to run. @throws {UnusableInput} with all that is wrong with the options. */
export function measureSpec(options: MeasureOptions): RunSpec {
  const complaints: string[] = [];
  const sizes = sizesOf(options, complaints);
  const strategies = choicesOf(options, complaints);
  const { dtype, structure, alpha, beta, seed, budget, precision } = options;
  const answer = benchmarkFromRequest({
    ...sizes,
    dtype,
    structure,
    alpha,
    beta,
    seed,
    transposeA: options.transposeA ?? false,
    transposeB: options.transposeB ?? false,
    density: { unit: 'share', text: options.density },
    budgetSeconds: budget,
    precision: precision / 100,
    threads: options.threads ?? null,
    cache: options.cache,
    coolDownMs: options.coolDown,
    strategies,
  });
  if ('problems' in answer) complaints.push(...complaintsOf(answer.problems, options, complaints));
  if ('problems' in answer || complaints.length > 0) throw new UnusableInput('usage', complaints.map(asError));
  return { title: answer.benchmark.name, benchmarks: [answer.benchmark] };
}

/** Stands for a size that is missing, so that the other options are checked all the same. */
const ANY_SIZE = '1';

function sizesOf({ m, k, n, size }: MeasureOptions, complaints: string[]): Pick<ProblemRequest, 'm' | 'k' | 'n'> {
  const sides = Object.entries({ m, k, n });
  if (size !== undefined) {
    if (sides.some(([, text]) => text !== undefined)) complaints.push('give --size, or --m, --k and --n, not both');
    return { m: size, k: null, n: null };
  }
  const missing = sides.flatMap(([side, text]) => (text === undefined ? [`--${side}`] : []));
  if (missing.length === sides.length) {
    complaints.push('give the sizes with --m, --k and --n, or --size for square products');
  } else if (missing.length > 0) {
    const verb = missing.length === 1 ? 'is' : 'are';
    complaints.push(`${missing.join(' and ')} ${verb} missing; --size is for square products`);
  }
  return { m: m ?? ANY_SIZE, k: k ?? ANY_SIZE, n: n ?? ANY_SIZE };
}

function choicesOf({ strategies, set = [] }: MeasureOptions, complaints: string[]): readonly StrategyChoice[] {
  const words = strategies?.split(',').map((word) => word.trim()) ?? PROCESSOR_STRATEGY_IDS;
  const ids = [...new Set(words)].filter((word): word is StrategyId => {
    if (word !== '' && !isStrategyId(word)) complaints.push(unknownStrategy(word));
    return isStrategyId(word);
  });
  if (ids.length === 0 && complaints.length === 0) complaints.push('--strategies is empty; name at least one');
  const settings = set.flatMap((text) => {
    const setting = parseSetting(text, ids);
    if ('problem' in setting) complaints.push(`--set ${text}: ${setting.problem}`);
    return 'problem' in setting ? [] : [setting];
  });
  return ids.map((id) => {
    const own = settings.filter(({ strategy }) => strategy === id);
    return { id, values: Object.fromEntries(own.map(({ parameter, value }) => [parameter, value])) };
  });
}

/** 'there is no strategy "smid"; did you mean "simd"?' */
export function unknownStrategy(word: string): string {
  const meant = suggestion(word, STRATEGY_IDS);
  return `there is no strategy "${word}"${meant === '' ? `; there are ${STRATEGY_IDS.join(', ')}` : meant}`;
}

interface Setting {
  readonly strategy: StrategyId;
  readonly parameter: string;
  readonly value: ParameterValue;
}

/** 'blocked.mc=96'. Whether the parameter exists and takes the value is checked with the request. */
function parseSetting(text: string, chosen: readonly StrategyId[]): Setting | { readonly problem: string } {
  const [, word, parameter, value] = /^([^.=]+)\.([^=]+)=(.+)$/.exec(text) ?? [];
  if (word === undefined || parameter === undefined || value === undefined) {
    return { problem: 'write strategy.parameter=value, as in blocked.mc=96' };
  }
  const strategy = chosen.find((id) => id === word);
  if (strategy === undefined) return { problem: `"${word}" is not among the strategies (${chosen.join(', ')})` };
  const spec = strategyById(strategy).parameters.find(({ id }) => id === parameter);
  return { strategy, parameter, value: spec?.kind === 'integer' ? (parseNumber(value) ?? NaN) : value };
}

/** Problems of the request under the names of the options. */
function complaintsOf(
  problems: readonly RequestProblem[],
  { size }: MeasureOptions,
  before: readonly string[],
): readonly string[] {
  return problems.flatMap(({ field, message }) => {
    // That there is no strategy follows from what was said before.
    if (field === 'strategies') return before.length === 0 ? [message] : [];
    if (field === 'precision') {
      return [`--precision: must be from ${100 * MINIMUM_PRECISION} to ${100 * MAXIMUM_PRECISION} percent`];
    }
    const side = field === 'm' || field === 'k' || field === 'n';
    const option = side && size !== undefined ? '--size' : optionOf(field);
    return [`${option}: ${message.charAt(0).toLowerCase()}${message.slice(1)}`];
  });
}

function optionOf(field: RequestField): string {
  if (field === 'coolDownMs') return '--cool-down';
  return field === 'budgetSeconds' ? '--budget' : `--${field}`;
}

function asError(complaint: string): string {
  return `error: ${complaint}`;
}
