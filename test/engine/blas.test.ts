import { LOOK_FOR_NOTHING } from '../../src/shared/engineProtocol';
import { execFileSync, fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { constants, openSync } from 'node:fs';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BlasStates } from '../../src/core/blas';
import { DTYPES } from '../../src/core/problem';
import type { Problem } from '../../src/core/problem';
import type { RunSpec, StrategyChoice } from '../../src/core/spec/runSpec';
import { ProbeProcess } from '../../src/engine/blas/probeProcess';
import { searchBlas } from '../../src/engine/blas/search';
import type { BlasSearch } from '../../src/engine/blas/search';
import type { EngineClient } from '../../src/shared/engineClient';
import { RunRecorder } from '../../src/shared/runRecorder';
import { square } from '../unit/core/measurementFixtures';
import { engine } from './engineClients';

/** A place whose names no library has here. */
const NOWHERE = { platform: 'win32', architecture: 'arm64', environment: {} };
const PROBE = 'dist/blasProbe.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matmul-blas-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function search(more: Partial<BlasSearch>): Promise<BlasStates> {
  return searchBlas({ probePath: PROBE, place: NOWHERE, named: null, environment: [], ...more });
}

const named = (file: string) => ({ file, namedBy: 'the setting' });

/** Whether there is a process, and not only what is left of it until its parent asks. */
async function isRunning(pid: number): Promise<boolean> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ') Z');
  return !stat.split(') ')[1]?.startsWith('Z');
}

/** A process in the place of the probe. */
async function standIn(script: string): Promise<string> {
  const path = join(folder, `${randomUUID()}.cjs`);
  await writeFile(path, script);
  return path;
}

/** A library that the system's loader never has done with: it opens a pipe, and waits for the first bytes of the file. */
function hangingLibrary(): { readonly file: string; readonly isOpen: () => boolean } {
  const file = join(folder, `${randomUUID()}.so`);
  execFileSync('mkfifo', [file]);
  const isOpen = (): boolean => {
    try {
      // Refused while there is no reader; then kept open, so that the reader waits for ever.
      return openSync(file, constants.O_WRONLY | constants.O_NONBLOCK) > 0;
    } catch {
      return false;
    }
  };
  return { file, isOpen };
}

const probeMessage = (file: string) => ({ jsonrpc: '2.0', id: 1, method: 'blas/probe', params: { file } });
const LONG_MS = '600000';

async function measure(client: EngineClient, problems: readonly Problem[], strategies: readonly StrategyChoice[]) {
  const benchmark = { name: 'test', problems, strategies, budgetSeconds: 0.05, precision: 0.05, threads: null };
  const spec: RunSpec = { title: 'test', benchmarks: [benchmark] };
  const recorder = new RunRecorder('test', spec, new Date());
  await client.run(spec, (event) => recorder.apply(event), new AbortController().signal);
  return recorder.rows.map((row) => {
    if (row.state !== 'done') throw new Error(`a row is ${row.state}`);
    return row.measurement;
  });
}

const choice = (values: StrategyChoice['values'] = {}): StrategyChoice => ({ id: 'blas', values });

