import { strict as assert } from 'node:assert';
import { suite, suiteSetup, suiteTeardown, test } from 'mocha';
import * as vscode from 'vscode';
import type { MatmulProfilerApi } from '../../src/host/extension';
import type { ActiveRun } from '../../src/host/runs/runService';
import { activate, ended, eventually, startBenchmark, startFile } from './extensionUnderTest';

/** Runs the command as the results panel does, and resolves to the document that it opens. */
async function show(runId: string, row: number, extension: string): Promise<vscode.TextDocument> {
  await vscode.commands.executeCommand('matmulProfiler.showKernel', { runId, row });
  return eventually(`a document ${extension} is shown`, () => {
    const document = vscode.window.activeTextEditor?.document;
    return document?.uri.scheme === 'matmul-kernel' && document.uri.path.endsWith(extension) ? document : null;
  });
}

/** Other tabs, such as that of the results, stay. */
async function closeKernels(): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
  const own = tabs.filter(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === 'matmul-kernel');
  await vscode.window.tabGroups.close(own);
}

suite('kernels', () => {
  let api: MatmulProfilerApi;
  let run: ActiveRun;

  suiteSetup(async () => {
    api = await activate();
    run = await startBenchmark(api, 'quick.matmul.json', 0);
    await ended(run);
  });

  suiteTeardown(closeKernels);

  test('the kernel of a row is shown as WebAssembly text, with what ran', async () => {
    const document = await show(run.id, 1, '.wat');
    assert.equal(document.languageId, 'matmul-wat');
    assert.match(document.uri.path, /^\/simd f32 \d×\d+ 16×16×16\.wat$/);
    const [, measurement] = api.store.get(run.id)?.measurements ?? [];
    assert(measurement.status === 'ok');
    const text = document.getText();
    assert(text.includes(`;; ran as      ${measurement.backend}\n`), text.slice(0, 600));
    assert.match(text, /^\(module ;; gemm f32 /m);
  });

  test('it cannot be edited', async () => {
    const document = await show(run.id, 1, '.wat');
    const editor = await vscode.window.showTextDocument(document);
    const before = document.getText();
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), 'changed');
    });
    await vscode.commands.executeCommand('type', { text: 'x' });
    assert.equal(document.getText(), before);
    assert.equal(document.isDirty, false);
  });

  test('its functions are in the outline, and it folds', async () => {
    const document = await show(run.id, 1, '.wat');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert(symbols.some(({ name }) => name === 'gemm'));
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    const gemm = symbols.find(({ name }) => name === 'gemm');
    assert(folds.some(({ start }) => start === gemm?.range.start.line));
  });

  test('a kernel in JavaScript is shown as JavaScript', async () => {
    const document = await show(run.id, 0, '.js');
    assert.equal(document.languageId, 'javascript');
    assert.match(document.getText(), /^function dotProducts\(/m);
  });

  test('of a row of the native BLAS, which library ran is shown, and where its code is to be found', async () => {
    const native = await startBenchmark(api, 'native.matmul.json', 0);
    await ended(native);
    const [, measurement] = api.store.get(native.id)?.measurements ?? [];
    assert(measurement.status === 'ok', JSON.stringify(measurement));
    const document = await show(native.id, 1, '.txt');
    assert.equal(document.languageId, 'plaintext');
    assert.match(document.uri.path, /^\/blas f32 16×16×16\.txt$/);
    const text = document.getText();
    assert(text.includes(`# ran as      ${measurement.backend}\n`), text);
    assert.match(measurement.backend, /, 1 thread$/);
    assert(text.includes('There is no text of this kernel.'));
  });

  test('its address alone brings it back', async () => {
    const { uri } = await show(run.id, 1, '.wat');
    await closeKernels();
    const again = await vscode.workspace.openTextDocument(uri.with({ path: '/of another name.wat' }));
    assert.match(again.getText(), /^\(module ;; gemm f32 /m);
  });

  test('from the palette, a row of the run is picked', async () => {
    await closeKernels();
    void vscode.commands.executeCommand('matmulProfiler.showKernel');
    await eventually('the first row is taken', () => {
      void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return vscode.window.activeTextEditor?.document.uri.scheme === 'matmul-kernel' ? true : null;
    });
    assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /^\/naive f32 /);
  });

  test('it is shown while a run goes on', async () => {
    const long = await startFile(api, 'long.matmul.json');
    await eventually('the third row is measured', () => (long.recorder.activity?.row === 2 ? true : null), 30_000);
    await show(long.id, 2, '.js');
    assert.equal(long.ending, null, 'the run goes on');
    api.runs.stop();
    await ended(long);
  }).timeout(60_000);
});
