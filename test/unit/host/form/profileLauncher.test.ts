import { beforeEach, describe, expect, it } from 'vitest';
import type { RunSpec } from '../../../../src/core/spec/runSpec';
import type { Run } from '../../../../src/core/measure/measurement';
import { firstForm } from '../../../../src/host/form/profileForm';
import { ProfileLauncher, UnusableRequestError } from '../../../../src/host/form/profileLauncher';
import { RunService } from '../../../../src/host/runs/runService';
import type { RunOrigin } from '../../../../src/host/runs/runService';
import { EngineLostError } from '../../../../src/shared/engineLost';
import { DESCRIPTION, DrivenEngine, measured, SPEC } from '../runs/drivenEngine';

const SETTINGS = { budgetSeconds: 1, precision: 0.02, threads: null };

describe('ProfileLauncher', () => {
  let engine: DrivenEngine;
  let runs: RunService;
  let saved: Map<string, Run>;
  let files: Map<string, string>;
  let launched: RunSpec[];
  let origins: RunOrigin[];
  let stored: unknown;
  let free: number;

  beforeEach(() => {
    engine = new DrivenEngine();
    saved = new Map();
    runs = new RunService(
      engine,
      { save: (run) => Promise.resolve(void saved.set(run.id, run)) },
      '1',
      () => undefined,
    );
    files = new Map();
    launched = [];
    origins = [];
    stored = undefined;
    free = 4 * 2 ** 30;
  });

  function launcher(settings = () => SETTINGS): ProfileLauncher {
    return new ProfileLauncher(
      engine,
      runs,
      { get: (id) => saved.get(id) ?? null, fileOf: (id) => files.get(id) ?? null },
      {
        storedForm: stored,
        storeForm: (form) => (stored = structuredClone(form)),
        settings,
        availableBytes: () => free,
        launch: (spec, origin) => {
          launched.push(spec);
          origins.push(origin);
        },
      },
    );
  }

  it('remembers the form for the next window', () => {
    launcher().changeForm({ ...firstForm(SETTINGS), m: '77' });
    expect(launcher().form.m).toBe('77');
  });

  it('starts what the form asks for', () => {
    const form = launcher();
    form.changeForm({ ...firstForm(SETTINGS), m: '77' });
    form.startForm({ kind: 'form' });
    expect(launched[0].benchmarks[0].problems).toMatchObject([{ m: 77, k: 77, n: 77 }]);
  });

  it('starts nothing that cannot run, and says why', () => {
    const form = launcher();
    form.changeForm({ ...firstForm(SETTINGS), m: 'x' });
    expect(() => {
      form.startForm({ kind: 'form' });
    }).toThrow(UnusableRequestError);
    expect(launched).toEqual([]);
  });

  it('looks at the memory that is free when the run starts, not when the form was typed', async () => {
    const form = launcher();
    await form.describeEngine();
    expect(form.verdict().problems).toEqual({});
    free = 1000;
    expect(() => {
      form.startForm({ kind: 'form' });
    }).toThrow(/1000 bytes of memory is free/);
  });

  it('judges the form once, until the form, the settings or the machine change', async () => {
    let asked = 0;
    const form = launcher(() => {
      asked += 1;
      return SETTINGS;
    });
    form.verdict();
    const before = asked;
    expect(form.verdict()).toBe(form.verdict());
    expect(asked).toBe(before);
    expect(form.verdict().support).toEqual({});
    await form.describeEngine();
    expect(form.verdict().support.simd).toEqual({ supported: true });
    form.judgeAgain();
    form.verdict();
    expect(asked).toBeGreaterThan(before + 1);
  });

  it('says that the engine cannot be asked, until it can after a run', async () => {
    const form = launcher();
    engine.description = Promise.reject(new EngineLostError('could not start', 'spawn ENOENT'));
    await form.describeEngine();
    expect(form.problem?.message).toMatch(/^The engine could not be started: spawn ENOENT\. Open the log/);
    engine.description = Promise.resolve(DESCRIPTION);
    const told = new Promise<void>((resolve) => {
      form.onDidChange(() => {
        resolve();
      });
    });
    form.afterRun();
    await told;
    expect(form.problem).toBeNull();
    expect(form.machine).toEqual(DESCRIPTION.machine);
  });

  it('asks the engine after a run that began without its having been asked', async () => {
    const form = launcher();
    const told = new Promise<void>((resolve) => {
      form.onDidChange(() => {
        resolve();
      });
    });
    form.afterRun();
    await told;
    expect(form.machine).toEqual(DESCRIPTION.machine);
  });

  it('runs a saved run again, and refuses one that is gone', async () => {
    const { run, ended } = runs.start({ spec: SPEC, origin: { kind: 'form' } });
    await engine.started;
    engine.send(measured(0, 'naive'));
    engine.end({ state: 'finished', elapsedMs: 1 });
    await ended;
    runs.forget(run.id);
    launcher().runAgain(run.id);
    files.set(run.id, 'file:///a.matmul.json');
    launcher().runAgain(run.id);
    expect(launched).toEqual([SPEC, SPEC]);
    expect(origins).toEqual([{ kind: 'palette' }, { kind: 'file', uri: 'file:///a.matmul.json' }]);
    expect(() => {
      launcher().runAgain('gone');
    }).toThrow(/no longer there/);
  });
});
