import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { suite, test } from 'mocha';
import * as vscode from 'vscode';
import { parseRun } from '../../src/core/spec/runSchema';
import { TEMPORARY_SUFFIX } from '../../src/shared/wholeFile';
import { activate, ended, eventually, startBenchmark, workspaceFile } from './extensionUnderTest';

const FILE = 'quick.matmul.json';

suite('export', () => {
  test('the command asks for a format and a file, and writes the run that is shown', async () => {
    const api = await activate();
    // A dialog that commands can answer, also where there is a desktop.
    await vscode.workspace.getConfiguration('files').update('simpleDialog.enable', true, true);
    const run = await startBenchmark(api, FILE, 0);
    assert.equal((await ended(run)).kind, 'finished');
    const folder = dirname(workspaceFile(FILE).fsPath);
    const before = new Set(readdirSync(folder));
    void vscode.commands.executeCommand('matmulProfiler.exportResults');
    const written = await eventually('the first format and the offered name are taken', () => {
      void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      // Before it takes its name it has another one.
      return readdirSync(folder).find((name) => !before.has(name) && !name.endsWith(TEMPORARY_SUFFIX));
    });
    assert.match(written, /^tiny-quick\.matmul\.json-\d{4}-\d\d-\d\d\.json$/);
    const path = join(folder, written);
    const parsed = await eventually('the file is whole', () => {
      const text = readFileSync(path, 'utf8');
      return text === '' ? null : parseRun(JSON.parse(text));
    });
    assert('run' in parsed);
    assert.equal(parsed.run.id, run.id);
    rmSync(path);
  }).timeout(60_000);
});
