import { strict as assert } from 'node:assert';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { formatCount } from '../../src/core/format';
import { STRATEGY_IDS } from '../../src/core/kernels/strategy';
import { SCHEMA_SCHEME } from '../../src/host/ids';
import { activate, eventually, workspaceFile } from './extensionUnderTest';

suite('benchmark files', () => {
  test('open as JSON with comments', async () => {
    const document = await vscode.workspace.openTextDocument(workspaceFile('quick.matmul.json'));
    assert.equal(document.languageId, 'jsonc');
  });

  test('with comments and trailing commas have no diagnostics', async () => {
    await activate();
    const document = await shown('quick.matmul.json');
    // The diagnostics of the other file say that it was the turn of this one, too.
    await shown('broken.matmul.json');
    await eventually('diagnostics', () => diagnosticsOf('broken.matmul.json')?.at(0));
    assert.deepEqual(vscode.languages.getDiagnostics(document.uri), []);
  });

  test('show what is wrong, where it is wrong', async () => {
    await activate();
    const document = await shown('broken.matmul.json');
    const found = await eventually('diagnostics', () => diagnosticsOf('broken.matmul.json'));
    const marked = found.map(({ range, message }) => [range.start.line + 1, document.getText(range), message]);
    // One message at each place: the JSON support of VS Code says nothing of its own.
    assert.deepEqual(marked, [
      [3, '"simmd"', '"simmd" is not a strategy; did you mean "simd"?'],
      [4, '-1', `Each of "size" must be a whole number from 0 to ${formatCount(1_000_000)}`],
      [6, '"no sizes"', 'The sizes are missing; give "size" for square products, or "m", "k" and "n"'],
      [7, '"strategys"', '"strategys" is not a key of a benchmark; did you mean "strategies"?'],
    ]);
  });

  test('are marked by VS Code where they are not JSON, and once', async () => {
    await activate();
    const text = '{\n  "benchmarks": [{ "name": "half a line", "size":\n}\n';
    await vscode.workspace.fs.writeFile(workspaceFile('not-json.matmul.json'), new TextEncoder().encode(text));
    const document = await shown('not-json.matmul.json');
    const found = await eventually('diagnostics', () => diagnosticsOf('not-json.matmul.json'));
    assert.deepEqual(
      found.map(({ range }) => [range.start.line + 1, document.getText(range)]),
      [[3, '}']],
    );
  });

  test('have completion and hover from the schema', async () => {
    const document = await shown('quick.matmul.json');
    const position = (text: string, shift: number): vscode.Position =>
      document.positionAt(document.getText().indexOf(text) + shift);
    const completions = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      position('"naive"', 1),
    );
    const labels = completions.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    for (const id of STRATEGY_IDS) assert(labels.includes(`"${id}"`), `${id} in ${labels.join(' ')}`);

    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position('"budget"', 2),
    );
    const texts = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''));
    assert(texts.join('\n').includes('Seconds for the samples of one strategy'), texts.join('\n'));
  });

  test('have a schema with which nothing is wrong', () => {
    const wrong = vscode.languages.getDiagnostics().filter(([uri]) => uri.scheme === SCHEMA_SCHEME);
    assert.deepEqual(wrong, []);
    const read = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === SCHEMA_SCHEME);
    assert.deepEqual(read.map(({ uri }) => uri.path).sort(), [
      '/benchmark.editor.schema.json',
      '/benchmark.schema.json',
    ]);
  });

  test('lose their diagnostics when they are corrected', async () => {
    await activate();
    const document = await shown('broken.matmul.json');
    await eventually('diagnostics', () => diagnosticsOf('broken.matmul.json'));
    const before = document.getText();
    await replaceText(document, '{ "benchmarks": [{ "name": "fine", "size": 8 }] }\n');
    await eventually('no diagnostics', () => (diagnosticsOf('broken.matmul.json') === null ? true : null));
    // By an edit, for a revert acts on whichever editor is active by then; other tests need the file as it was.
    await replaceText(document, before);
    await eventually('diagnostics', () => diagnosticsOf('broken.matmul.json'));
  });
});

async function shown(name: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(workspaceFile(name));
  await vscode.window.showTextDocument(document);
  return document;
}

async function replaceText(document: vscode.TextDocument, text: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(0, 0, document.lineCount, 0), text);
  assert(await vscode.workspace.applyEdit(edit));
}

/** What all extensions say of a file, in the order of the text; `null` where there is nothing. */
function diagnosticsOf(name: string): readonly vscode.Diagnostic[] | null {
  const found = vscode.languages.getDiagnostics(workspaceFile(name));
  return found.length === 0 ? null : [...found].sort((x, y) => x.range.start.compareTo(y.range.start));
}
