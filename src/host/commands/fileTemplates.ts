import * as vscode from 'vscode';
import { NEW_BENCHMARK_FILE } from '../benchmarkFiles/newFileTemplate';

/** 'New Benchmark File…': asks for a name in the workspace; without a folder, an untitled document. */
export async function newBenchmarkFile(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) {
    const document = await vscode.workspace.openTextDocument({ language: 'jsonc', content: NEW_BENCHMARK_FILE });
    await vscode.window.showTextDocument(document);
    void vscode.window.showInformationMessage('Save this file with a name that ends in .matmul.json to run it.');
    return;
  }
  const name = await vscode.window.showInputBox({
    title: 'New Benchmark File',
    value: 'bench.matmul.json',
    valueSelection: [0, 'bench'.length],
    prompt: `Name of the file in ${folder.name}; it has to end in .matmul.json.`,
    validateInput: (text) =>
      /^[^\\/:*?"<>|]+\.matmul\.json$/.test(text) ? undefined : 'The name must end in .matmul.json.',
  });
  if (name === undefined) return;
  const uri = vscode.Uri.joinPath(folder.uri, name);
  if (await exists(uri)) {
    void vscode.window.showInformationMessage(`${name} is there already; it was opened as it is.`);
  } else {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(NEW_BENCHMARK_FILE));
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
