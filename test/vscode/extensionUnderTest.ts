import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { MatmulProfilerApi } from '../../src/host/extension';
import type { ActiveRun, RunEnding } from '../../src/host/runs/runService';

export function theExtension(): vscode.Extension<MatmulProfilerApi> {
  const extension = vscode.extensions.getExtension<MatmulProfilerApi>('matmul-profiler.matmul-profiler');
  assert(extension, 'the extension is there');
  return extension;
}

export async function activate(): Promise<MatmulProfilerApi> {
  return theExtension().activate();
}

/** A file of the workspace folder that the tests run in, a copy of ./workspace. */
export function workspaceFile(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert(folder, 'the tests run in a folder');
  return vscode.Uri.joinPath(folder.uri, name);
}

/** Resolves as soon as `probe` gives something; fails after `timeoutMs`. */
export async function eventually<T>(what: string, probe: () => T | null | undefined, timeoutMs = 15_000): Promise<T> {
  for (const deadline = Date.now() + timeoutMs; Date.now() < deadline;) {
    const found = probe();
    if (found !== null && found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`Not within ${timeoutMs / 1000} s: ${what}`);
}

/** Runs a benchmark as its lens does, and resolves as soon as the run has started. */
export async function startBenchmark(api: MatmulProfilerApi, file: string, index: number): Promise<ActiveRun> {
  return started(api, () =>
    vscode.commands.executeCommand('matmulProfiler.runBenchmark', workspaceFile(file).toString(), index),
  );
}

/** Runs all benchmarks of a file. */
export async function startFile(api: MatmulProfilerApi, file: string): Promise<ActiveRun> {
  return started(api, () => vscode.commands.executeCommand('matmulProfiler.runFile', workspaceFile(file)));
}

async function started({ runs }: MatmulProfilerApi, start: () => Thenable<unknown>): Promise<ActiveRun> {
  const before = runs.last;
  await start();
  return eventually('the run starts', () => (runs.last === before ? null : runs.last));
}

export async function ended(run: ActiveRun, timeoutMs?: number): Promise<RunEnding> {
  return eventually('the run ends', () => run.ending, timeoutMs);
}
