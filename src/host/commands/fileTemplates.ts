import * as vscode from 'vscode';
import { newFileText } from '../benchmarkFiles/newFileTemplate';

const ENDING = '.matmul.json';
const FIRST_NAME = `bench${ENDING}`;

/** 'New Benchmark File…': asks for a name in the workspace; without a folder, an untitled document that can run as well. */
export async function newBenchmarkFile(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) {
    const uri = vscode.Uri.from({ scheme: 'untitled', path: FIRST_NAME });
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = await vscode.window.showTextDocument(document);
    if (document.getText() !== '') return;
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), newFileText());
    });
    return;
  }
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('New Benchmark File'),
    value: FIRST_NAME,
    valueSelection: [0, FIRST_NAME.length - ENDING.length],
    prompt: vscode.l10n.t('Name of the file in {0}; it has to end in {1}.', folder.name, ENDING),
    validateInput: (text) =>
      /^[^\\/:*?"<>|]+\.matmul\.json$/.test(text)
        ? undefined
        : vscode.l10n.t('Enter a name that ends in {0}, without a folder, such as {1}.', ENDING, FIRST_NAME),
  });
  if (name === undefined) return;
  const uri = vscode.Uri.joinPath(folder.uri, name);
  if (await exists(uri)) {
    void vscode.window.showInformationMessage(vscode.l10n.t('{0} is there already; it was opened as it is.', name));
  } else {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(newFileText()));
  }
  await vscode.window.showTextDocument(uri);
}

/** 'Open Example': the first example, as shipped. */
export async function openExample(extensionUri: vscode.Uri): Promise<void> {
  await vscode.window.showTextDocument(vscode.Uri.joinPath(extensionUri, 'examples', 'first.matmul.json'));
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
