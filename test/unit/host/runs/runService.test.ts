import { describe, expect, it, vi } from 'vitest';
import type { Run } from '../../../../src/core/measure/measurement';
import { RunBusyError, RunService } from '../../../../src/host/runs/runService';
import type { RunChange } from '../../../../src/host/runs/runService';
import { EngineLostError } from '../../../../src/shared/engineLost';
import { inChinese } from '../../l10n/inChinese';
import { DESCRIPTION, DrivenEngine, measured, SPEC, workingOn } from './drivenEngine';

function service(): {
  engine: DrivenEngine;
  runs: RunService;
  saved: Run[];
  changes: RunChange[];
  logged: string[];
} {
  const engine = new DrivenEngine();
  const saved: Run[] = [];
  const logged: string[] = [];
  const store = {
    save: (run: Run) => {
      saved.push(run);
      return Promise.resolve();
    },
  };
  const runs = new RunService(engine, store, '1.2.3', (line) => logged.push(line));
  const changes: RunChange[] = [];
  runs.onDidChange((change) => changes.push(change));
  return { engine, runs, saved, changes, logged };
}

describe('RunService', () => {
  it('keeps and saves what the engine measured', async () => {
    const { engine, runs, saved, changes } = service();
    const { run, ended } = runs.start({ spec: SPEC, origin: { kind: 'form' } });
    await engine.started;
    expect(run.view().state).toBe('running');
    engine.send(measured(0, 'naive'));
    engine.send(measured(1, 'simd'));
    engine.end({ state: 'finished', elapsedMs: 3 });
    expect(await ended).toMatchObject({ kind: 'finished', run: { state: 'finished' } });
    expect(saved).toHaveLength(1);
    expect(saved[0].measurements.map(({ status }) => status)).toEqual(['ok', 'ok']);
    expect(saved[0].versions).toEqual({ ...DESCRIPTION.versions, extension: '1.2.3' });
    expect(changes.map(({ type }) => type)).toEqual(['started', 'ended']);
    expect(runs.running).toBeNull();
    expect(runs.last).toBe(run);
  });

  it('says what the engine says of its set-up: in the view, in the log, and in the run that is saved', async () => {
    const { engine, runs, saved, logged } = service();
    const notes = ['The self-test chose instead.'];
    engine.description = Promise.resolve({ ...DESCRIPTION, notes });
    const { run, ended } = runs.start({ spec: SPEC, origin: { kind: 'form' } });
    expect(run.view().notes).toEqual([]);
    await engine.started;
    expect(run.view().notes).toEqual(notes);
    expect(logged).toContain(`Run ${run.id}: ${notes[0]}`);
    engine.end({ state: 'finished', elapsedMs: 1 });
    await ended;
    expect(saved[0].notes).toEqual(notes);
  });

  it('refuses a second run while one goes on', async () => {
    const { engine, runs } = service();
    const { ended } = runs.start({ spec: SPEC, origin: { kind: 'form' } });
    expect(() => runs.start({ spec: SPEC, origin: { kind: 'palette' } })).toThrow(RunBusyError);
    await engine.started;
    engine.end({ state: 'finished', elapsedMs: 1 });
    await ended;
    expect(() => runs.start({ spec: SPEC, origin: { kind: 'palette' } })).not.toThrow();
  });

  it('asks the engine to cancel, and keeps the rows that were finished', async () => {
    const { engine, runs, saved } = service();
    const { ended } = runs.start({ spec: SPEC, origin: { kind: 'form' } });
    await engine.started;
    engine.send(measured(0, 'naive'));
    runs.stop();
    expect(engine.signal?.aborted).toBe(true);
    engine.end({ state: 'cancelled', elapsedMs: 1 });
    expect((await ended).kind).toBe('cancelled');
    expect(saved[0].measurements.map(({ status }) => status)).toEqual(['ok', 'cancelled']);
  });

  it('measures nothing before what shows it is drawn', async () => {
    const { engine, runs } = service();
    let draw: () => void = () => undefined;
    let isMeasuring = false;
    runs.measureAfter(
      () =>
        new Promise((resolve) => {
          draw = resolve;
        }),
    );
    void engine.started.then(() => (isMeasuring = true));
    const { run, ended } = runs.start({ spec: SPEC, origin: { kind: 'form' } });
    await vi.waitFor(() => {
      expect(run.view().machine).not.toBeNull();
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isMeasuring).toBe(false);
    draw();
    await engine.started;
    engine.end({ state: 'finished', elapsedMs: 1 });
    expect((await ended).kind).toBe('finished');
  });

  it('can be stopped while that is waited for', async () => {
    const { runs } = service();
    runs.measureAfter(() => new Promise(() => undefined));
    const { run, ended } = runs.start({ spec: SPEC, origin: { kind: 'form' } });
    await vi.waitFor(() => {
      expect(run.view().machine).not.toBeNull();
    });
    runs.stop();
    const ending = await ended;
    expect(ending.kind).toBe('cancelled');
    expect(ending.run?.measurements.map(({ status }) => status)).toEqual(['cancelled', 'cancelled']);
    expect(runs.running).toBeNull();
  });

  it('keeps finished rows when the engine is lost, says so, and can run again', async () => {
    const { engine, runs, saved } = service();
    const { run, ended } = runs.start({ spec: SPEC, origin: { kind: 'form' } });
    await engine.started;
    engine.send(measured(0, 'naive'));
    engine.fail(new EngineLostError('exited', 'killed by SIGKILL'));
    const ending = await ended;
    expect(ending).toMatchObject({
      kind: 'failed',
      message: 'The engine stopped (killed by SIGKILL). 1 finished row was kept; run again to measure the rest.',
    });
    expect(saved[0].measurements.map(({ status }) => status)).toEqual(['ok', 'failed']);
    expect(run.view().problem?.message).toContain('killed by SIGKILL');
    expect(runs.running).toBeNull();
  });

  it('ends a run even when it cannot be saved, and says so with what to do', async () => {
    const engine = new DrivenEngine();
    const told: string[] = [];
    const runs = new RunService(
      ...([engine, { save: () => Promise.reject(new Error('disk full')) }, '1', () => undefined] as const),
      (message) => told.push(message),
    );
    const { ended } = runs.start({ spec: SPEC, origin: { kind: 'form' } });
    await engine.started;
    engine.end({ state: 'finished', elapsedMs: 1 });
    expect((await ended).kind).toBe('finished');
    await vi.waitFor(() => {
      expect(told).toEqual([expect.stringMatching(/“squares” could not be saved: disk full\..* export it elsewhere/)]);
    });
  });

  it('tells views of a row as soon as the engine works on it, and of changes at most ten times a second', async () => {
    vi.useFakeTimers();
    try {
      const { engine, runs, changes } = service();
      const { run } = runs.start({ spec: SPEC, origin: { kind: 'form' } });
      await engine.started;
      engine.send(workingOn([0, 1]));
      engine.send(measured(1, 'simd'));
      engine.send(workingOn([0]));
      expect(run.rows.map(({ state }) => state)).toEqual(['measuring', 'done']);
      vi.advanceTimersByTime(99);
      expect(changes.map(({ type }) => type)).toEqual(['started']);
      vi.advanceTimersByTime(1);
      expect(changes.slice(1)).toEqual([{ type: 'progressed', run, rows: [0, 1] }]);
      engine.send(workingOn([0, 1]));
      vi.advanceTimersByTime(100);
      expect(changes.slice(2)).toEqual([{ type: 'progressed', run, rows: [] }]);
      vi.advanceTimersByTime(1000);
      expect(changes).toHaveLength(3);
    } finally {
      vi.useRealTimers();
    }
  });

  it('stops at once when the engine has not even answered yet, and keeps nothing', async () => {
    const { engine, runs, saved } = service();
    engine.description = new Promise(() => undefined);
    const { ended } = runs.start({ spec: SPEC, origin: { kind: 'form' } });
    runs.stop();
    expect(await ended).toEqual({ kind: 'cancelled', run: null });
    expect(saved).toEqual([]);
    expect(engine.signal).toBeNull();
  });

  it('says one thing to do when the engine cannot be started', async () => {
    const { engine, runs, saved } = service();
    engine.description = Promise.reject(new EngineLostError('could not start', 'spawn ENOENT'));
    const { ended } = runs.start({ spec: SPEC, origin: { kind: 'form' } });
    expect(await ended).toEqual({
      kind: 'failed',
      run: null,
      message: 'The engine could not be started: spawn ENOENT. Open the log for details, then run again.',
    });
    expect(saved).toEqual([]);
  });

  it('is free for the next run before the last one is on the disk', async () => {
    const engine = new DrivenEngine();
    const runs = new RunService(engine, { save: () => new Promise(() => undefined) }, '1', () => undefined);
    const over = new Promise<void>((resolve) => {
      runs.onDidChange(({ type }) => {
        if (type === 'ended') resolve();
      });
    });
    runs.start({ spec: SPEC, origin: { kind: 'form' } });
    await engine.started;
    engine.end({ state: 'finished', elapsedMs: 1 });
    await over;
    expect(runs.running).toBeNull();
  });

  it('closes when what was measured is saved', async () => {
    const { engine, runs, saved } = service();
    runs.start({ spec: SPEC, origin: { kind: 'form' } });
    await engine.started;
    engine.send(measured(0, 'naive'));
    const closed = runs.close();
    expect(engine.signal?.aborted).toBe(true);
    engine.end({ state: 'cancelled', elapsedMs: 1 });
    await closed;
    expect(saved[0].measurements.map(({ status }) => status)).toEqual(['ok', 'cancelled']);
  });

  it('forgets a run that was deleted, but none that goes on', async () => {
    const { engine, runs } = service();
    const { run, ended } = runs.start({ spec: SPEC, origin: { kind: 'form' } });
    runs.forget(run.id);
    expect(runs.last).toBe(run);
    await engine.started;
    engine.end({ state: 'finished', elapsedMs: 1 });
    await ended;
    runs.forget('another');
    expect(runs.last).toBe(run);
    runs.forget(run.id);
    expect(runs.last).toBeNull();
  });
});

describe('RunService in Chinese', () => {
  inChinese();

  it('says of a lost engine what happened and what to do, one sentence after the other', async () => {
    const { engine, runs } = service();
    const { ended } = runs.start({ spec: SPEC, origin: { kind: 'form' } });
    await engine.started;
    engine.send(measured(0, 'naive'));
    engine.fail(new EngineLostError('exited', '被 SIGKILL 终止'));
    expect(await ended).toMatchObject({
      message: '引擎已停止（被 SIGKILL 终止）。已保留 1 个完成的行；再次运行以测量其余部分。',
    });
  });

  it('says of a row without a result that the run was stopped', async () => {
    const { engine, runs, saved } = service();
    const { ended } = runs.start({ spec: SPEC, origin: { kind: 'form' } });
    await engine.started;
    runs.stop();
    engine.end({ state: 'cancelled', elapsedMs: 1 });
    await ended;
    expect(saved[0].measurements[0]).toMatchObject({ reason: '此行得出结果之前，运行已停止。再次运行以测量它。' });
  });
});
