import { describe, expect, it } from 'vitest';
import type { Run } from '../../../../src/core/measure/measurement';
import type { RunSpec } from '../../../../src/core/spec/runSpec';
import { RunBusyError, RunService } from '../../../../src/host/runs/runService';
import type { RunChange } from '../../../../src/host/runs/runService';
import { EngineLostError } from '../../../../src/shared/engineClient';
import type { EngineDescription, RunEvent, RunOutcome } from '../../../../src/shared/engineProtocol';
import { SQUARE_64, timed } from '../../core/measurementFixtures';

const DESCRIPTION: EngineDescription = {
  machine: {
    processor: 'p',
    architecture: 'x64',
    platform: 'Linux',
    logicalCores: 2,
    memoryBytes: 1,
    wasm: { simd: true, relaxedSimd: true, threads: true },
  },
  versions: { node: '20', v8: '11', engineFlags: [] },
  strategies: [],
};

const SPEC: RunSpec = {
  title: 'squares',
  benchmarks: [
    {
      name: 'squares',
      problems: [SQUARE_64],
      strategies: [
        { id: 'naive', values: {} },
        { id: 'simd', values: {} },
      ],
      budgetSeconds: 1,
      precision: 0.02,
      threads: null,
    },
  ],
};

/** An engine whose runs are driven by the test. */
class DrivenEngine {
  send: (event: RunEvent) => void = () => undefined;
  signal: AbortSignal | null = null;
  end: (outcome: RunOutcome) => void = () => undefined;
  fail: (error: Error) => void = () => undefined;
  private begun: () => void = () => undefined;
  readonly started = new Promise<void>((resolve) => (this.begun = resolve));

  describe(): Promise<EngineDescription> {
    return Promise.resolve(DESCRIPTION);
  }

  run(_spec: RunSpec, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<RunOutcome> {
    this.send = onEvent;
    this.signal = signal;
    this.begun();
    return new Promise((resolve, reject) => {
      this.end = resolve;
      this.fail = reject;
    });
  }
}

function service(): { engine: DrivenEngine; runs: RunService; saved: Run[]; changes: RunChange[] } {
  const engine = new DrivenEngine();
  const saved: Run[] = [];
  const store = {
    save: (run: Run) => {
      saved.push(run);
      return Promise.resolve();
    },
  };
  const runs = new RunService(engine, store, '1.2.3', () => undefined);
  const changes: RunChange[] = [];
  runs.onDidChange((change) => changes.push(change));
  return { engine, runs, saved, changes };
}

const measured = (row: number, strategy: string): RunEvent => ({
  type: 'measured',
  row,
  measurement: timed(strategy, 5),
  final: true,
});

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

  it('ends a run even when it cannot be saved', async () => {
    const engine = new DrivenEngine();
    const lines: string[] = [];
    const runs = new RunService(engine, { save: () => Promise.reject(new Error('disk full')) }, '1', (line) =>
      lines.push(line),
    );
    const { ended } = runs.start({ spec: SPEC, origin: { kind: 'form' } });
    await engine.started;
    engine.end({ state: 'finished', elapsedMs: 1 });
    expect((await ended).kind).toBe('finished');
    expect(lines.join('\n')).toContain('disk full');
  });
});
