import { afterEach } from 'vitest';
import { EngineClient } from '../../src/shared/engineClient';
import type { EngineProcessOptions } from '../../src/shared/engineProcess';

const clients: EngineClient[] = [];

/** A client of an engine of its own, which ends with the test. */
export function engine(start?: EngineProcessOptions['start']): EngineClient {
  const client = new EngineClient({
    enginePath: 'dist/engine.js',
    log: () => undefined,
    ...(start === undefined ? {} : { start }),
  });
  clients.push(client);
  return client;
}

afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.dispose()));
});
