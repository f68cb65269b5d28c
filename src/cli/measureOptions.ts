import { InvalidArgumentError, Option } from 'commander';
import type { Command } from 'commander';
import { CACHE_MODES } from '../core/measure/measurement';
import type { CacheMode } from '../core/measure/measurement';
import { DTYPES, STRUCTURES } from '../core/problem';
import type { Dtype, Structure } from '../core/problem';
import { DEFAULT_BUDGET_SECONDS, DEFAULT_PRECISION } from '../core/spec/runSpec';
import { parseNumber } from '../core/spec/sizes';

/** The options of `measure` as commander reads them. */
export interface MeasureOptions {
  readonly m?: string;
  readonly k?: string;
  readonly n?: string;
  readonly size?: string;
  readonly dtype: Dtype;
  readonly density: string;
  readonly structure: Structure;
  readonly transposeA?: true;
  readonly transposeB?: true;
  readonly alpha: number;
  readonly beta: number;
  readonly strategies?: string;
  readonly set?: readonly string[];
  readonly threads?: number;
  readonly budget: string;
  /** In percent. */
  readonly precision: number;
  readonly cache: CacheMode;
  /** In milliseconds. */
  readonly coolDown: number;
  readonly seed: number;
  readonly json?: string;
  readonly report?: readonly string[];
}

/** Declares the options of `measure`. */
export function addMeasureOptions(command: Command): Command {
  return addProblemOptions(command)
    .option('--strategies <ids>', 'strategies, separated by commas; all when left out')
    .option('--set <strategy.parameter=value>', 'set a parameter; can be given several times', gather);
}

/** Declares what `measure` and `tune` have in common: the problem, and how it is sampled. */
export function addProblemOptions(command: Command): Command {
  return addOperandOptions(command)
    .option('--budget <seconds>', 'time for one strategy at one size', String(DEFAULT_BUDGET_SECONDS))
    .option(
      '--precision <percent>',
      'how well a time is to be known: ± of the median',
      toNumber,
      100 * DEFAULT_PRECISION,
    )
    .addOption(
      new Option('--cache <mode>', 'where operands lie before a run: in caches, or in memory alone')
        .choices(CACHE_MODES)
        .default('warm'),
    )
    .option('--cool-down <ms>', 'rest before each sample', toNumber, 0)
    .option('--seed <number>', 'seed of the elements', toNumber, 1);
}

/** Declares what says which product it is, but for its elements, and how many threads may work on it. */
export function addOperandOptions(command: Command): Command {
  return command
    .option('--m <sizes>', 'rows of op(A) and of C')
    .option('--k <sizes>', 'columns of op(A), rows of op(B)')
    .option('--n <sizes>', 'columns of op(B) and of C')
    .option('--size <sizes>', 'm, k and n alike: square products')
    .addOption(new Option('--dtype <type>', 'element type').choices(DTYPES).default('f32'))
    .option('--density <share>', 'share of op(A) that is nonzero, above 0 and at most 1', '1')
    .addOption(new Option('--structure <name>', 'how the nonzeros lie').choices(STRUCTURES).default('uniform'))
    .option('--transpose-a', 'A is stored as k×m and used transposed')
    .option('--transpose-b', 'B is stored as n×k and used transposed')
    .option('--alpha <number>', 'factor of the product', toNumber, 1)
    .option('--beta <number>', 'factor of the C that is there before', toNumber, 0)
    .option('--threads <count>', 'threads at most; all of the machine when left out', toNumber);
}

/** Collects an option that can be given several times. */
export function gather(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

/** Reads an option that is a number. @throws {InvalidArgumentError} */
export function toNumber(text: string): number {
  const value = parseNumber(text.trim());
  if (value === null) throw new InvalidArgumentError('It must be a number.');
  return value;
}
