/// <reference types="node" />
import { build } from 'esbuild';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder that holds what dist/webview holds in a package. */
    bundles: string;
  }
}

/** Bundles the webviews alone, into a folder that is removed at the end. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'matmul-webview-'));
  const options = {
    tsconfig: 'src/webview/tsconfig.json',
    outdir: folder,
    bundle: true,
    minify: true,
    platform: 'browser',
    target: 'chrome132',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  } as const;
  await build({
    ...options,
    entryPoints: { sidebar: 'src/webview/sidebar/main.tsx', results: 'src/webview/results/main.tsx' },
    format: 'esm',
    splitting: true,
    chunkNames: 'part-[hash]',
  });
  await build({
    ...options,
    entryPoints: { report: 'src/webview/report/main.tsx', gpuWorker: 'src/gpu/viewWorker.ts' },
    format: 'iife',
  });
  for (const file of ['codicon.css', 'codicon.ttf']) {
    await copyFile(`node_modules/@vscode/codicons/dist/${file}`, join(folder, file));
  }
  project.provide('bundles', folder);
  return () => rm(folder, { recursive: true, force: true });
}
