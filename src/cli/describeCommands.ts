import { strategyDescriptions } from '../core/kernels/registry';
import { version } from '../../package.json';
import { withEngine } from './engineSession';
import type { EngineSession } from './engineSession';
import { CancelledEarly, EXIT } from './exitCode';
import type { ExitCode } from './exitCode';
import { checkJsonTarget, writeJson } from './fileOutput';
import { progressDisplay } from './progressBar';
import { machineReport } from './render/machineReport';
import { strategiesReport } from './render/strategiesReport';
import type { StrategyHere } from './render/strategiesReport';
import { describeEngine } from './takeRun';
import type { Terminal } from './terminal';

export interface DescribeOptions {
  readonly json?: string | undefined;
}

/** `strategies`: what can run here, and why not. */
export async function strategiesCommand({ json }: DescribeOptions, terminal: Terminal): Promise<ExitCode> {
  await checkJsonTarget(json);
  const description = await withEngine(terminal, describeEngine);
  const strategies = strategyDescriptions.flatMap((strategy): StrategyHere[] => {
    const here = description.strategies.find(({ id }) => id === strategy.id);
    return here === undefined ? [] : [{ ...strategy, support: here.support }];
  });
  if (json !== undefined) await writeJson(json, { schema: 'matmul-profiler/strategies@1', strategies }, terminal);
  if (json !== '-') await terminal.print(strategiesReport(strategies, terminal));
  return EXIT.done;
}

export interface MachineOptions extends DescribeOptions {
  /** Measure the peaks first. */
  readonly measure?: boolean;
}

/** `machine`: what there is to compute with. */
export async function machineCommand({ json, measure }: MachineOptions, terminal: Terminal): Promise<ExitCode> {
  await checkJsonTarget(json);
  const description = await withEngine(terminal, async (session) => {
    if (measure === true) await measureMachine(session, terminal);
    return describeEngine(session);
  });
  const { machine } = description;
  const versions = { ...description.versions, extension: version };
  if (json !== undefined) await writeJson(json, { schema: 'matmul-profiler/machine@1', machine, versions }, terminal);
  if (json !== '-') await terminal.print(machineReport(machine, versions));
  return EXIT.done;
}

/** @throws {CancelledEarly} */
async function measureMachine({ client, signal }: EngineSession, terminal: Terminal): Promise<void> {
  const progress = progressDisplay(terminal, null);
  try {
    const state = await client.measureMachine(({ text, fraction }) => {
      progress.show({ text, fraction, rowsDone: null });
    }, signal);
    if (state === 'cancelled') throw new CancelledEarly();
  } finally {
    progress.stop();
  }
}
