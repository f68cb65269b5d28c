import { randomUUID } from 'node:crypto';
import type { Run } from '../core/measure/measurement';
import type { RunSpec } from '../core/spec/runSpec';
import { EngineLostError } from '../shared/engineLost';
import { LOOK_FOR_ALL, lookFor } from '../shared/engineProtocol';
import type { EngineDescription, RunActivity, RunEvent } from '../shared/engineProtocol';
import { RunRecorder } from '../shared/runRecorder';
import type { RunEnd } from '../shared/runRecorder';
import { version } from '../../package.json';
import { aborted } from './cancellation';
import type { EngineSession } from './engineSession';
import { CancelledEarly } from './exitCode';

/** Time that the engine gets to answer a cancellation before it is ended by force. */
const CANCEL_GRACE_MS = 200;

const CANCELLED_REASON = 'stopped before it was measured';

/** Asks the engine what it can do; what `look` names only then. @throws {EngineLostError} @throws {CancelledEarly} */
export async function describeEngine(
  { client, signal, note }: EngineSession,
  look = LOOK_FOR_ALL,
): Promise<EngineDescription> {
  const description = await Promise.race([client.describe(look), aborted(signal)]);
  if (description === 'aborted') throw new CancelledEarly();
  for (const line of description.notes) note(line);
  return description;
}

/**
 * Takes a run. It ends in a Run whatever happens to the engine or to the user's patience meanwhile: rows that were final
 * are kept, the others say why they have no result.
 * @throws {EngineLostError} when the engine cannot start.
 * @throws {CancelledEarly}
 */
export async function takeRun(
  spec: RunSpec,
  session: EngineSession,
  onActivity: (activity: RunActivity) => void,
): Promise<Run> {
  const { machine, versions, notes } = await describeEngine(session, lookFor(spec));
  const recorder = new RunRecorder(randomUUID(), spec, new Date());
  const end = await runToItsEnd(spec, session, (event) => {
    recorder.apply(event);
    if (event.type === 'activity') onActivity(event.activity);
  });
  return recorder.finish(end, machine, { ...versions, extension: version }, notes);
}

async function runToItsEnd(spec: RunSpec, session: EngineSession, onEvent: (event: RunEvent) => void): Promise<RunEnd> {
  const { client, signal } = session;
  const begin = performance.now();
  let force: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    force = setTimeout(() => {
      session.killEngine();
    }, CANCEL_GRACE_MS);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const { state, elapsedMs } = await client.run(spec, onEvent, signal);
    return { state, code: 'cancelled', reason: CANCELLED_REASON, elapsedMs };
  } catch (error) {
    if (!(error instanceof EngineLostError)) throw error;
    const elapsedMs = performance.now() - begin;
    if (signal.aborted) return { state: 'cancelled', code: 'cancelled', reason: CANCELLED_REASON, elapsedMs };
    return { state: 'failed', code: 'engine lost', reason: `${error.message} Run it again.`, elapsedMs };
  } finally {
    signal.removeEventListener('abort', onAbort);
    clearTimeout(force);
  }
}
