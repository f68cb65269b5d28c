import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { PROCESSOR_STRATEGY_IDS } from '../../src/core/kernels/strategy';
import type { StrategyId } from '../../src/core/kernels/strategy';
import type { Problem } from '../../src/core/problem';
import type { Benchmark, RunSpec } from '../../src/core/spec/runSpec';
import { EngineLostError } from '../../src/shared/engineLost';
import type { EngineClient } from '../../src/shared/engineClient';
import type { EngineSettings, RunEvent } from '../../src/shared/engineProtocol';
import { RunRecorder } from '../../src/shared/runRecorder';
import { square } from '../unit/core/measurementFixtures';
import { engine } from './engineClients';

function spec(problems: readonly Problem[], ids: readonly StrategyId[], more: Partial<Benchmark> = {}): RunSpec {
  const strategies = ids.map((id) => ({ id, values: {} }));
  const benchmark = { name: 'test', problems, strategies, budgetSeconds: 0.1, precision: 0.05, threads: null, ...more };
  return { title: 'test', benchmarks: [benchmark] };
}

async function record(
  client: EngineClient,
  request: RunSpec,
  signal = new AbortController().signal,
): Promise<RunRecorder> {
  const recorder = new RunRecorder('test', request, new Date());
  await client.run(request, (event) => recorder.apply(event), signal);
  return recorder;
}

/** Rows as '64 naive ok', with the failure code in place of 'ok' where there is one. */
function outcomes(recorder: RunRecorder): string[] {
  return recorder.rows.map((row) => {
    if (row.state !== 'done') return row.state;
    const { problem, strategy } = row.measurement;
    return `${problem.n} ${strategy} ${row.measurement.status === 'ok' ? 'ok' : row.measurement.code}`;
  });
}

/** Processor time of a process and all of its threads, in clock ticks. */
function processorTicks(pid: number): number {
  return readdirSync(`/proc/${pid}/task`)
    .map((task) => readFileSync(`/proc/${pid}/task/${task}/stat`, 'utf8').split(') ')[1].split(' '))
    .reduce((sum, fields) => sum + Number(fields[11]) + Number(fields[12]), 0);
}

