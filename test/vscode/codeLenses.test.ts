import { strict as assert } from 'node:assert';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { activate, ended, eventually, startFile, workspaceFile } from './extensionUnderTest';

suite('code lenses', () => {
  test('offer Run all at the list and Run at each benchmark', async () => {
    await activate();
    assert.deepEqual(await lensesOf('quick.matmul.json'), [
      [3, '▶ Run all (2)'],
      [3, '$(graph) Open results'],
      [4, '▶ Run'],
      [5, '▶ Run'],
    ]);
  });

  test('do not offer to run what is wrong', async () => {
    await activate();
    assert.deepEqual(await lensesOf('broken.matmul.json'), [
      [2, '$(error) 4 problems'],
      [2, '$(graph) Open results'],
      [5, '▶ Run'],
    ]);
  });

  test('stay where they are while a run goes on, and offer Stop', async () => {
    const api = await activate();
    const before = await lensesOf('long.matmul.json');
    const run = await startFile(api, 'long.matmul.json');
    const seen = [await lensesOf('long.matmul.json')];
    await eventually('a row is finished', () => (run.recorder.done > 0 ? true : null));
    seen.push(await lensesOf('long.matmul.json'));
    await vscode.commands.executeCommand('matmulProfiler.stop');
    await ended(run);
    for (const during of seen) {
      assert.deepEqual(
        during.map(([line]) => line),
        before.map(([line]) => line),
      );
      assert.deepEqual(
        during.map(([, title]) => title),
        ['■ Stop', '$(graph) Open results', '■ Stop', '■ Stop'],
      );
    }
    assert.deepEqual(await lensesOf('long.matmul.json'), before);
  });

  test('the lens of a benchmark runs it', async () => {
    const api = await activate();
    const [lens] = (await provided('quick.matmul.json')).filter(({ range }) => range.start.line === 4);
    assert(lens.command);
    const { command, arguments: args = [] } = lens.command;
    const before = api.runs.last;
    await vscode.commands.executeCommand(command, ...(args as readonly unknown[]));
    const run = await eventually('the run starts', () => (api.runs.last === before ? null : api.runs.last));
    await ended(run);
    assert.deepEqual(
      run.request.spec.benchmarks.map(({ name }) => name),
      ['thin'],
    );
  });
});

async function provided(name: string): Promise<readonly vscode.CodeLens[]> {
  const uri = workspaceFile(name);
  await vscode.window.showTextDocument(uri);
  return vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
}

/** Line (from 1) and title of each lens, from top to bottom. */
async function lensesOf(name: string): Promise<readonly (readonly [number, string])[]> {
  const lenses = await provided(name);
  return lenses.map(({ range, command }) => [range.start.line + 1, command?.title ?? ''] as const);
}
