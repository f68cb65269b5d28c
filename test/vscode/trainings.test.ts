import { strict as assert } from 'node:assert';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { activate, eventually, workspaceFile } from './extensionUnderTest';

const FILE = 'trained.matmul.json';

suite('trainings of benchmark files', () => {
  test('have lenses to train and to check gradients, but for those that are wrong', async () => {
    await activate();
    assert.deepEqual(await lensesOf(), [
      [2, '$(error) 1 problem'],
      [2, '$(graph) Open results'],
      [3, '▶ Train'],
      [3, '$(pass) Check gradients'],
      [12, '▶ Train'],
      [12, '$(pass) Check gradients'],
    ]);
  });

  test('have diagnostics: what is wrong, and what is wrong on purpose', async () => {
    await activate();
    const document = await vscode.workspace.openTextDocument(workspaceFile(FILE));
    await vscode.window.showTextDocument(document);
    const found = await eventually('diagnostics', () => {
      const all = vscode.languages.getDiagnostics(document.uri);
      return all.length > 0 ? all : null;
    });
    assert.deepEqual(
      found.map(({ range, severity, message }) => [document.getText(range), severity, message]),
      [
        ['"no-mean"', vscode.DiagnosticSeverity.Warning, 'Wrong on purpose: No division by the batch'],
        ['"smid"', vscode.DiagnosticSeverity.Error, '"smid" is not a strategy; did you mean "simd"?'],
      ],
    );
  });

  test('have completion from the schema', async () => {
    await activate();
    const document = await vscode.workspace.openTextDocument(workspaceFile(FILE));
    await vscode.window.showTextDocument(document);
    const position = document.positionAt(document.getText().indexOf('"epochs"') + 1);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position,
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const key of ['optimiser', 'activation', 'mistakes']) assert(labels.includes(key), labels.join(' '));
  });

  test('are trained by their lens, and judged', async () => {
    const { trainEntries } = await activate();
    await clickLens(3, '▶ Train');
    const state = await eventually('the training ends', () => {
      const known = trainEntries.trainingOf(workspaceFile(FILE).toString(), 'clouds');
      return known?.state === 'done' ? known : null;
    });
    const { record, verdicts } = state;
    assert(record.status === 'finished', JSON.stringify(record));
    assert.deepEqual(
      record.trained.arms.map(({ name, steps }) => [name, steps]),
      [
        ['simd', 600],
        ['naive', 600],
      ],
    );
    assert.equal(verdicts.length, 3);
    assert.deepEqual(
      verdicts.slice(0, 2).map(({ outcome }) => outcome),
      ['met', 'met'],
    );
  });

  test('are stopped by the lens that took the place of Train, while no run may start', async () => {
    const { trainEntries, runs } = await activate();
    const done = clickLens(12, '▶ Train');
    await eventually('the training goes on', () => (trainEntries.isTraining ? true : null));
    assert.throws(() => runs.start({ spec: { title: 'x', benchmarks: [] }, origin: { kind: 'palette' } }), /goes on/);
    assert((await lensesOf()).some(([line, title]) => line === 12 && title === '■ Stop'));
    await vscode.commands.executeCommand('matmulProfiler.stop');
    await done;
    const state = trainEntries.trainingOf(workspaceFile(FILE).toString(), 'wrong');
    assert.equal(state?.state === 'done' && state.record.status, 'cancelled');
    assert.equal(trainEntries.isTraining, false);
  });
});

async function provided(): Promise<readonly vscode.CodeLens[]> {
  const uri = workspaceFile(FILE);
  await vscode.window.showTextDocument(uri);
  return vscode.commands.executeCommand<vscode.CodeLens[]>('vscode.executeCodeLensProvider', uri, 100);
}

async function lensesOf(): Promise<readonly (readonly [number, string])[]> {
  const lenses = await provided();
  return lenses.map(({ range, command }) => [range.start.line + 1, command?.title ?? ''] as const);
}

async function clickLens(line: number, title: string): Promise<void> {
  const lenses = await provided();
  const lens = lenses.find(({ range, command }) => range.start.line + 1 === line && command?.title === title);
  assert(lens?.command, `${title} at line ${line}`);
  const { command, arguments: args = [] } = lens.command;
  await vscode.commands.executeCommand(command, ...(args as readonly unknown[]));
}
