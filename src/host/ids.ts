/** Every id that package.json and the code share, once. A test holds this file against package.json. */

export const COMMANDS = {
  profile: 'matmulProfiler.profile',
  tune: 'matmulProfiler.tune',
  nullTest: 'matmulProfiler.nullTest',
  findCrossover: 'matmulProfiler.findCrossover',
  train: 'matmulProfiler.train',
  checkGradients: 'matmulProfiler.checkGradients',
  profileAgain: 'matmulProfiler.profileAgain',
  runFile: 'matmulProfiler.runFile',
  runAtCursor: 'matmulProfiler.runAtCursor',
  openResults: 'matmulProfiler.openResults',
  showTable: 'matmulProfiler.showTable',
  showHeatmap: 'matmulProfiler.showHeatmap',
  showCurves: 'matmulProfiler.showCurves',
  showRoofline: 'matmulProfiler.showRoofline',
  showDistribution: 'matmulProfiler.showDistribution',
  showTimeline: 'matmulProfiler.showTimeline',
  showMatrices: 'matmulProfiler.showMatrices',
  showStrategies: 'matmulProfiler.showStrategies',
  showRuns: 'matmulProfiler.showRuns',
  exportResults: 'matmulProfiler.exportResults',
  showKernel: 'matmulProfiler.showKernel',
  copyCell: 'matmulProfiler.copyCell',
  copyRow: 'matmulProfiler.copyRow',
  copyTableMarkdown: 'matmulProfiler.copyTableMarkdown',
  copyTableCsv: 'matmulProfiler.copyTableCsv',
  copyTableTsv: 'matmulProfiler.copyTableTsv',
  savedRun: 'matmulProfiler.savedRun',
  setBaseline: 'matmulProfiler.setBaseline',
  clearBaseline: 'matmulProfiler.clearBaseline',
  compareRuns: 'matmulProfiler.compareRuns',
  showMachine: 'matmulProfiler.showMachine',
  stop: 'matmulProfiler.stop',
  measureMachine: 'matmulProfiler.measureMachine',
  showLog: 'matmulProfiler.showLog',
  newBenchmarkFile: 'matmulProfiler.newBenchmarkFile',
  openExample: 'matmulProfiler.openExample',
  getStarted: 'matmulProfiler.getStarted',
} as const;

/** Commands that lenses and views call; they take arguments and are not in the palette. */
export const INTERNAL_COMMANDS = {
  /** (uri: string, index: number) */
  runBenchmark: 'matmulProfiler.runBenchmark',
  /** (picture: ChartPicture) */
  savePicture: 'matmulProfiler.savePicture',
  /** (uri: string, index: number) */
  trainEntry: 'matmulProfiler.trainEntry',
  /** What the side bar's form asks for; the walkthrough calls it. */
  runForm: 'matmulProfiler.runForm',
  /** Asks the engine what it runs on. */
  describeMachine: 'matmulProfiler.describeMachine',
  /** (page: DocsPage); links of the walkthrough call it too. */
  openDocs: 'matmulProfiler.openDocs',
} as const;

export const WALKTHROUGH = 'getStarted';

export const VIEW_CONTAINER = 'matmulProfiler';
export const SIDEBAR_VIEW = 'matmulProfiler.sidebar';
export const RESULTS_PANEL = 'matmulProfiler.results';

/** Set while a run goes on: shows Stop, hides what starts a run. */
export const RUNNING_CONTEXT = 'matmulProfiler.running';

/** Set while there is a run whose rows can be looked at. */
export const HAS_RUN_CONTEXT = 'matmulProfiler.hasRun';
/** Addresses of kernels that are shown as text. */
export const KERNEL_SCHEME = 'matmul-kernel';
/** Addresses of the JSON Schemas that the editor is given in its language. */
export const SCHEMA_SCHEME = 'matmul-schema';
export const KERNEL_LANGUAGE = 'matmul-wat';

export const SETTINGS_SECTION = 'matmulProfiler';
/** A change of these starts the engine anew. */
export const ENGINE_SETTINGS = ['matmulProfiler.engine', 'matmulProfiler.blas', 'matmulProfiler.gpu'] as const;

export const SETTINGS = {
  budgetSeconds: 'budgetSeconds',
  precisionPercent: 'precisionPercent',
  cache: 'cache',
  coolDownMs: 'coolDownMs',
  threads: 'threads',
  recentRuns: 'recentRuns',
  codePath: 'engine.codePath',
  node: 'engine.node',
  blasLibrary: 'blas.library',
  gpuExecutor: 'gpu.executor',
} as const;

/** Keys of the workspace state. */
export const STORED = {
  /** The sidebar's form. */
  form: 'matmulProfiler.form.v1',
  /** The id of the saved run that others are held to. */
  baseline: 'matmulProfiler.baseline.v1',
  /** The training tab's form. */
  trainForm: 'matmulProfiler.trainForm.v1',
} as const;
