import { readFileSync } from 'node:fs';
import { plainStrings, plainStringsOf } from './plainStrings';

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
  'src/host/runs/runService.ts': ['engine lost', 'kernel crashed'],
  'src/host/views/gpuViews.ts': ['view reloaded', 'view closed', 'no view'],
  'src/core/spec/expectationSchema.ts': ['faster than', 'not slower than baseline'],
  'src/shared/engineClient.ts': ['could not start'],
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
  'src/core/spec/jsonSchemas.ts': [
    'Completion and hover without validation: the extension itself says what is wrong in a file. A condition without consequences rejects nothing.',
  ],
  // Files that programs read, and the names of their forms.
  'src/shared/exports/googleBenchmarkExport.ts': ['Matmul Profiler {}, Node {}', 'No step was timed.'],
  'src/shared/exports/junitExport.ts': [
    ...['{} expectations', 'training by {}', 'The training was stopped before its end.'],
    '{} of the test samples right, {} a step',
  ],
  'src/shared/exports/exportFormat.ts': ['Markdown', 'JUnit XML', 'google/benchmark JSON'],
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

/** Descriptions and choices in the valibot schemas of a file. */
function schemaOf(path: string): readonly string[] {
  return plainStringsOf(path)
    .filter(({ call }) => call === 'described' || call.startsWith('v.'))
    .map(({ text }) => text);
}
