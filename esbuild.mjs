// Bundles everything that ships into dist/. `--watch` builds again on change; `--production` minifies the webviews.
import { context } from 'esbuild';
import { copyFile, mkdir, rm } from 'node:fs/promises';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

const shared = { bundle: true, sourcemap: production ? false : 'linked', logLevel: 'warning', legalComments: 'none' };

/**
 * Node programs stay unminified: a stack trace of a user must be readable, and kernels are compiled from their source.
 * Of packages that have both, the ES module is taken: the UMD of jsonc-parser hides its parts from a bundler.
 */
const node = {
  ...shared,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  outdir: 'dist',
};

/** The ECMAScript target of the oldest VS Code that `engines.vscode` allows. */
const webview = {
  ...shared,
  platform: 'browser',
  target: 'chrome132',
  format: 'iife',
  minify: production,
  jsx: 'automatic',
  jsxImportSource: 'preact',
  tsconfig: 'src/webview/tsconfig.json',
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
  outdir: 'dist/webview',
};

await rm('dist', { recursive: true, force: true });
await mkdir('dist/webview', { recursive: true });
const contexts = await Promise.all([
  context({ ...node, entryPoints: { extension: 'src/host/extension.ts' }, external: ['vscode'] }),
  context({
    ...node,
    entryPoints: {
      engine: 'src/engine/main.ts',
      kernelThread: 'src/engine/kernelThread.ts',
      blasProbe: 'src/engine/blas/probe.ts',
      gpuProcess: 'src/engine/gpu/gpuProcess.ts',
    },
  }),
  // Loaded by gpuProcess when it is asked for; what it finds a GPU by is given to it.
  context({ ...node, entryPoints: { gpujs: 'gpu.js' }, external: ['gl', 'webgpu'], minify: production }),
  context({ ...node, entryPoints: { cli: 'src/cli/main.ts' }, banner: { js: '#!/usr/bin/env node' } }),
  // Modules that share what both pages need; a tab of the results can be loaded when it is first chosen.
  context({
    ...webview,
    entryPoints: { sidebar: 'src/webview/sidebar/main.tsx', results: 'src/webview/results/main.tsx' },
    format: 'esm',
    splitting: true,
    chunkNames: 'part-[hash]',
  }),
  // One script each: the report is put into a file of its own, and the worker with gpu.js in it is loaded by a page when its GPU
  // is asked for.
  context({
    ...webview,
    entryPoints: { report: 'src/webview/report/main.tsx', gpuWorker: 'src/gpu/viewWorker.ts' },
  }),
]);
await Promise.all(contexts.map((each) => each.rebuild()));
await copyFile('node_modules/@vscode/codicons/dist/codicon.css', 'dist/webview/codicon.css');
await copyFile('node_modules/@vscode/codicons/dist/codicon.ttf', 'dist/webview/codicon.ttf');
if (watch) await Promise.all(contexts.map((each) => each.watch()));
else await Promise.all(contexts.map((each) => each.dispose()));
