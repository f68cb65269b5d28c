import { Option } from 'commander';
import type { Command } from 'commander';
import { DTYPES } from '../core/problem';
import type { Dtype } from '../core/problem';
import { CROSSOVER_BUDGET_SECONDS, CROSSOVER_KINDS, CROSSOVER_SIZE } from '../core/spec/crossoverSpec';
import { toNumber } from './measureOptions';

/** The options of `crossover` as commander reads them. */
export interface CrossoverOptions {
  readonly dtype: Dtype;
  readonly size: number;
  readonly from?: number;
  readonly to?: number;
  readonly budget: string;
  readonly json?: string;
  readonly report?: readonly string[];
}

/** Declares the options of `crossover`. */
export function addCrossoverOptions(command: Command): Command {
  return command
    .argument('[kind...]', `${CROSSOVER_KINDS.join(', ')}; all when left out`)
    .addOption(new Option('--dtype <type>', 'element type').choices(DTYPES).default('f32'))
    .option('--size <side>', 'side of the matrices where the density is varied', toNumber, CROSSOVER_SIZE)
    .option('--from <position>', 'lower end of the search, a density or a size', toNumber)
    .option('--to <position>', 'upper end of the search', toNumber)
    .option('--budget <seconds>', 'time for one strategy at one point', String(CROSSOVER_BUDGET_SECONDS));
}
