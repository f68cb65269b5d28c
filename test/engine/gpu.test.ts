import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ParameterValues } from '../../src/core/kernels/parameters';
import type { StrategyId } from '../../src/core/kernels/strategy';
import type { TimedMeasurement } from '../../src/core/measure/measurement';
import type { Problem } from '../../src/core/problem';
import type { RunSpec } from '../../src/core/spec/runSpec';
import { GPU_LIMITS_MS } from '../../src/engine/gpu/gpuConnection';
import { GpuHost } from '../../src/engine/gpu/gpuHost';
import { GpuLostError } from '../../src/engine/gpu/gpuLost';
import { GPU_PROBLEM, prepareOnGpuRequest, runOnGpuRequest, verifyOnGpuRequest } from '../../src/shared/gpuProtocol';
import type { EngineClient } from '../../src/shared/engineClient';
import type { RunEvent } from '../../src/shared/engineProtocol';
import { RunRecorder } from '../../src/shared/runRecorder';
import { SWIFTSHADER } from '../../tools/softwareGpus.mjs';
import { square } from '../unit/core/measurementFixtures';
import { engine } from './engineClients';

const isLinux = process.platform === 'linux';
/** Neither Vulkan nor EGL finds a driver then. */
const NO_DRIVERS = { VK_ICD_FILENAMES: '/none.json', __EGL_VENDOR_LIBRARY_FILENAMES: '/none.json' };
const ONLY_MESA = { VK_ICD_FILENAMES: '/none.json' };
/** Ends as the engine does after a test. */
const hosts: GpuHost[] = [];

afterEach(() => {
  vi.unstubAllEnvs();
  for (const host of hosts.splice(0)) host.dispose();
});

type Choice = readonly [id: StrategyId, values?: ParameterValues];

function spec(problems: readonly Problem[], choices: readonly Choice[], budgetSeconds = 0.02): RunSpec {
  const strategies = choices.map(([id, values = {}]) => ({ id, values }));
  return {
    title: 'gpu',
    benchmarks: [{ name: 'gpu', problems, strategies, budgetSeconds, precision: 0.5, threads: null }],
  };
}

async function record(
  client: EngineClient,
  request: RunSpec,
  onEvent: (event: RunEvent) => void = () => undefined,
): Promise<RunRecorder> {
  const recorder = new RunRecorder('gpu', request, new Date());
  const listen = (event: RunEvent): void => {
    recorder.apply(event);
    onEvent(event);
  };
  await client.run(request, listen, new AbortController().signal);
  return recorder;
}

/** The rows as they ended: 'ok', or the reason. */
function endings({ rows }: RunRecorder): readonly string[] {
  return rows.map((row) => {
    if (row.state !== 'done') return row.state;
    return row.measurement.status === 'ok' ? 'ok' : `${row.measurement.status}: ${row.measurement.reason}`;
  });
}

function timed({ rows }: RunRecorder): readonly TimedMeasurement[] {
  return rows.flatMap((row) => (row.state === 'done' && row.measurement.status === 'ok' ? [row.measurement] : []));
}

function stub(environment: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
}

const ON_GPU: readonly Choice[] = [
  ['webgpu', { kernel: 'naive' }],
  ['webgpu', { kernel: 'shared', tile: 8 }],
  ['webgpu', { kernel: 'registers' }],
  ['webgpu', { kernel: 'registers', tile: 12, work: 3, depth: 5 }],
  ['gpujs', { kernel: 'naive' }],
  ['gpujs', { kernel: 'blocked' }],
];
const SHAPES: readonly Problem[] = [
  { ...square(1), m: 37, k: 19, n: 23 },
  { ...square(1), m: 1, k: 130, n: 5, transposeA: true },
  { ...square(1), m: 70, k: 3, n: 1, transposeB: true, alpha: 0.5 },
  { ...square(1), m: 33, k: 40, n: 66, transposeA: true, transposeB: true, alpha: -2, beta: 0.5 },
  // gpu.js cuts loops off after 1000 turns unless it is told not to.
  { ...square(1), m: 13, k: 1500, n: 7, beta: 1 },
];

