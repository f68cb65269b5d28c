import { strict as assert } from 'node:assert';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { setup, suite, teardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { MatmulProfilerApi } from '../../src/host/extension';
import type { Run } from '../../src/core/measure/measurement';
import { parseRun } from '../../src/core/spec/runSchema';
import { baselinePathOf, baselineText } from '../../src/shared/baselineFile';
import { activate, ended, eventually, startFile, workspaceFile } from './extensionUnderTest';

const FILE = 'held.matmul.json';

suite('saved runs and baselines', () => {
  let api: MatmulProfilerApi;
  let file = '';
  let run: Run;

  setup(async () => {
    api = await activate();
    file = workspaceFile(FILE).fsPath;
    if (run !== undefined) return;
    const started = await startFile(api, FILE);
    assert.equal((await ended(started)).kind, 'finished');
    run = await eventually('the run is saved', () => api.store.get(started.id));
  });

  teardown(async () => {
    await rm(baselinePathOf(file), { force: true });
    await api.baselines.clearWorkspaceRun();
  });

  const outcome = (): string => api.baselines.judge(run, file)[0].outcome;
  const becomes = (wanted: string): Promise<true> =>
    eventually(`the expectation is ${wanted}`, () => (outcome() === wanted ? true : null));
  /** Takes the choice that is offered first, as soon as there is one. */
  const acceptUntil = <T>(what: string, probe: () => T | null): Promise<T> =>
    eventually(what, () => {
      const found = probe();
      if (found === null) void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return found;
    });

  test('Set Baseline… holds the workspace to a run, and Clear Baseline lets it go', async () => {
    assert.equal(outcome(), 'undecided');
    void vscode.commands.executeCommand('matmulProfiler.setBaseline', run.id);
    await acceptUntil('the workspace has a baseline', () => api.baselines.workspaceRun);
    assert.equal(api.baselines.workspaceRun, run.id);
    assert.equal(outcome(), 'met');
    void vscode.commands.executeCommand('matmulProfiler.clearBaseline');
    await acceptUntil('it has none', () => (api.baselines.workspaceRun === null ? true : null));
    assert.equal(outcome(), 'undecided');
  });

  test('a baseline beside a file is noticed when a checkout brings, changes or removes it', async () => {
    assert.equal(outcome(), 'undecided');
    const path = baselinePathOf(file);
    await writeFile(path, baselineText(run));
    await becomes('met');
    await writeFile(path, baselineText(hundredTimesFaster(run)));
    await becomes('missed');
    await rm(path);
    await becomes('undecided');
  });

  test('a baseline of a file is written beside it, and is the run without what is of this window alone', async () => {
    const path = await api.baselines.writeFor(file, run, ['held']);
    const text = await readFile(path, 'utf8');
    const parsed = parseRun(JSON.parse(text));
    assert('run' in parsed);
    assert.equal(parsed.run.id, run.id);
    assert(!text.includes('benchmarkFile'), 'no address of this machine is in it');
    await becomes('met');
  });

  test('Clear Baseline deletes the file of the one that is chosen', async () => {
    const path = await api.baselines.writeFor(file, run, ['held']);
    await becomes('met');
    // The files of the workspace are listed by another process, which may see it late.
    await eventually('the file is gone', () => {
      void vscode.commands.executeCommand('matmulProfiler.clearBaseline');
      void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return existsSync(path) ? null : true;
    });
    await becomes('undecided');
  });

  test('a saved run knows its benchmark file', () => {
    assert.equal(api.store.fileOf(run.id), workspaceFile(FILE).toString());
    assert(existsSync(file));
  });
});

function hundredTimesFaster(run: Run): Run {
  return {
    ...run,
    measurements: run.measurements.map((row) =>
      row.status === 'ok'
        ? {
            ...row,
            medianNs: row.medianNs / 100,
            samplesNs: row.samplesNs.map((ns) => ns / 100),
            intervalNs: [row.intervalNs[0] / 100, row.intervalNs[1] / 100],
          }
        : row,
    ),
  };
}
