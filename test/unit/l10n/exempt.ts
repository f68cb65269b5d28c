import { readFileSync } from 'node:fs';
import { plainStrings } from './plainStrings';

/** Strings that are no words for people, by file, and why. */
export const EXEMPT: Readonly<Record<string, readonly string[]>> = {
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
  'src/webview/results/heatmap/heatmapModel.ts': ['not asked', 'no naive', '× naive'],
  'src/webview/results/heatmap/tuningHeatmap.ts': ['not asked', 'no default'],
  // Ids of what a map is drawn over, which are kept with the view.
  'src/webview/results/heatmap/HeatmapTab.tsx': ['strategy × size'],
  'src/webview/results/heatmap/mapAxes.ts': ['strategy × size', 'density × size', 'threads × size'],
  'src/webview/results/distribution/distributionCharts.ts': ['high severe'],
  // What is saved with a run, or is part of a sentence of the engine, whose sentences are English.
  'src/host/runs/runService.ts': [
    ...['engine lost', 'kernel crashed'],
    'The run was stopped before this row had a result. Run again to measure it.',
  ],
  'src/host/settings.ts': ['the setting {}.{}'],
  'src/host/views/gpuViews.ts': [
    ...['side bar', 'view reloaded', 'loaded again', 'view closed', 'closed or hidden', 'no view'],
    'The {} computed on the GPU of the screen, and {} {}. Leave a view open while a run goes on.',
    'No view of Matmul Profiler is open, and the GPU of the screen is reached only by one. Open the side bar or the results, and run again.',
  ],
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
  'src/core/model/roofline.ts': ['Darwin'],
  // Fonts, and keys of the keyboard.
  'src/webview/charts/dense/DenseMap.tsx': ['Arrow'],
  'src/webview/charts/dense/paintDenseMap.ts': ['{}{}px {}'],
  'src/webview/charts/numbers/numberTable.ts': ['Markdown'],
  'src/webview/report/main.tsx': ['(prefers-color-scheme: dark)'],
  'src/webview/charts/heatmap.ts': ['{}{}px {}', '{}px {}'],
  'src/webview/charts/lines/measureText.ts': ['{}px {}'],
  'src/webview/charts/lines/nearestPoint.ts': ['Home', 'End'],
  'src/webview/charts/lines/scenePng.ts': ['system-ui, -apple-system, "Segoe UI", sans-serif', '{}{}px {}'],
  // Pseudo-code.
  'src/core/model/steps/blockedSteps.ts': [
    '    for k in kb … kb + {}',
    '      sums += A[i … i + {}, k]·B[k, j … j + {}]',
  ],
  'src/core/model/steps/loopOrderSteps.ts': [
    ...['for {} in 0 … 7', '  for {} in 0 … 7', '      sum += A[i, k]·B[k, j]', '    C[i, j] = sum'],
    ...['', '  ', '    '].flatMap((indent) => ['i', 'j', 'k'].map((index) => `${indent}for ${index} in 0 … 7`)),
  ],
  'src/core/model/steps/outerSteps.ts': [
    ...['  for i in 0 … 7', '      for j in 0 … 7', 'k = kr', 'for k in kr … kr + {}'],
  ],
  'src/core/model/steps/packedSteps.ts': ['        for k in pc … pc + {}'],
  'src/core/model/steps/sparseSteps.ts': [
    ...['for i in 0 … 7', '  first, end = starts[i], starts[i + 1]', '  C[i, :] = sums'],
    ...['  for entry in first … end − 1: k = columns[entry]', '    sums += values[entry]·B[k, :]'],
  ],
  // Kinds of accesses, classes of elements and questions to the browser.
  'src/core/model/steps/replay.ts': ['read and write'],
  'src/webview/results/strategies/WalkLegend.tsx': ['hit written', 'miss written'],
  'src/webview/results/strategies/useReducedMotion.ts': ['(prefers-reduced-motion: reduce)'],

  'src/core/measure/timeline.ts': ['pack A', 'pack B', 'between products'],
  'src/core/model/timelineFinding.ts': ['pack A', 'pack B', 'between products'],
  'src/webview/results/savedView.ts': ['strategy × size'],
  'src/webview/results/timeline/TimelineChart.tsx': ['Home', 'End'],
  // Names.
  'src/core/model/comparisonExplanation.ts': ['Holm'],
  'src/core/model/machineExplanation.ts': ['simd256 … chain'],
  // Keys of elements.
  'src/webview/results/table/ResultTable.tsx': ['gap {}'],
  'src/webview/results/table/tableLines.ts': ['group {}', 'row {}'],
  // Heads of columns that programs read.
  'src/webview/results/table/rowsTable.ts': [
    ...['backend that ran', 'time from', 'time to', 'error bound'],
    ...['against naive', 'against naive from', 'against naive to'],
    ...['against BLAS', 'against BLAS from', 'against BLAS to'],
  ],
  // The document of a view.
  'src/host/views/viewRequests.ts': ['<svg '],
};

function readTemplate(): readonly string[] {
  const path = 'src/host/benchmarkFiles/newFileTemplate.ts';
  return plainStrings(path, readFileSync(path, 'utf8')).map(({ text }) => text);
}
