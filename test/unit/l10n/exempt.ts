import { readFileSync } from 'node:fs';
import { EXEMPT_IN_ENGINE } from './exemptEngine';
import { plainStrings, plainStringsOf } from './plainStrings';

/** Strings that are no words for people, by file, and why. */
export const EXEMPT: Readonly<Record<string, readonly string[]>> = {
  ...EXEMPT_IN_ENGINE,
  // Names of the product, of its own and of files.
  'src/host/extension.ts': ['Matmul Profiler'],
  'src/host/benchmarkFiles/diagnostics.ts': ['Matmul Profiler'],
  'src/host/runs/runProgress.ts': ['Matmul Profiler'],
  'src/host/views/sidebarView.ts': ['Matmul Profiler'],
  'src/host/training/trainingFiles.ts': ['WRONG ON PURPOSE.txt'],
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
  'src/webview/results/distribution/distributionCharts.ts': ['high severe', 'calibration loop'],
  'src/host/runs/runService.ts': ['engine lost', 'kernel crashed'],
  'src/host/views/gpuViews.ts': ['view reloaded', 'view closed', 'no view'],
  'src/core/spec/expectationSchema.ts': ['faster than', 'not slower than baseline'],
  'src/shared/engineProcess.ts': ['could not start'],
  'src/shared/spawnedEngine.ts': ['could not start'],
  'src/shared/gpuProtocol.ts': [
    ...['process stopped', 'no answer', 'no view', 'view closed', 'view reloaded', 'gpu gone'],
  ],
  'src/shared/nullTestRun.ts': ['no timing'],
  // Names of benchmarks, by which rows of other runs are found in whatever language; what is shown is their titles.
  'src/core/spec/benchmarkNames.ts': [
    ...['sparse or dense, by density', 'one thread or all, by size', 'processor or GPU, by size'],
    ...['unpacked or packed, by size', 'packed or Strassen, by size'],
    ...['tune {} at {}', '{} sizes, {} to {}'],
  ],
  'src/core/spec/nullTestSpec.ts': ['null test'],
  'src/core/spec/crossoverSpec.ts': ['Strassen'],
  // What a saved run is made of, described for programmers in schemas/run.schema.json; no editor shows it.
  'src/core/spec/machineSchema.ts': schemaOf('src/core/spec/machineSchema.ts'),
  'src/core/spec/rooflineSchema.ts': schemaOf('src/core/spec/rooflineSchema.ts'),
  'src/core/spec/runSchema.ts': schemaOf('src/core/spec/runSchema.ts'),
  'src/core/spec/trainSpecSchema.ts': schemaOf('src/core/spec/trainSpecSchema.ts'),
  'src/core/spec/trainingRecordSchema.ts': schemaOf('src/core/spec/trainingRecordSchema.ts'),
  'src/core/spec/jsonSchemas.ts': [
    'Completion and hover without validation: the extension itself says what is wrong in a file. A condition without consequences rejects nothing.',
  ],
  // Parts of a step, as they are kept with what was measured: phaseText.ts says them to people. Reasons and kinds of trainings.
  'src/core/mlp/stepOperations.ts': [
    ...['convert for {}', 'transfer for {}', 'activation {}', 'gradient {}', 'scalar JS', 'wasm simd128'],
    ...['bias and softmax, {}, scalar JS', 'bias, {}', 'bias and {}, {}', '{}, wasm simd128'],
    '{} by {} has to be waited for',
  ],
  'src/core/mlp/phaseText.ts': ['scalar JS', 'A and B to the GPU and C back, through its process'],
  'src/webview/results/training/StepTimes.tsx': ['convert '],
  'src/core/mlp/layerKernels.ts': ['layer kernels'],
  'src/core/mlp/modelFile.ts': ['state {}'],
  'src/core/mlp/npy.ts': ['no npy file', 'not supported', "{'descr': '{}', 'fortran_order': False, 'shape': ({}), }"],
  'src/core/mlp/stepProducts.ts': ['not supported', 'wrong result'],
  'src/core/spec/trainSchema.ts': ['sparse inputs'],
  // Keys of lines of charts.
  'src/webview/results/training/trainingCharts.ts': ['{} batches', '{} test', 'trained by'],
  'src/core/spec/trainFromInput.ts': ['accuracy at least', 'step faster than'],
  'src/shared/takeTraining.ts': ['engine lost', 'wrong gradients'],
  'src/shared/trainingView.ts': ['train although wrong'],
  'src/webview/results/training/TrainingTab.tsx': ['train although wrong'],
  'src/engine/training/trainingThread.ts': ['the thread does not serve anybody'],
  // Files that programs read, and the names of their forms.
  'src/shared/exports/googleBenchmarkExport.ts': ['Matmul Profiler {}, Node {}', 'No step was timed.'],
  'src/shared/exports/junitExport.ts': [
    ...['{} expectations', 'training by {}', 'The training was stopped before its end.'],
    '{} of the test samples right, {} a step',
  ],
  'src/shared/exports/trainingCsv.ts': ['It was stopped before it began.'],
  'src/shared/exports/exportFormat.ts': ['Markdown', 'JUnit XML', 'google/benchmark JSON'],
  // The text of a new file, whose keys are English.
  'src/host/benchmarkFiles/newFileTemplate.ts': readTemplate(),
  // Names and units.
  'src/core/model/heatmapExplanation.ts': ['× naive'],
  'src/webview/sidebar/SidebarApp.tsx': ['Matmul Profiler'],
  'src/webview/sidebar/ProblemSection.tsx': ['Aᵀ', 'Bᵀ'],
  'src/webview/machine/CodePaths.tsx': ['GFLOP/s'],
  'src/webview/machine/MachineFacts.tsx': ['WebAssembly', 'GPU'],
  'src/webview/machine/MachinePeaks.tsx': ['GFLOP/s', 'GB/s'],
  'src/webview/results/factsOfMachine.ts': ['wasm {}', 'node {}, V8 {}', 'Matmul Profiler {}'],
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
  'src/core/model/curves.ts': ['size (cube root of m·k·n)'],
  'src/webview/results/roofline/rooflineChart.ts': ['limited by'],
  // The document of a view.
  'src/host/views/viewRequests.ts': ['<svg '],
};

function readTemplate(): readonly string[] {
  const path = 'src/host/benchmarkFiles/newFileTemplate.ts';
  return plainStrings(path, readFileSync(path, 'utf8')).map(({ text }) => text);
}

/** Descriptions and choices in the valibot schemas of a file. */
function schemaOf(path: string): readonly string[] {
  return plainStringsOf(path)
    .filter(({ call }) => call === 'described' || call.startsWith('v.'))
    .map(({ text }) => text);
}