describe.runIf(isLinux)('GPU strategies in software', () => {
  it('are verified at any shape, transposed or not, with α and β, by every kernel; phases stand apart', async () => {
    stub(ONLY_MESA);
    const recorder = await record(engine(), spec(SHAPES, ON_GPU));
    expect(endings(recorder)).toEqual(SHAPES.flatMap(() => ON_GPU.map(() => 'ok')));
    for (const { backend, phasesNs, error, strategy } of timed(recorder)) {
      expect(error.norm).toBeLessThanOrEqual(error.bound);
      expect(backend).toMatch(strategy === 'webgpu' ? /^wgsl \S+ / : /^gpu\.js webgpu (?:naive|blocked), /);
      expect(backend).toMatch(/llvmpipe \(software\), OpenGL ES, .*; wall time$/);
      for (const phase of [phasesNs.prepare, phasesNs.transfer, phasesNs.compute]) expect(phase).toBeGreaterThan(0);
    }
  });

  it.runIf(existsSync(SWIFTSHADER))('run on SwiftShader by Vulkan as well, and say by which clock', async () => {
    vi.stubEnv('VK_ICD_FILENAMES', SWIFTSHADER);
    const recorder = await record(engine(), spec([SHAPES[0]], ON_GPU));
    expect(endings(recorder)).toEqual(ON_GPU.map(() => 'ok'));
    for (const { backend, strategy } of timed(recorder)) {
      expect(backend).toContain('swiftshader (software), Vulkan');
      // gpu.js gives no pass away that could be timed.
      expect(backend).toMatch(strategy === 'gpujs' ? /; wall time$/ : /; (?:timestamp queries|wall time)$/);
    }
  });

  it('can be looked into, where they were computed', async () => {
    stub(ONLY_MESA);
    const problem: Problem = { ...square(48), m: 40, alpha: 2, beta: -1 };
    const { backend, verification, maps } = await engine().inspect(
      {
        choice: { id: 'webgpu', values: {} },
        problem,
        threads: null,
        wanted: [{ of: 'error', part: null, cells: 8 }],
      },
      new AbortController().signal,
    );
    expect(backend).toMatch(/^wgsl .*llvmpipe \(software\)/);
    expect(verification.norm).toBeLessThanOrEqual(verification.bound);
    const [error] = maps;
    expect(error.of === 'error' ? error.map.worst?.relative : null).toBe(verification.norm);
  });

  it('are unsupported where there is no GPU, with what to do, and in the way of no other row', async () => {
    stub(NO_DRIVERS);
    const client = engine();
    const recorder = await record(client, spec([square(16)], [['gpujs'], ['simd'], ['webgpu']]));
    const none = /^unsupported: Vulkan offers no GPU\. OpenGL ES offers no GPU\. .*apt-get install libegl1 /;
    expect(endings(recorder)).toEqual([
      expect.stringMatching(none) as string,
      'ok',
      expect.stringMatching(none) as string,
    ]);
    expect((await client.describe()).machine.gpu).toMatchObject({ status: 'missing' });
  });

  it('fail with a reason when their process dies in the middle of a run; other rows end, and the next run works', async () => {
    stub(ONLY_MESA);
    const client = engine();
    await client.describe();
    let killed = false;
    const recorder = await record(client, spec([square(64)], [['webgpu'], ['simd']], 3), (event) => {
      if (killed || event.type !== 'measured' || event.measurement.strategy !== 'webgpu') return;
      killed = true;
      const children = execFileSync('pgrep', ['-P', String(client.pid), '-f', 'gpuProcess'], { encoding: 'utf8' });
      for (const pid of children.trim().split('\n')) process.kill(Number(pid), 'SIGKILL');
    });
    expect(killed).toBe(true);
    expect(endings(recorder)).toEqual([
      expect.stringMatching(
        /^failed: The GPU process stopped \(SIGKILL\)\. .*The other rows were measured anew/,
      ) as string,
      'ok',
    ]);
    expect(endings(await record(client, spec([square(16)], [['webgpu']])))).toEqual(['ok']);
  });

  it('are ended when they do not answer in time, and come back for the next question', async () => {
    const host = new GpuHost('dist/gpuProcess.js', { openMs: 20_000, answerMs: 400 }, { ...process.env, ...ONLY_MESA });
    hosts.push(host);
    expect(await host.look()).toMatchObject({ status: 'found', isSoftware: true });
    await host.open(square(400));
    const { handle } = await host.ask(prepareOnGpuRequest, { strategy: 'webgpu', values: { kernel: 'naive' } });
    await expect(host.ask(runOnGpuRequest, { handle, times: 1000 })).rejects.toEqual(
      new GpuLostError('no answer', 'The GPU did not answer within 0.4 s.'),
    );
    await expect(host.ask(runOnGpuRequest, { handle, times: 1 })).rejects.toThrow(GpuLostError);
    await host.open(square(8));
  });

  it('fail alone where the GPU has no room, and the next problem runs in the same process', async () => {
    const host = new GpuHost('dist/gpuProcess.js', GPU_LIMITS_MS, { ...process.env, ...ONLY_MESA });
    hosts.push(host);
    const state = await host.look();
    if (state.status === 'missing') throw new Error(state.reason);
    // What `supports` refuses before it is tried: C is larger than a kernel can have.
    const side = Math.ceil(Math.sqrt(state.limits.operandBytes / 4)) + 1;
    await host.open({ ...square(1), m: side, n: side });
    await expect(host.ask(prepareOnGpuRequest, { strategy: 'webgpu', values: {} })).rejects.toMatchObject({
      code: GPU_PROBLEM,
      message: expect.stringMatching(/^The GPU refused it: /) as unknown,
    });
    await host.open(square(8));
    const { handle } = await host.ask(prepareOnGpuRequest, { strategy: 'webgpu', values: {} });
    const { norm, bound } = await host.ask(verifyOnGpuRequest, { handle });
    expect(norm).toBeLessThanOrEqual(bound);
  });

  it('stop within a moment of the cancel, and leave no process at work', async () => {
    stub(ONLY_MESA);
    const client = engine();
    await client.describe();
    const controller = new AbortController();
    const request = spec([square(512)], [['webgpu', { kernel: 'naive' }]], 30);
    const recorder = new RunRecorder('gpu', request, new Date());
    const run = client.run(request, (event) => recorder.apply(event), controller.signal);
    await sleep(1500);
    const start = performance.now();
    controller.abort();
    await run;
    expect(performance.now() - start).toBeLessThan(1500);
    expect(endings(await record(client, spec([square(16)], [['webgpu'], ['simd']])))).toEqual(['ok', 'ok']);
  });
});

describe('GPU strategies', () => {
  it('are refused in words where the GPU cannot do it', async () => {
    const f64 = { ...square(16), dtype: 'f64' as const };
    const [onlyF32, nothing] = endings(await record(engine(), spec([f64, square(0)], [['webgpu']])));
    expect(onlyF32).toBe('unsupported: WebGPU computes in f32. Choose f32, or a strategy that runs on the processor.');
    expect(nothing).toContain('Choose sizes from 1 on.');
  });
});
