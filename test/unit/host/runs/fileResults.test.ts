import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Emitter } from 'vscode-jsonrpc';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Run } from '../../../../src/core/measure/measurement';
import type { GateVerdict } from '../../../../src/core/model/gates';
import type { RunSpec } from '../../../../src/core/spec/runSpec';
import { fileOf, FileResults } from '../../../../src/host/runs/fileResults';
import { RunService } from '../../../../src/host/runs/runService';
import { RunStore } from '../../../../src/host/runs/runStore';
import { DrivenEngine, measured, SPEC } from './drivenEngine';

const FILE = 'file:///a.matmul.json';
const [BENCHMARK] = SPEC.benchmarks;
const TWO: RunSpec = { title: 'two', benchmarks: [BENCHMARK, { ...BENCHMARK, name: 'others' }] };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matmul-file-results-'));
});
afterEach(async () => {
  vi.useRealTimers();
  await rm(folder, { recursive: true, force: true });
});

/** A window: what it knows of runs, with a judge that says which run it was asked of, and for which file. */
function openWindow() {
  const engine = new DrivenEngine();
  const store = new RunStore({ folder, keep: () => 9, onBadFile: (message) => expect.fail(message) });
  const runs = new RunService(engine, store, '1', () => undefined);
  const changes = new Emitter<void>();
  let outcome: GateVerdict['outcome'] = 'met';
  const judge = (run: Run, file: string | null): readonly GateVerdict[] =>
    run.benchmarks.map(({ name }) => ({
      ...{ benchmark: name, index: 0, title: run.id, outcome, reason: file ?? '' },
    }));
  const files = new FileResults(runs, { judge, onDidChange: changes.event }, store);
  const judgeAnew = (next: GateVerdict['outcome']): void => {
    outcome = next;
    changes.fire();
  };
  /** Takes a whole run. */
  const take = async (spec: RunSpec, uri: string): Promise<string> => {
    const started = new DrivenEngine();
    const own = new RunService(started, store, '1', () => undefined);
    const { run, ended } = own.start({ spec, origin: { kind: 'file', uri } });
    await started.started;
    started.send(measured(0, 'naive'));
    started.end({ state: 'finished', elapsedMs: 1 });
    await ended;
    return run.id;
  };
  return { engine, store, runs, files, judgeAnew, take };
}

describe('FileResults', () => {
  it('gives each benchmark of a file its own rows', async () => {
    const { engine, runs, files } = openWindow();
    const { ended } = runs.start({ spec: TWO, origin: { kind: 'file', uri: FILE } });
    await engine.started;
    engine.send(measured(2, 'naive'));
    const states = (name: string): unknown => files.resultsOf(FILE, name)?.rows.map(({ state }) => state);
    expect(states('squares')).toEqual(['waiting', 'waiting']);
    expect(states('others')).toEqual(['done', 'waiting']);
    expect(files.isRunning(FILE, 'others')).toBe(true);
    expect(files.resultsOf(FILE, 'no such')).toBeNull();
    expect(files.resultsOf('file:///b.matmul.json', 'squares')).toBeNull();
    engine.end({ state: 'finished', elapsedMs: 1 });
    await ended;
    expect(files.resultsOf(FILE, 'others')?.state).toBe('done');
    expect(files.isRunning(FILE, 'others')).toBe(false);
  });

  it('keeps the rows of a benchmark while another of its file runs', async () => {
    const { engine, runs, files } = openWindow();
    const first = runs.start({ spec: TWO, origin: { kind: 'file', uri: FILE } });
    await engine.started;
    engine.end({ state: 'finished', elapsedMs: 1 });
    await first.ended;
    runs.start({ spec: SPEC, origin: { kind: 'file', uri: FILE } });
    expect(files.resultsOf(FILE, 'squares')?.state).toBe('running');
    expect(files.resultsOf(FILE, 'others')?.state).toBe('done');
  });

  it('knows nothing of runs that no file asked for', () => {
    const { runs, files } = openWindow();
    let told = 0;
    files.onDidChange(() => (told += 1));
    runs.start({ spec: SPEC, origin: { kind: 'form' } });
    expect(files.resultsOf(FILE, 'squares')).toBeNull();
    expect(told).toBe(0);
  });

  it('has after a reload of the window what was saved, judged for its file, the newest of each benchmark', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const before = openWindow();
    const both = await before.take(TWO, FILE);
    vi.setSystemTime(Date.now() + 1000);
    const one = await before.take(SPEC, FILE);
    await before.take(SPEC, 'file:///b.matmul.json');

    const { files, store, runs } = openWindow();
    let told = 0;
    files.onDidChange(() => (told += 1));
    expect(files.resultsOf(FILE, 'squares')).toBeNull();
    await store.load();
    expect(told).toBeGreaterThan(0);
    const found = (name: string): unknown => {
      const results = files.resultsOf(FILE, name);
      return [results?.state, results?.rows.length, results?.verdicts.map(({ title, reason }) => [title, reason])];
    };
    expect(found('squares')).toEqual(['done', 2, [[one, '/a.matmul.json']]]);
    expect(found('others')).toEqual(['done', 2, [[both, '/a.matmul.json']]]);
    expect(fileOf(runs, store, both)).toBe('/a.matmul.json');
    await store.delete(one);
    expect(found('squares')).toEqual(['done', 2, [[both, '/a.matmul.json']]]);
  });

  it('judges anew when a baseline has changed', async () => {
    const { files, take, judgeAnew } = openWindow();
    await take(SPEC, FILE);
    const outcomes = (): unknown => files.resultsOf(FILE, 'squares')?.verdicts.map(({ outcome }) => outcome);
    expect(outcomes()).toEqual(['met']);
    judgeAnew('missed');
    expect(outcomes()).toEqual(['missed']);
  });
});
