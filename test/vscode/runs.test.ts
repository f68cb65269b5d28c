import { strict as assert } from 'node:assert';
import { readFile } from 'node:fs/promises';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { MatmulProfilerApi } from '../../src/host/extension';
import type { ActiveRun } from '../../src/host/runs/runService';
import { activate, ended, eventually, startBenchmark, startFile, workspaceFile } from './extensionUnderTest';
import { leastOf } from './leastOf';

const STOP_LIMIT_MS = 300;

suite('runs', () => {
  let api: MatmulProfilerApi;

  setup(async () => {
    api = await activate();
  });

  teardown(async () => {
    const { running } = api.runs;
    api.runs.stop();
    if (running !== null) await ended(running);
  });

  test('the command of a lens measures its benchmark, and the run is saved', async () => {
    const run = await startBenchmark(api, 'quick.matmul.json', 0);
    const ending = await ended(run);
    assert.equal(ending.kind, 'finished');
    const saved = api.store.get(run.id);
    assert(saved, 'the run is saved');
    assert.deepEqual(
      saved.measurements.map(({ benchmark, strategy, problem, status }) => [benchmark, strategy, problem.m, status]),
      [
        ['tiny', 'naive', 16, 'ok'],
        ['tiny', 'simd', 16, 'ok'],
        ['tiny', 'naive', 32, 'ok'],
        ['tiny', 'simd', 32, 'ok'],
      ],
    );
    for (const measurement of saved.measurements) {
      assert(measurement.status === 'ok');
      assert(measurement.medianNs > 0);
      assert(measurement.error.norm <= measurement.error.bound);
    }
  });

  test('the parameters of a strategy go from the file to the engine', async () => {
    const run = await startBenchmark(api, 'quick.matmul.json', 1);
    await ended(run);
    const outer = api.store.get(run.id)?.measurements.find(({ strategy }) => strategy === 'outer');
    assert.deepEqual(outer?.parameters, { rank: 2 });
    assert.equal(outer.status, 'ok');
  });

  test('a benchmark with an error in it does not run, others of its file do', async () => {
    const before = api.runs.last;
    // It asks with an error message, which nobody closes here.
    void vscode.commands.executeCommand(
      'matmulProfiler.runBenchmark',
      workspaceFile('broken.matmul.json').toString(),
      0,
    );
    const run = await startBenchmark(api, 'broken.matmul.json', 2);
    assert.notEqual(run, before);
    assert.equal((await ended(run)).kind, 'finished');
    assert.deepEqual(
      run.request.spec.benchmarks.map(({ name }) => name),
      ['fine'],
    );
  });

  test(`Stop ends a run within ${STOP_LIMIT_MS} ms and keeps what was measured`, async () => {
    const elapsedMs = await leastOf('from Stop to the end of the run', STOP_LIMIT_MS, async () => {
      const run = await startLongRun(api);
      const stopped = performance.now();
      await vscode.commands.executeCommand('matmulProfiler.stop');
      const ending = await ended(run);
      const took = performance.now() - stopped;
      assert.equal(ending.kind, 'cancelled');
      const [first, second, third] = api.store.get(run.id)?.measurements ?? [];
      assert.equal(first.status, 'ok');
      assert.equal(second.status, 'ok');
      assert(third.status === 'cancelled' || (third.status === 'ok' && third.stopped === 'cancelled'), third.status);
      return took;
    });
    assert(elapsedMs < STOP_LIMIT_MS, `it took ${elapsedMs.toFixed(0)} ms`);
  }).timeout(90_000);

  test('after Stop the engine is idle', async function () {
    if (process.platform !== 'linux') this.skip(); // The processor time of another process is read from /proc.
    await ended(await startThenStop(api));
    const pid = api.enginePid();
    assert(pid !== undefined, 'the engine stays for the next run');
    const before = await processorTicks(pid);
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const ticks = (await processorTicks(pid)) - before;
    assert(ticks < 20, `it used ${ticks} hundredths of a second in one second`);
  });

  test('an engine that is killed costs the rows that were not finished; the next run has a new one', async () => {
    const run = await startLongRun(api);
    const pid = api.enginePid();
    assert(pid !== undefined);
    process.kill(pid, 'SIGKILL');
    const ending = await ended(run);
    assert(ending.kind === 'failed');
    assert.match(ending.message, /engine stopped .*2 finished rows were kept; run again/);
    const rows = api.store.get(run.id)?.measurements ?? [];
    assert.deepEqual(
      rows.map((row) => (row.status === 'ok' ? row.status : row.code)),
      ['ok', 'ok', 'engine lost'],
    );

    const next = await startBenchmark(api, 'quick.matmul.json', 0);
    assert.equal((await ended(next)).kind, 'finished');
    assert.notEqual(api.enginePid(), pid);
  });
});

/** Starts a run of three rows whose third takes very long, and waits until that one is being measured. */
async function startLongRun(api: MatmulProfilerApi): Promise<ActiveRun> {
  const run = await startFile(api, 'long.matmul.json');
  await eventually('two rows are finished', () => (run.recorder.done === 2 ? true : null));
  await eventually('the third is measured', () => (run.recorder.activity?.row === 2 ? true : null));
  return run;
}

async function startThenStop(api: MatmulProfilerApi): Promise<ActiveRun> {
  const run = await startLongRun(api);
  await vscode.commands.executeCommand('matmulProfiler.stop');
  return run;
}

/** User and system time of a process in hundredths of a second; see proc(5). */
async function processorTicks(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  const [utime, stime] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return Number(utime) + Number(stime);
}
