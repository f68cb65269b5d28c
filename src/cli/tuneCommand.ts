import { isStrategyId, strategyById } from '../core/kernels/registry';
import type { StrategyId } from '../core/kernels/strategy';
import type { Run } from '../core/measure/measurement';
import { pointText } from '../core/measure/tuning';
import type { TuningAxis } from '../core/measure/tuning';
import { tunedDefaultOf } from '../core/model/keptTuning';
import type { RunSpec } from '../core/spec/runSpec';
import { tunedKeyOf } from '../core/spec/tunedDefaults';
import { tuningSpec } from '../core/spec/tuningSpec';
import { parseGrid } from '../core/spec/tuning';
import { withEngine } from './engineSession';
import type { EngineSession } from './engineSession';
import { EXIT, UnusableInput } from './exitCode';
import type { ExitCode } from './exitCode';
import { checkJsonTarget, writeJson } from './fileOutput';
import { measureSpec, unknownStrategy } from './measureSpec';
import { tuneReport } from './render/tuneReport';
import { reportFiles } from './reportFiles';
import { showRun, takeWithProgress } from './reportRun';
import { describeEngine } from './takeRun';
import type { Terminal } from './terminal';
import type { TuneOptions } from './tuneOptions';

/** `tune`: measures a grid, shows it as a map with a sentence, keeps the best point where asked. */
export async function tuneCommand(options: TuneOptions, terminal: Terminal): Promise<ExitCode> {
  const strategy = strategyOf(options);
  if (options.forget === true) return withEngine(terminal, (session) => forget(strategy, options, session, terminal));
  const { json, report } = options;
  const axes = axesOf(strategy, options);
  const request = measureSpec({ ...options, strategies: strategy });
  await checkJsonTarget(json);
  const files = await reportFiles(report);
  const run = await withEngine(terminal, async (session) => {
    const spec = await specFor(strategy, axes, request, session);
    const taken = await takeWithProgress(spec, session, terminal);
    if (options.keep === true) await keep(taken, session);
    return taken;
  });
  return showRun(run, { json, files }, tuneReport, terminal);
}

function strategyOf({ strategy }: TuneOptions): StrategyId {
  if (!isStrategyId(strategy)) throw new UnusableInput('usage', [`error: --strategy: ${unknownStrategy(strategy)}`]);
  return strategy;
}

function axesOf(strategy: StrategyId, { grid = [] }: TuneOptions): readonly TuningAxis[] {
  const result = parseGrid(strategyById(strategy), grid);
  if ('problem' in result) throw new UnusableInput('usage', [`error: --grid: ${result.problem}`]);
  return result.axes;
}

/** @throws {UnusableInput} */
async function specFor(
  strategy: StrategyId,
  axes: readonly TuningAxis[],
  request: RunSpec,
  session: EngineSession,
): Promise<RunSpec> {
  // What the engine has to say of itself is said when the run is taken.
  const { machine } = await describeEngine({ ...session, note: () => undefined });
  const [benchmark] = request.benchmarks;
  const result = tuningSpec(strategy, axes, benchmark, machine);
  if ('problem' in result) throw new UnusableInput('input', [`error: ${result.problem}`]);
  return result.spec;
}

async function keep(run: Run, { tuned, note }: EngineSession): Promise<void> {
  const found = tunedDefaultOf(run, new Date());
  if (found === null) {
    note('Nothing was kept: no point was found to be faster than the default.');
    return;
  }
  await tuned.keep(found);
  note(
    `Kept: ${pointText(found.values)} is now the default of ${found.strategy} for ${found.dtype} on this machine; --forget undoes it.`,
  );
}

async function forget(
  strategy: StrategyId,
  { dtype, json }: TuneOptions,
  session: EngineSession,
  terminal: Terminal,
): Promise<ExitCode> {
  const { machine } = await describeEngine(session);
  const key = tunedKeyOf(machine, strategy, dtype);
  const forgotten = await session.tuned.forget(key);
  const what = `${strategy} for ${dtype} on this machine`;
  if (json !== undefined) await writeJson(json, { schema: 'matmul-profiler/forgotten@1', ...key, forgotten }, terminal);
  if (json !== '-') {
    await terminal.print(
      forgotten ? `Forgotten: ${what} has its built-in default again.` : `Nothing is kept for ${what}.`,
    );
  }
  return EXIT.done;
}
