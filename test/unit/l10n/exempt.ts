import { readFileSync } from 'node:fs';
import { EXEMPT_IN_ENGINE } from './exemptEngine';
import { plainStrings } from './plainStrings';

/** Strings that are no words for people, by file, and why. */
export const EXEMPT: Readonly<Record<string, readonly string[]>> = {
  ...EXEMPT_IN_ENGINE,
  // Names of the product, of its own and of files.
  'src/host/extension.ts': ['Matmul Profiler'],
  'src/host/benchmarkFiles/diagnostics.ts': ['Matmul Profiler'],
  'src/host/runs/runProgress.ts': ['Matmul Profiler'],
  'src/host/views/sidebarView.ts': ['Matmul Profiler'],
  'src/host/training/trainingFiles.ts': ['WRONG ON PURPOSE.txt', 'These arrays were trained WRONG ON PURPOSE:'],
  // Kinds of actions and reasons of errors.
  'src/host/benchmarkFiles/lensPlan.ts': [
    ...['show problems', 'run file', 'open results', 'run benchmark', 'check gradients'],
  ],
  'src/host/runs/baselines.ts': ['no row', 'not written'],
  'src/webview/results/runs/ratioMap.ts': ['not asked'],
  // Reasons of errors.
  'src/host/runs/runService.ts': ['engine lost', 'kernel crashed'],
  'src/host/views/gpuViews.ts': ['view reloaded', 'view closed', 'no view'],
  // The text of a new file, whose keys are English.
  'src/host/benchmarkFiles/newFileTemplate.ts': readTemplate(),
  // Names and units.
  'src/webview/sidebar/SidebarApp.tsx': ['Matmul Profiler'],
  'src/webview/sidebar/ProblemSection.tsx': ['Aᵀ', 'Bᵀ'],
  'src/webview/machine/CodePaths.tsx': ['GFLOP/s'],
  'src/webview/machine/MachineFacts.tsx': ['WebAssembly', 'GPU'],
  'src/webview/machine/MachinePeaks.tsx': ['GFLOP/s', 'GB/s'],
  'src/webview/results/RunHeader.tsx': ['wasm {}', 'node {}, V8 {}', 'Matmul Profiler {}'],
  'src/webview/results/machine/MachineTab.tsx': ['Node {}, V8 {}'],
  // The document of a view.
  'src/host/views/viewRequests.ts': ['<svg '],
};

function readTemplate(): readonly string[] {
  const path = 'src/host/benchmarkFiles/newFileTemplate.ts';
  return plainStrings(path, readFileSync(path, 'utf8')).map(({ text }) => text);
}
