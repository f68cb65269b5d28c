import { Option } from 'commander';
import type { Command } from 'commander';
import { isStrategyId } from '../core/kernels/registry';
import { isWithinNominalRate } from '../core/model/nullTestText';
import { DEFAULT_NULL_TEST } from '../core/spec/nullTestSpec';
import type { NullTestPlan } from '../core/spec/nullTestSpec';
import { MAXIMUM_BUDGET_SECONDS } from '../core/spec/runSpec';
import { MAXIMUM_SIZE, parseNumber } from '../core/spec/sizes';
import { dataFolder } from '../shared/dataFolder';
import { NullTestError, runNullTest } from '../shared/nullTestRun';
import { NullTestStore } from '../shared/nullTestStore';
import { withEngine } from './engineSession';
import { EXIT, UnusableInput } from './exitCode';
import type { ExitCode } from './exitCode';
import { checkJsonTarget, writeJson } from './fileOutput';
import { unknownStrategy } from './measureSpec';
import { progressDisplay } from './progressBar';
import { nullTestReport } from './render/nullTestReport';
import type { Terminal } from './terminal';

/** The options of `nulltest` as commander reads them. */
export interface NullTestOptions {
  readonly strategy: string;
  readonly size: string;
  readonly comparisons: string;
  readonly slow: string;
  readonly slowComparisons: string;
  readonly budget: string;
  readonly runs: string;
  readonly json?: string;
}

/** Declares the options of `nulltest`. */
export function addNullTestOptions(command: Command): Command {
  const { strategy, size, comparisons, slow, slowComparisons, budgetSeconds, runs } = DEFAULT_NULL_TEST;
  return command
    .addOption(new Option('--strategy <id>', 'the strategy that is compared with itself').default(strategy))
    .option('--size <size>', 'm, k and n', String(size))
    .option('--comparisons <count>', 'comparisons of the strategy with itself', String(comparisons))
    .option(
      '--slow <percents>',
      'shares by which it is slowed for the rate of detection; 0 for none',
      slow.map((share) => 100 * share).join(','),
    )
    .option('--slow-comparisons <count>', 'comparisons with each of these', String(slowComparisons))
    .option('--budget <seconds>', 'time for the samples of each of the two', String(budgetSeconds))
    .option(
      '--runs <count>',
      'processes in which every strategy is measured, for how far two runs lie apart; 0 for none',
      String(runs),
    );
}

/** `nulltest`: how often this tool is wrong on this machine, as it is now, and how often it sees what is there. */
export async function nullTestCommand(options: NullTestOptions, terminal: Terminal): Promise<ExitCode> {
  const plan = nullTestPlan(options);
  const { json } = options;
  await checkJsonTarget(json);
  const total = plan.comparisons + plan.slow.length * plan.slowComparisons + plan.runs;
  const progress = progressDisplay(terminal, total);
  try {
    const answer = await withEngine(terminal, ({ client, restartEngine, signal }) =>
      runNullTest(
        plan,
        { describe: () => client.describe(), run: (...request) => client.run(...request), restart: restartEngine },
        ({ done, elapsedMs }) => {
          const fraction = done / total;
          const remainingMs = elapsedMs / fraction - elapsedMs;
          const text = `null test, step ${done} of ${total}`;
          progress.show({
            rows: [],
            row: null,
            text,
            rowsDone: done,
            rowsTotal: total,
            fraction,
            elapsedMs,
            remainingMs,
          });
        },
        signal,
      ),
    );
    progress.stop();
    await new NullTestStore(dataFolder()).keep(answer);
    if (json !== undefined) await writeJson(json, answer, terminal);
    if (json !== '-') await terminal.print(nullTestReport(answer, terminal.ink));
    if (!answer.isComplete) return EXIT.cancelled;
    return isWithinNominalRate(answer) ? EXIT.done : EXIT.failed;
  } catch (error) {
    if (error instanceof NullTestError) throw new UnusableInput('input', [`error: ${error.message}`]);
    throw error;
  } finally {
    progress.stop();
  }
}

/** @throws {UnusableInput} */
export function nullTestPlan(options: Omit<NullTestOptions, 'json'>): NullTestPlan {
  const complaints: string[] = [];
  const whole = (name: string, text: string, least: number, most: number): number => {
    const value = parseNumber(text.trim());
    if (value !== null && Number.isInteger(value) && value >= least && value <= most) return value;
    complaints.push(`error: --${name}: must be a whole number from ${least} to ${most}`);
    return least;
  };
  const { strategy } = options;
  if (!isStrategyId(strategy)) throw new UnusableInput('usage', [`error: ${unknownStrategy(strategy)}`]);
  const budgetSeconds = parseNumber(options.budget.trim()) ?? NaN;
  if (!(budgetSeconds > 0 && budgetSeconds <= MAXIMUM_BUDGET_SECONDS)) {
    complaints.push(`error: --budget: must be above 0 and at most ${MAXIMUM_BUDGET_SECONDS} seconds`);
  }
  const percents = options.slow.split(',').map((text) => parseNumber(text.trim().replace(/%$/, '')) ?? NaN);
  if (!percents.every((percent) => percent >= 0 && percent <= MOST_SLOWED_PERCENT)) {
    complaints.push(`error: --slow: must be percents from 0 to ${MOST_SLOWED_PERCENT}, as in 2,5`);
  }
  const plan = {
    strategy,
    size: whole('size', options.size, 1, MAXIMUM_SIZE),
    comparisons: whole('comparisons', options.comparisons, 1, MOST_COMPARISONS),
    slow: [...new Set(percents)].filter((percent) => percent > 0).map((percent) => percent / 100),
    slowComparisons: whole('slow-comparisons', options.slowComparisons, 1, MOST_COMPARISONS),
    budgetSeconds,
    runs: whole('runs', options.runs, 0, MOST_RUNS),
  };
  if (complaints.length > 0) throw new UnusableInput('usage', complaints);
  return plan;
}

const MOST_COMPARISONS = 10_000;
const MOST_RUNS = 1000;
const MOST_SLOWED_PERCENT = 1000;