describe('the engine', () => {
  it('measures all strategies at each size, verified, with f32 and f64, transposes, α and β', async () => {
    const problems: Problem[] = [
      square(48),
      { ...square(33), m: 70, dtype: 'f64', transposeA: true, transposeB: true, alpha: -0.5, beta: 2 },
      { ...square(64), density: 0.1, structure: 'power' },
    ];
    const recorder = await record(engine(), spec(problems, PROCESSOR_STRATEGY_IDS));
    for (const row of recorder.rows) {
      expect(row.state).toBe('done');
      if (row.state !== 'done') continue;
      expect(row.measurement).toMatchObject({ status: 'ok' });
      if (row.measurement.status !== 'ok') continue;
      const { error, medianNs, intervalNs, samples, samplesNs, phasesNs, nonzeros, problem } = row.measurement;
      expect(error.norm).toBeLessThanOrEqual(error.bound);
      expect(medianNs).toBeGreaterThanOrEqual(intervalNs[0]);
      expect(medianNs).toBeLessThanOrEqual(intervalNs[1]);
      expect(samplesNs).toHaveLength(samples);
      expect(phasesNs.compute).toBeGreaterThan(0);
      expect(nonzeros).toBe(Math.round(problem.density * problem.m * problem.k));
    }
  });

  it('shows a kernel while another runs, without a wait for its end', async () => {
    const client = engine();
    const long = spec([square(2000)], ['naive'], { budgetSeconds: 30 });
    const controller = new AbortController();
    const run = record(client, long, controller.signal);
    const shown = await client.kernel({
      choice: { id: 'simd', values: {} },
      problem: square(64),
      threads: null,
      measured: null,
      wraps: false,
    });
    expect(shown).toMatchObject({ state: 'shown', language: 'wat' });
    controller.abort();
    const recorder = await run;
    expect(recorder.rows[0].state).not.toBe('done');
  });

  it('answers others while it looks a large A through to show its kernel', async () => {
    const client = engine();
    await client.describe();
    const answers: string[] = [];
    const problem = { ...square(4096), density: 0.1, structure: 'uniform' as const };
    const request = {
      choice: { id: 'sparse' as const, values: {} },
      problem,
      threads: null,
      measured: null,
      wraps: false,
    };
    const shown = client.kernel(request).then(({ state }) => answers.push(state));
    await client.describe();
    answers.push('described');
    await shown;
    expect(answers).toEqual(['described', 'shown']);
  });

  it('shows the kernel of the machine that was measured, not of its own code path', async () => {
    const client = engine(() => ({ node: null, settings: { codePath: 'separate', dataFolder: null } }));
    const { machine } = await client.describe();
    const measuredOn = {
      ...machine,
      wasm: { ...machine.wasm, codePaths: { f32: 'shuffle', f64: 'shuffle' } as const },
    };
    const request = { choice: { id: 'simd', values: {} }, problem: square(64), threads: null, wraps: true } as const;
    const measured = { machine: measuredOn, backend: 'as measured', tuned: [] };
    expect(await client.kernel({ ...request, measured: null })).toMatchObject({
      text: expect.stringMatching(/^\(module ;; gemm f32 5×8 4 separate/m) as unknown,
    });
    expect(await client.kernel({ ...request, measured })).toMatchObject({
      text: expect.stringMatching(/ran as +as measured[^]*^\(module ;; gemm f32 5×8 4 relaxed shuffle/m) as unknown,
    });
  });

  it('measures products that have nothing to compute', async () => {
    const problems = [
      { ...square(8), m: 0 },
      { ...square(8), k: 0 },
      { ...square(8), n: 0 },
      { ...square(8), m: 1, k: 1, n: 1 },
    ];
    const recorder = await record(engine(), spec(problems, PROCESSOR_STRATEGY_IDS, { budgetSeconds: 0.02 }));
    expect(recorder.rows.filter((row) => row.state === 'done' && row.measurement.status !== 'ok')).toEqual([]);
  });

  it('streams: provisional rows come before the final one, and activity says what goes on', async () => {
    const events: RunEvent[] = [];
    const request = spec([square(96)], ['naive', 'blocked'], { budgetSeconds: 0.4, precision: 0.0001 });
    await engine().run(request, (event) => events.push(event), new AbortController().signal);
    for (const row of [0, 1]) {
      const measured = events.filter((event) => event.type === 'measured' && event.row === row);
      expect(measured.length).toBeGreaterThan(2);
      expect(measured.map((event) => event.type === 'measured' && event.final).lastIndexOf(true)).toBe(
        measured.length - 1,
      );
      expect(measured.filter((event) => event.type === 'measured' && event.final)).toHaveLength(1);
    }
    const texts = events.flatMap((event) => (event.type === 'activity' ? [event.activity.text] : []));
    expect(texts).toContain('generating A, B and C');
    expect(texts.some((text) => /round \d+/.test(text))).toBe(true);
  });

  it.each([
    ['a single run is long', 1500, 'naive', 60, /^verifying/],
    ['runs on all threads follow each other', 768, 'parallel', 10, /round [3-9]/],
  ] as const)(
    'ends a kernel within 300 ms of the cancel where %s, keeps no thread busy, and runs again',
    async (_, size, id, budgetSeconds, activity) => {
      const client = engine();
      const controller = new AbortController();
      const request = spec([square(size)], [id], { budgetSeconds, precision: 0.00001 });
      const recorder = new RunRecorder('test', request, new Date());
      let isRunning: () => void = () => undefined;
      const kernelRuns = new Promise<void>((resolve) => (isRunning = resolve));
      const running = client.run(
        request,
        (event) => {
          recorder.apply(event);
          if (event.type === 'activity' && activity.test(event.activity.text)) isRunning();
        },
        controller.signal,
      );
      await kernelRuns;
      await sleep(200);
      const cancelledAt = performance.now();
      controller.abort();
      await running;
      expect(performance.now() - cancelledAt).toBeLessThan(300);
      expect(recorder.rows.map(({ state }) => state)).not.toContain('done');
      const before = processorTicks(client.pid ?? 0);
      await sleep(500);
      expect(processorTicks(client.pid ?? 0) - before).toBeLessThan(10);
      expect(outcomes(await record(client, spec([square(16)], ['naive', 'parallel'])))).toEqual([
        '16 naive ok',
        '16 parallel ok',
      ]);
    },
  );

  it('refuses sizes that do not fit into memory, saying what is needed, and measures the others', async () => {
    const recorder = await record(engine(), spec([square(60_000), square(16)], ['naive', 'simd']));
    expect(outcomes(recorder)).toEqual([
      '60000 naive out of memory',
      '60000 simd out of memory',
      '16 naive ok',
      '16 simd ok',
    ]);
    expect(recorder.rows[0]).toMatchObject({
      measurement: { reason: expect.stringMatching(/need 40\.\d GiB/) as string },
    });
  });

  it('does not start what would take many times the budget', async () => {
    const recorder = await record(engine(), spec([square(1024)], ['naive', 'simd'], { budgetSeconds: 0.1 }));
    expect(outcomes(recorder)).toEqual(['1024 naive over budget', '1024 simd ok']);
    expect(recorder.rows[0]).toMatchObject({
      measurement: { reason: expect.stringMatching(/Set the budget to \d+ s/) as string },
    });
  });

  it('rejects a second run while one goes on', async () => {
    const client = engine();
    const controller = new AbortController();
    const first = record(client, spec([square(512)], ['naive'], { budgetSeconds: 20 }), controller.signal);
    await expect(record(client, spec([square(8)], ['naive']))).rejects.toThrow(/busy/);
    controller.abort();
    await first;
  });

  it('rejects what waits when it is killed, and starts again', async () => {
    const client = engine();
    const running = record(client, spec([square(512)], ['naive'], { budgetSeconds: 20 }));
    running.catch(() => undefined);
    await client.describe();
    process.kill(client.pid ?? 0, 'SIGKILL');
    await expect(running).rejects.toThrow(EngineLostError);
    await expect(running).rejects.toMatchObject({ reason: 'exited', detail: 'killed by SIGKILL' });
    expect(outcomes(await record(client, spec([square(16)], ['simd'])))).toEqual(['16 simd ok']);
  });

  it('says when it cannot start', async () => {
    const client = engine(() => ({
      node: { path: '/no/such/node', namedBy: 'the test' },
      settings: { codePath: 'auto', dataFolder: null },
    }));
    await expect(client.describe()).rejects.toMatchObject({
      reason: 'could not start',
      detail: expect.stringMatching(/no\/such\/node. Correct the test$/) as string,
    });
  });

  it('chooses a code path by a self-test, and takes another one as soon as it is asked to', async () => {
    let codePath: EngineSettings['codePath'] = 'auto';
    const client = engine(() => ({ node: null, settings: { codePath, dataFolder: null } }));
    const chosen = await client.describe();
    expect(chosen.codePaths.filter(({ gflops }) => gflops === null)).toEqual([]);
    expect(chosen.codePaths.map(({ path }) => path)).toContain(chosen.machine.wasm.codePaths.f32);

    codePath = 'separate';
    client.restart();
    const recorder = await record(client, spec([square(64)], ['simd']));
    expect(recorder.rows[0]).toMatchObject({
      measurement: { status: 'ok', backend: expect.stringContaining('5×8, mul + add') as string },
    });
    expect((await client.describe()).codePaths).toEqual([]);
  });

  it('shares a sparse product among threads, whatever the format', async () => {
    const threads = Math.min(2, availableParallelism());
    const problem: Problem = { ...square(203), k: 190, dtype: 'f64', density: 0.1, structure: 'block', beta: 2 };
    const strategies = ['csr', 'bsr'].map((format) => ({ id: 'sparse' as const, values: { format, threads } }));
    const recorder = await record(engine(), spec([problem, { ...problem, n: 3 }], [], { strategies }));
    const backends = ['CSR', 'BSR'].map((format) => new RegExp(`${format}.*, ${threads} thread`));
    expect(recorder.rows).toHaveLength(4);
    recorder.rows.forEach((row, at) => {
      const backend = expect.stringMatching(backends[at % 2]) as string;
      expect(row).toMatchObject({ state: 'done', measurement: { status: 'ok', backend } });
    });
  });

  it('goes round copies of the operands for a cold cache, and says so; rows keep their rounds', async () => {
    const more = { cache: 'cold', coolDownMs: 1, budgetSeconds: 0.05 } as const;
    const recorder = await record(engine(), spec([{ ...square(512), beta: 0.5 }], ['simd', 'sparse'], more));
    const timings = recorder.rows.flatMap((row) =>
      row.state === 'done' && row.measurement.status === 'ok' ? [row.measurement] : [],
    );
    expect(timings).toHaveLength(2);
    for (const { backend, sampling, samplesNs } of timings) {
      expect(backend).toMatch(/cold cache \(\d+ copies\)/);
      expect(sampling?.rounds).toHaveLength(samplesNs.length);
      expect(sampling?.session).toBe(timings[0].sampling?.session);
    }
  });

  it('limits threads as asked', async () => {
    const recorder = await record(engine(), spec([square(256)], ['parallel'], { threads: 1 }));
    expect(recorder.rows[0]).toMatchObject({
      measurement: { status: 'ok', backend: expect.stringMatching(/1 thread/) as string },
    });
  });
});
