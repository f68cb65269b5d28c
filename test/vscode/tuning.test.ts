import { strict as assert } from 'node:assert';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { plainProblem } from '../../src/core/problem';
import { activate, ended, eventually } from './extensionUnderTest';

suite('tuning', () => {
  test('the command asks for a grid, tunes, and what was measured until Stop is saved as a tuning', async () => {
    const api = await activate();
    const before = api.runs.last;
    const problem = plainProblem(300, 300, 300);
    void vscode.commands.executeCommand('matmulProfiler.tune', { strategy: 'blocked', problem });
    const run = await eventually('the offered grid is taken', () => {
      void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return api.runs.last === before ? null : api.runs.last;
    });
    await eventually('a point is measured', () =>
      run.rows.some((row) => row.state === 'measuring' && row.soFar !== null) ? true : null,
    );
    api.runs.stop();
    assert.equal((await ended(run)).kind, 'cancelled');
    const saved = api.store.get(run.id);
    assert(saved, 'the run is saved');
    assert.deepEqual(
      saved.benchmarks[0].tuning?.axes.map(({ parameter }) => parameter),
      ['mc', 'kc'],
    );
    const [reference, ...points] = saved.measurements;
    assert.deepEqual(reference.parameters, {});
    assert(points.every(({ parameters }) => 'mc' in parameters && 'kc' in parameters));
    assert(saved.measurements.some(({ status }) => status === 'ok'));
  }).timeout(60_000);
});
