import { strict as assert } from 'node:assert';
import { suite, test } from 'mocha';
import type { MatmulProfilerApi } from '../../src/host/extension';
import { activate, ended, eventually, startFile } from './extensionUnderTest';
import { leastOf } from './leastOf';

/** From the command to the first row that has a time. */
const LIMIT_MS = 1000;

suite('the first row', () => {
  test('has a time within a second of the command', async () => {
    const api = await activate();
    const least = await leastOf('time to the first row', LIMIT_MS, () => timeToFirstRow(api));
    assert(least < LIMIT_MS, `it took ${least.toFixed(0)} ms`);
  }).timeout(120_000);
});

async function timeToFirstRow(api: MatmulProfilerApi): Promise<number> {
  const begun = performance.now();
  const run = await startFile(api, 'long.matmul.json');
  const hasTime = (): true | null =>
    run.rows.some((row) => row.state === 'done' || (row.state === 'measuring' && row.soFar !== null)) ? true : null;
  await eventually('a row has a time', hasTime);
  const elapsed = performance.now() - begun;
  api.runs.stop();
  await ended(run);
  return elapsed;
}
