import { join } from 'node:path';
import { EngineClient } from '../shared/engineClient';
import { Cancellation } from './cancellation';
import type { Terminal } from './terminal';

/** What a command gets that needs the engine. */
export interface EngineSession {
  readonly client: EngineClient;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** Ends the engine by force, without waiting. */
  killEngine(): void;
}

/**
 * Runs `use` with an engine of its own and ends that engine afterwards, however `use` ends. The engine runs on this
 * process's Node, or on the one that MATMUL_PROFILER_NODE names.
 */
export async function withEngine<T>(terminal: Terminal, use: (session: EngineSession) => Promise<T>): Promise<T> {
  const nodePath = process.env['MATMUL_PROFILER_NODE'];
  const client = new EngineClient({
    enginePath: join(__dirname, 'engine.js'),
    ...(nodePath === undefined || nodePath === '' ? {} : { nodePath }),
    log: (line) => {
      if (terminal.verbose) terminal.note(line);
    },
  });
  const killEngine = (): void => {
    if (client.pid !== undefined) process.kill(client.pid, 'SIGKILL');
  };
  const cancellation = new Cancellation(killEngine);
  try {
    return await use({ client, signal: cancellation.signal, killEngine });
  } finally {
    await client.dispose();
    cancellation.dispose();
  }
}
