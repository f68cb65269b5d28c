import { strict as assert } from 'node:assert';
import { suite, test } from 'mocha';
import { EventLoopProbe } from './eventLoopProbe';
import { activate, ended, startFile } from './extensionUnderTest';

/** What the host may never exceed while the engine computes. */
const LIMIT_MS = 50;
const ATTEMPTS = 3;

suite('event loop of the extension host', () => {
  test('the probe sees a block of 60 ms', async () => {
    const probe = new EventLoopProbe();
    await pause(50);
    compute(60);
    await pause(50);
    const { durationMs } = probe.stop();
    assert(durationMs >= LIMIT_MS, `it saw ${durationMs.toFixed(1)} ms`);
  });

  test(`it is never blocked for ${LIMIT_MS} ms while 1024³ products run`, async () => {
    const api = await activate();
    // What the editor does when a file is first opened is not what is measured here.
    await ended(await startFile(api, 'large.matmul.json'));
    const blocks: string[] = [];
    // Other processes may hold up this one, but not three times in a row; code that blocks always does.
    while (blocks.length < ATTEMPTS) {
      const probe = new EventLoopProbe();
      const ending = await ended(await startFile(api, 'large.matmul.json'), 60_000);
      const { durationMs, elapsedMs, afterMs } = probe.stop();
      assert.equal(ending.kind, 'finished');
      console.log(`measured: longest block of the event loop ${durationMs.toFixed(1)} ms`);
      blocks.push(`${durationMs.toFixed(1)} of ${elapsedMs.toFixed(1)} ms, ${afterMs.toFixed(0)} ms after the click`);
      if (durationMs < LIMIT_MS) return;
    }
    assert.fail(`blocked in each of ${ATTEMPTS} runs: ${blocks.join('; ')}`);
  }).timeout(120_000);
});

/** Takes so much processor time, not only time on the clock: other processes may want the processor too. */
function compute(ms: number): void {
  const start = process.cpuUsage();
  for (;;) {
    const { user, system } = process.cpuUsage(start);
    if (user + system >= ms * 1000) return;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
