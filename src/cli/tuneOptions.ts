import { Option } from 'commander';
import type { Command } from 'commander';
import { addProblemOptions } from './measureOptions';
import type { MeasureOptions } from './measureOptions';

/** The options of `tune` as commander reads them. */
export interface TuneOptions extends Omit<MeasureOptions, 'strategies' | 'set'> {
  readonly strategy: string;
  readonly grid?: readonly string[];
  readonly keep?: true;
  readonly forget?: true;
}

/** Declares the options of `tune`. */
export function addTuneOptions(command: Command): Command {
  return addProblemOptions(command.requiredOption('--strategy <id>', 'the strategy to tune'))
    .option('--grid <parameter=values...>', 'one or two parameters with their values, as in mr=4,5,6 nr=8,16')
    .addOption(
      new Option('--keep', "keep the best point as this machine's default, if it beats the default").conflicts(
        'forget',
      ),
    )
    .option('--forget', 'forget what is kept for the strategy and --dtype, and measure nothing');
}
