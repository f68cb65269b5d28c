import * as l10n from '@vscode/l10n';
import { ResponseError } from 'vscode-jsonrpc/node';
import { strategyById } from '../core/kernels/registry';
import { isGpuStrategy } from '../core/kernels/strategy';
import type { Machine } from '../core/machine';
import type { Timeline } from '../core/measure/timeline';
import { planMemory } from '../core/spec/memory';
import { NO_TIMELINE } from '../shared/engineProtocol';
import type { TimelineRequest } from '../shared/engineProtocol';
import type { Session } from './session';
import { traceRequest } from './threadProtocol';

/** Multiplications of each way, traced and not, the fastest of which counts; and those before, which are not timed. */
const TIMES = 5;
const WARM_UP_TIMES = 2;

/**
 * What each thread does in one multiplication. The same is timed without tracing, so that it can be said what that costs.
 * @throws {ResponseError} NO_TIMELINE, with what to do instead.
 */
export async function takeTimeline(
  { problem, choice: { id, values } }: TimelineRequest,
  machine: Machine,
  session: Session,
  availableBytes: number,
): Promise<Timeline> {
  const refuse = (reason: string): never => {
    throw new ResponseError(NO_TIMELINE, reason);
  };
  if (isGpuStrategy(id)) {
    refuse(
      l10n.t(
        'What the threads of a GPU do cannot be seen from outside. Choose a strategy of the processor instead of {0}.',
        id,
      ),
    );
  }
  const support = strategyById(id).supports(problem, machine, values);
  if (!support.supported) refuse(support.reason);
  // Prepared twice, each with a workspace of its own.
  const choice = { id, values };
  const memory = planMemory(problem, [choice, choice], machine, availableBytes);
  const lack = memory.refusals.find((refusal) => refusal !== null);
  if (lack !== undefined) refuse(lack);
  const { workspaceBytes } = memory;
  await session.open({ problem, machine, threads: machine.logicalCores, workspaceBytes, copies: 1 });
  try {
    const plain = await session.prepare({ strategy: id, values, slowedBy: 0 });
    const traced = await session.prepare({ strategy: id, values, slowedBy: 0, isTraced: true });
    let untracedNs = Infinity;
    await session.runBatch(plain.handle, WARM_UP_TIMES);
    for (let time = 0; time < TIMES; time++) {
      const { computeNs, times } = await session.runBatch(plain.handle, 1);
      untracedNs = Math.min(untracedNs, computeNs / times);
    }
    await session.request(traceRequest, { handle: traced.handle, times: WARM_UP_TIMES });
    const multiplication = await session.request(traceRequest, { handle: traced.handle, times: TIMES });
    if (multiplication === null)
      return refuse(l10n.t("{0} does not compute in the engine's threads. Choose another row.", id));
    return { problem, backend: traced.backend, untracedNs, ...multiplication };
  } finally {
    await session.close();
  }
}
