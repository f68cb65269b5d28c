import { describe, expect, it } from 'vitest';
import type { RunSpec } from '../../../../src/core/spec/runSpec';
import { FileResults } from '../../../../src/host/runs/fileResults';
import { RunService } from '../../../../src/host/runs/runService';
import { DrivenEngine, measured, SPEC } from './drivenEngine';

const FILE = 'file:///a.matmul.json';
const [BENCHMARK] = SPEC.benchmarks;
const TWO: RunSpec = { title: 'two', benchmarks: [BENCHMARK, { ...BENCHMARK, name: 'others' }] };

/** Judges nothing. */
const NO_BASELINES = { judge: () => [], onDidChange: () => ({ dispose: () => undefined }) };

function results(): { engine: DrivenEngine; runs: RunService; results: FileResults } {
  const engine = new DrivenEngine();
  const runs = new RunService(engine, { save: () => Promise.resolve() }, '1', () => undefined);
  return { engine, runs, results: new FileResults(runs, NO_BASELINES) };
}

describe('FileResults', () => {
  it('gives each benchmark of a file its own rows', async () => {
    const { engine, runs, results: files } = results();
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
    const { engine, runs, results: files } = results();
    const first = runs.start({ spec: TWO, origin: { kind: 'file', uri: FILE } });
    await engine.started;
    engine.end({ state: 'finished', elapsedMs: 1 });
    await first.ended;
    runs.start({ spec: SPEC, origin: { kind: 'file', uri: FILE } });
    expect(files.resultsOf(FILE, 'squares')?.state).toBe('running');
    expect(files.resultsOf(FILE, 'others')?.state).toBe('done');
  });

  it('knows nothing of runs that no file asked for', () => {
    const { runs, results: files } = results();
    let told = 0;
    files.onDidChange(() => (told += 1));
    runs.start({ spec: SPEC, origin: { kind: 'form' } });
    expect(files.resultsOf(FILE, 'squares')).toBeNull();
    expect(told).toBe(0);
  });
});
