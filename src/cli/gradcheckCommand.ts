import { isGpuStrategy } from '../core/kernels/strategy';
import type { GradientCheck } from '../core/mlp/gradientCheck';
import { withEngine } from './engineSession';
import { CancelledEarly, EXIT, UnusableInput } from './exitCode';
import type { ExitCode } from './exitCode';
import { checkJsonTarget, writeJson } from './fileOutput';
import { checkReport } from './render/trainReport';
import { describeEngine } from './takeRun';
import type { Terminal } from './terminal';
import { answerTo } from './trainCommand';
import { hiddenSizesOf, networkOf, strategiesOf, threadsOf, whole } from './trainOptions';
import type { NetworkOptions } from './trainOptions';

export interface GradcheckOptions extends NetworkOptions {
  readonly inputs: string;
  readonly classes: string;
}

/** `gradcheck`: whether a network's gradients are right, as its strategies compute them. */
export async function gradcheckCommand(options: GradcheckOptions, terminal: Terminal): Promise<ExitCode> {
  const complaints: string[] = [];
  const sizes = [
    whole('inputs', options.inputs, 1, 65_536, complaints),
    ...hiddenSizesOf(options, complaints),
    whole('classes', options.classes, 1, 4096, complaints),
  ];
  const strategies = strategiesOf(options, complaints);
  const plan = {
    network: { ...networkOf(options, complaints), sizes },
    strategies,
    mistakes: options.mistake ?? [],
    seed: whole('seed', options.seed, 0, Number.MAX_SAFE_INTEGER, complaints),
  };
  const threads = threadsOf(options, complaints);
  if (complaints.length > 0) throw new UnusableInput('usage', complaints);
  const { json } = options;
  await checkJsonTarget(json);
  let check: GradientCheck;
  try {
    check = await withEngine(terminal, async (session) => {
      const ids = [strategies.all, ...Object.values(strategies.products)].map(({ id }) => id);
      await describeEngine(session, { blas: ids.includes('blas'), gpu: ids.some(isGpuStrategy) });
      try {
        return await session.trainer.checkGradients(plan, threads, session.signal);
      } catch (error) {
        if (session.signal.aborted) throw new CancelledEarly();
        throw error;
      }
    });
  } catch (error) {
    return answerTo(error, terminal);
  }
  if (json !== undefined) await writeJson(json, { schema: 'matmul-profiler/gradcheck@1', ...plan, ...check }, terminal);
  if (json !== '-') await terminal.print(checkReport(plan.network, check, plan.mistakes, terminal));
  return check.passed ? EXIT.done : EXIT.failed;
}
