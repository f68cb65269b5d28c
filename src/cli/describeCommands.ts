import { strategyDescriptions } from '../core/kernels/registry';
import { version } from '../../package.json';
import { withEngine } from './engineSession';
import { EXIT } from './exitCode';
import type { ExitCode } from './exitCode';
import { checkJsonTarget, writeJson } from './fileOutput';
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

/** `machine`: what there is to compute with. */
export async function machineCommand({ json }: DescribeOptions, terminal: Terminal): Promise<ExitCode> {
  await checkJsonTarget(json);
  const description = await withEngine(terminal, describeEngine);
  const { machine } = description;
  const versions = { ...description.versions, extension: version };
  if (json !== undefined) await writeJson(json, { schema: 'matmul-profiler/machine@1', machine, versions }, terminal);
  if (json !== '-') await terminal.print(machineReport(machine, versions));
  return EXIT.done;
}
