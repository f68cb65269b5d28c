import * as l10n from '@vscode/l10n';
import { CancellationTokenSource, ResponseError } from 'vscode-jsonrpc/node';
import type { CancellationToken } from 'vscode-jsonrpc/node';
import { isGpuStrategy } from '../core/kernels/strategy';
import type { GpuStrategyId } from '../core/kernels/strategy';
import { strategyById } from '../core/kernels/registry';
import type { Machine } from '../core/machine';
import type { Inspection } from '../core/matrix/maps/productMaps';
import { planMemory } from '../core/spec/memory';
import { whenCancelled } from '../shared/cancellable';
import type { InspectRequest } from '../shared/engineProtocol';
import { inspectOnGpuRequest, prepareOnGpuRequest } from '../shared/gpuProtocol';
import type { GpuConnection } from './gpu/gpuConnection';
import { CancelledError } from './session';
import type { Session } from './session';
import { inspectProductRequest } from './threadProtocol';

/** Error code of an answer: the product cannot be looked into; the message is a sentence for the user. */
export const NOT_INSPECTED = 20;

/** Looks into one product on the kernel threads, or on the GPU where its strategy runs there. */
export async function inspectOn(
  session: Session,
  gpu: GpuConnection,
  request: InspectRequest,
  here: Machine,
  availableBytes: number,
): Promise<Inspection> {
  const { choice, problem, threads, wanted } = request;
  const { id: strategy, values } = choice;
  const machine = { ...here, logicalCores: Math.min(here.logicalCores, threads ?? Infinity) };
  const support = strategyById(strategy).supports(problem, machine, values);
  if (!support.supported) throw new ResponseError(NOT_INSPECTED, support.reason);
  const { refusals, workspaceBytes } = planMemory(problem, [choice], machine, availableBytes);
  const [refusal] = refusals;
  if (refusal !== null) throw new ResponseError(NOT_INSPECTED, refusal);
  if (isGpuStrategy(strategy)) return session.whileWaiting(inspectOnGpu(gpu, strategy, request, machine));
  return session.request(inspectProductRequest, {
    ...{ problem, machine, threads: machine.logicalCores, workspaceBytes },
    ...{ strategy, values, wanted },
  });
}

/** The GPU's executor makes the problem anew each time: whoever measured there last has closed it. */
async function inspectOnGpu(
  gpu: GpuConnection,
  strategy: GpuStrategyId,
  { choice, problem, wanted }: InspectRequest,
  { logicalCores }: Machine,
): Promise<Inspection> {
  await gpu.open(problem);
  const { handle, backend } = await gpu.ask(prepareOnGpuRequest, { strategy, values: choice.values });
  return { backend, ...(await gpu.ask(inspectOnGpuRequest, { handle, wanted, threads: logicalCores })) };
}

export function refusedWhileBusy(): ResponseError {
  return new ResponseError(
    NOT_INSPECTED,
    l10n.t('A run goes on, which this would disturb. Look again when it has ended.'),
  );
}

/** The product that is looked into now, if any: it ends when anything else begins. */
export class CurrentInspection {
  private current: { readonly own: CancellationTokenSource; readonly ended: Promise<void> } | null = null;

  /** Gives up what is looked into, and resolves when nothing of it goes on. */
  async giveUp(): Promise<void> {
    const { current } = this;
    current?.own.cancel();
    await current?.ended;
  }

  /** @throws {ResponseError} NOT_INSPECTED when it was given up; what `look` throws. */
  async look(token: CancellationToken, look: (token: CancellationToken) => Promise<Inspection>): Promise<Inspection> {
    const own = new CancellationTokenSource();
    const listener = whenCancelled(token, () => {
      own.cancel();
    });
    const inspection = look(own.token);
    const nothing = (): void => undefined;
    const current = { own, ended: inspection.then(nothing, nothing) };
    this.current = current;
    try {
      return await inspection;
    } catch (error) {
      if (!(error instanceof CancelledError)) throw error;
      throw new ResponseError(
        NOT_INSPECTED,
        l10n.t('It was given up for something else. Ask again when that has ended.'),
      );
    } finally {
      if (this.current === current) this.current = null;
      listener.dispose();
      own.dispose();
    }
  }
}