describe('the search for a native BLAS', () => {
  it('finds OpenBLAS, which says its version, kernels and threads', async () => {
    const { machine } = await engine().describe();
    expect(machine.blas?.auto).toMatchObject({
      status: 'found',
      name: 'OpenBLAS',
      version: expect.stringMatching(/^\d+\.\d+/) as unknown,
      core: expect.stringMatching(/./) as unknown,
      integerBits: 32,
    });
    expect(machine.blas?.accelerate).toEqual({
      status: 'missing',
      reason: 'Accelerate is a part of macOS only. Choose another library.',
    });
  });

  it('is not made for those who do not ask', async () => {
    expect((await engine().describe(LOOK_FOR_NOTHING)).machine.blas).toBeNull();
  });

  it('says what to install where there is none', async () => {
    const { auto, mkl } = await search({});
    expect(auto).toEqual({
      status: 'missing',
      reason: expect.stringMatching(/^No native BLAS was found\. Install /) as unknown,
    });
    expect(mkl).toMatchObject({
      status: 'missing',
      reason: expect.stringMatching(/^Intel MKL was not found\./) as unknown,
    });
  });

  it('says of a file that is no library, and of one that is not there, what named it', async () => {
    const file = join(folder, 'text.so');
    await writeFile(file, 'no library');
    expect((await search({ named: named(file) })).auto).toEqual({
      status: 'missing',
      reason: expect.stringMatching(
        /text\.so cannot be used: it cannot be loaded.*named by the setting\. Correct it\.$/,
      ) as unknown,
    });
    expect((await search({ named: named('/nowhere/blas.so') })).auto).toEqual({
      status: 'missing',
      reason: 'There is no library /nowhere/blas.so. It is named by the setting. Correct it.',
    });
  });

  it('says of a library that has no BLAS in it that it has none', async () => {
    expect((await search({ named: named('libm.so.6') })).auto).toMatchObject({
      status: 'missing',
      reason: expect.stringContaining('no function cblas_sgemm') as unknown,
    });
  });

  it('outlives libraries that crash it or end it, and goes on with the next', async () => {
    const probePath = await standIn(`
      process.on('message', ({ id, params: { file } }) => {
        if (file.includes('openblas')) process.kill(process.pid, 'SIGSEGV');
        else if (file.includes('mkl')) process.exit(7);
        else process.send({ jsonrpc: '2.0', id, result: { type: 'usable', identity: { name: 'BLIS' } } });
      });
      process.once('disconnect', () => process.exit());`);
    const states = await search({ probePath, place: { ...NOWHERE, platform: 'linux', architecture: 'x64' } });
    expect(states.openblas).toMatchObject({
      reason: expect.stringContaining('crashed when it was tried (killed by SIGSEGV)') as unknown,
    });
    expect(states.mkl).toMatchObject({ reason: expect.stringContaining('(exit code 7)') as unknown });
    expect(states.auto).toMatchObject({ status: 'found', name: 'BLIS' });
  });

  it('gives up on a library that hangs, and ends its process', async () => {
    const pidFile = join(folder, 'pid');
    const probePath = await standIn(`
      process.on('message', () => {
        require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));
        for (;;);
      });`);
    const probes = new ProbeProcess(probePath, 1500);
    expect(await probes.probe('libblas.so.3')).toEqual({
      type: 'unusable',
      reason: 'it did not answer within 1.5 s',
    });
    const pid = Number(await readFile(pidFile, 'utf8'));
    await expect.poll(() => isRunning(pid), { timeout: 5000 }).toBe(false);
  });

  it('does not leave behind a process in which a library hangs when the engine is killed', async () => {
    const { file, isOpen } = hangingLibrary();
    const parent = fork(
      await standIn(`
        const probe = require('node:child_process').fork(${JSON.stringify(resolve(PROBE))}, ['${LONG_MS}']);
        probe.send(${JSON.stringify(probeMessage(file))});
        process.send(probe.pid);`),
    );
    const [pid] = (await once(parent, 'message')) as [number];
    await expect.poll(isOpen, { timeout: 20_000 }).toBe(true);
    parent.kill('SIGKILL');
    await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
  });

  it('ends a process in which a library hangs, though the engine does nothing about it', async () => {
    const { file, isOpen } = hangingLibrary();
    const probe = fork(PROBE, ['1500']);
    const ended = once(probe, 'exit');
    probe.send(probeMessage(file));
    await expect.poll(isOpen, { timeout: 20_000 }).toBe(true);
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  it('has no limit between two libraries', async () => {
    const probe = fork(PROBE, ['1000']);
    const ask = async (): Promise<unknown> => {
      probe.send(probeMessage('/nowhere/blas.so'));
      return ((await once(probe, 'message')) as [{ result: unknown }])[0].result;
    };
    expect(await ask()).toEqual({ type: 'absent' });
    await sleep(1500);
    expect(await ask()).toEqual({ type: 'absent' });
    probe.disconnect();
    expect(await once(probe, 'exit')).toEqual([0, null]);
  });

  it('says that a package has no native parts', async () => {
    const probePath = join(folder, 'lonely.cjs');
    await copyFile(PROBE, probePath);
    const { auto, openblas } = await search({ probePath });
    const reason = expect.stringMatching(/^This package of Matmul Profiler has no native parts for /) as unknown;
    expect([auto, openblas]).toEqual([
      { status: 'missing', reason },
      { status: 'missing', reason },
    ]);
  });
});

describe('the native BLAS in a run', () => {
  it('computes all sizes, transposes, α and β within the bound', async () => {
    const problems = DTYPES.flatMap((dtype) =>
      [false, true].flatMap((transposeA) =>
        [false, true].flatMap((transposeB): Problem[] => [
          { ...square(1), dtype, transposeA, transposeB },
          { ...square(33), m: 70, k: 5, dtype, transposeA, transposeB, alpha: -0.5, beta: 2 },
          { ...square(130), n: 1, dtype, transposeA, transposeB, beta: 1 },
          { ...square(0), m: 3, n: 4, dtype, transposeA, transposeB, beta: 0.5 },
        ]),
      ),
    );
    for (const measurement of await measure(engine(), problems, [choice()])) {
      expect(measurement).toMatchObject({ status: 'ok' });
    }
  });

  it('says which library ran, and on how many threads', async () => {
    const rows = await measure(engine(), [square(64)], [choice({ threads: 1 }), choice({ library: 'system' })]);
    const backends = rows.map((row) => (row.status === 'ok' ? row.backend : row.reason));
    expect(backends[0]).toMatch(/^OpenBLAS \d\S+ \w+, 1 thread$/);
    expect(rows[1].status).toBe('ok');
  });

  it('is unsupported, with the reason, where the named library is none', async () => {
    const client = engine(() => ({
      node: null,
      settings: { codePath: 'separate', dataFolder: null, blasLibrary: named('/nowhere/blas.so') },
    }));
    const [blas, other, simd] = await measure(
      client,
      [square(32)],
      [choice(), choice({ library: 'openblas' }), { id: 'simd', values: {} }],
    );
    expect(blas).toMatchObject({
      status: 'unsupported',
      reason: expect.stringContaining('/nowhere/blas.so') as unknown,
    });
    expect([other.status, simd.status]).toEqual(['ok', 'ok']);
  });

  it('leaves a cancel unanswered no longer than other kernels, and runs again', async () => {
    const client = engine();
    const strategies = [choice({ threads: 1 })];
    const benchmark = {
      name: 'test',
      problems: [square(3500)],
      strategies,
      budgetSeconds: 60,
      precision: 0.05,
      threads: null,
    };
    const controller = new AbortController();
    let runs = (): void => undefined;
    const running = new Promise<void>((resolve) => (runs = resolve));
    const run = client.run(
      { title: 'test', benchmarks: [benchmark] },
      (event) => {
        if (event.type === 'activity' && /^(verifying|warming up|blas)/.test(event.activity.text)) runs();
      },
      controller.signal,
    );
    await running;
    await sleep(100);
    const cancelledAt = performance.now();
    controller.abort();
    expect((await run).state).toBe('cancelled');
    expect(performance.now() - cancelledAt).toBeLessThan(400);
    expect((await measure(client, [square(16)], [choice()]))[0].status).toBe('ok');
  });
});
