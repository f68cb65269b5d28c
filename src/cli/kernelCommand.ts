import { LOOK_FOR_NOTHING } from '../shared/engineProtocol';
import type { Command } from 'commander';
import { isStrategyId } from '../core/kernels/registry';
import { DEFAULT_BUDGET_SECONDS, DEFAULT_PRECISION } from '../core/spec/runSpec';
import type { KernelRequest } from '../shared/engineProtocol';
import { aborted } from './cancellation';
import { withEngine } from './engineSession';
import { CancelledEarly, EXIT, UnusableInput } from './exitCode';
import type { ExitCode } from './exitCode';
import { checkJsonTarget, writeJson } from './fileOutput';
import { addOperandOptions, gather } from './measureOptions';
import type { MeasureOptions } from './measureOptions';
import { measureSpec, unknownStrategy } from './measureSpec';
import { describeEngine } from './takeRun';
import type { Terminal } from './terminal';

/** The options of `kernel` as commander reads them. */
export interface KernelOptions extends Omit<MeasureOptions, 'strategies' | 'budget' | 'precision' | 'seed'> {
  readonly strategy: string;
}

/** Declares the options of `kernel`. */
export function addKernelOptions(command: Command): Command {
  return addOperandOptions(command.requiredOption('--strategy <id>', 'the strategy whose kernel is shown')).option(
    '--set <parameter=value>',
    'set a parameter; can be given several times',
    gather,
  );
}

/** `kernel`: shows the code of the kernel that would run here. */
export async function kernelCommand(options: KernelOptions, terminal: Terminal): Promise<ExitCode> {
  const { json } = options;
  const request = kernelRequestOf(options);
  await checkJsonTarget(json);
  const kernel = await withEngine(terminal, async (session) => {
    await describeEngine(session, LOOK_FOR_NOTHING);
    return Promise.race([session.client.kernel(request), aborted(session.signal)]);
  });
  if (kernel === 'aborted') throw new CancelledEarly();
  if (kernel.state === 'none') throw new UnusableInput('input', [`error: ${kernel.reason}`]);
  if (json !== undefined) {
    const { title, language, parameters, modules, text } = kernel;
    const { choice, problem } = request;
    const asked = { schema: 'matmul-profiler/kernel@1', strategy: choice.id, problem };
    await writeJson(json, { ...asked, parameters, title, language, modules, text }, terminal);
  }
  if (json !== '-') await terminal.print(kernel.text.trimEnd());
  return EXIT.done;
}

/** What is to be shown. @throws {UnusableInput} with all that is wrong with the options. */
export function kernelRequestOf(options: KernelOptions): KernelRequest {
  const { strategy } = options;
  if (!isStrategyId(strategy)) throw new UnusableInput('usage', [`error: --strategy: ${unknownStrategy(strategy)}`]);
  const { benchmarks } = measureSpec({
    ...options,
    strategies: strategy,
    // The strategy is named once; who writes it twice, as for `measure`, is understood.
    set: (options.set ?? []).map((text) => (text.startsWith(`${strategy}.`) ? text : `${strategy}.${text}`)),
    budget: String(DEFAULT_BUDGET_SECONDS),
    precision: 100 * DEFAULT_PRECISION,
    seed: 1,
  });
  const [{ problems, strategies, threads }] = benchmarks;
  if (problems.length !== 1) throw new UnusableInput('usage', ['error: a kernel is shown for one size; give one']);
  return { choice: strategies[0], problem: problems[0], threads, measured: null, wraps: false };
}
