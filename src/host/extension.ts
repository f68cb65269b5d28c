import './translations';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Run } from '../core/measure/measurement';
import { dataFolder } from '../shared/dataFolder';
import { EngineClient } from '../shared/engineClient';
import { takeTraining } from '../shared/takeTraining';
import { NullTestStore } from '../shared/nullTestStore';
import { TunedEngine } from '../shared/tunedEngine';
import { TunedStore } from '../shared/tunedStore';
import { registerBenchmarkFiles } from './benchmarkFiles/registerBenchmarkFiles';
import { BenchmarkCommands } from './commands/benchmarkCommands';
import { compareRunsWithQuestions } from './commands/compareRunsCommand';
import { crossoverWithQuestions } from './commands/crossoverCommand';
import { checkGradientsCommand } from './commands/gradientCheckCommand';
import { getStarted, openDocs } from './commands/gettingStarted';
import { exportResults } from './commands/exportCommand';
import { newBenchmarkFile, openExample } from './commands/fileTemplates';
import { measureMachine } from './commands/measureMachineCommand';
import { nullTestWithQuestion } from './commands/nullTestCommand';
import { profileWithQuestions } from './commands/profileCommand';
import type { LinkedTab } from '../shared/resultsTabs';
import { registerCommands } from './commands/registerCommands';
import { savePicture } from './commands/savePicture';
import { clearBaseline, savedRunMenu, setBaseline } from './commands/savedRunCommand';
import { tuneWithQuestions } from './commands/tuneCommand';
import { ProfileLauncher } from './form/profileLauncher';
import { availableBytes } from './availableBytes';
import { KernelViewer } from './kernels/kernelViewer';
import { Timelines } from './kernels/timelines';
import { ENGINE_SETTINGS, SETTINGS_SECTION, STORED } from './ids';
import { Baselines } from './runs/baselines';
import { BaselineWatch } from './runs/baselineWatch';
import { fileOf, FileResults } from './runs/fileResults';
import { NullTests } from './runs/nullTests';
import { RowInspections } from './runs/rowInspections';
import { RunProgress } from './runs/runProgress';
import { RunService } from './runs/runService';
import { RunStore } from './runs/runStore';
import { TunedDefaults } from './runs/tunedDefaults';
import { followTrainings } from './training/trainingContext';
import { exportArraysWithQuestion, pickTrainingFile, saveModelWithQuestion } from './training/trainingFiles';
import { restoreTrainForm, TrainingPage } from './training/trainingPage';
import { TrainingService } from './training/trainingService';
import { TrainingStore } from './training/trainingStore';
import { readEngineStart, readSettings } from './settings';
import { GpuViews } from './views/gpuViews';
import { TrainEntries } from './trainEntries/trainEntries';
import { trainWithProgress } from './trainEntries/trainEntryProgress';
import { ResultsPanel } from './views/resultsPanel';
import { SidebarView } from './views/sidebarView';
import { parseDocsPage, parseKernelPlace, parsePicture, parseTune } from './views/viewRequests';

/** What tests and other extensions may ask. */
export interface MatmulProfilerApi {
  /** The process that computes, while there is one. */
  enginePid(): number | undefined;
  readonly runs: RunService;
  readonly store: RunStore;
  readonly baselines: Baselines;
  readonly trainings: TrainingService;
  readonly trainEntries: TrainEntries;
}

/** Ends what `activate` began: set by it. */
let close: () => Promise<void> = () => Promise.resolve();

export function activate(context: vscode.ExtensionContext): MatmulProfilerApi {
  try {
    return start(context);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(
      vscode.l10n.t('Matmul Profiler could not start: {0} Reload the window to try again.', message),
    );
    throw error;
  }
}

/** Saves what a run that goes on has measured, and ends the engine. */
export function deactivate(): Promise<void> {
  return close();
}

function start(context: vscode.ExtensionContext): MatmulProfilerApi {
  const { subscriptions, extensionUri, workspaceState } = context;
  const log = vscode.window.createOutputChannel('Matmul Profiler', { log: true });
  const logLine = (line: string): void => {
    log.info(line);
  };
  const gpuViews = new GpuViews();
  const newEngine = (): EngineClient =>
    new EngineClient({
      enginePath: join(context.extensionPath, 'dist', 'engine.js'),
      start: readEngineStart,
      ...(vscode.l10n.uri?.scheme === 'file' ? { translations: vscode.l10n.uri.fsPath } : {}),
      views: gpuViews,
      log: logLine,
    });
  const engine = newEngine();
  const warn = (message: string): void => {
    log.warn(message);
    void vscode.window.showWarningMessage(message);
  };
  const storedBaseline = (): string | undefined => workspaceState.get<string>(STORED.baseline);
  const store = new RunStore({
    folder: join((context.storageUri ?? context.globalStorageUri).fsPath, 'runs'),
    keep: () => readSettings().recentRuns,
    isKept: (id) => id === storedBaseline(),
    onBadFile: warn,
  });
  const baselines = new Baselines({
    store,
    stored: storedBaseline,
    keep: (id) => workspaceState.update(STORED.baseline, id),
    onBadFile: warn,
  });
  const version = String((context.extension.packageJSON as { version?: unknown }).version);
  const tunedStore = new TunedStore({ folder: dataFolder(), onBadFile: warn });
  const tuned = new TunedDefaults(tunedStore);
  const runs = new RunService(new TunedEngine(engine, tunedStore), store, version, logLine, warn);
  const isRunning = (): boolean => runs.running !== null;
  const trainingStore = new TrainingStore((context.storageUri ?? context.globalStorageUri).fsPath);
  // What computes on the one engine, each of which the others wait for.
  const trainings: TrainingService = new TrainingService(
    engine,
    trainingStore,
    () => isRunning() || trainEntries.isTraining,
    logLine,
  );
  const trainEntries: TrainEntries = new TrainEntries(
    (training, onEvent, signal) => takeTraining(training, engine, onEvent, signal),
    () => isRunning() || trainings.isTraining,
  );
  const isTraining = (): boolean => trainings.isTraining || trainEntries.isTraining;
  runs.refuseWhile(isTraining);
  const nullTests = new NullTests(new NullTestStore(dataFolder()), runs, newEngine);
  const progress = new RunProgress(runs, log);
  const launcher = new ProfileLauncher(engine, runs, store, {
    storedForm: workspaceState.get(STORED.form),
    storeForm: (form) => void workspaceState.update(STORED.form, form),
    settings: readSettings,
    availableBytes,
    launch: (spec, origin) => {
      progress.launch(spec, origin);
    },
  });
  const results = new FileResults(runs, baselines, store);
  const baselineWatch = new BaselineWatch(baselines, runs);
  const benchmarks = new BenchmarkCommands(progress, (uri, trainings) =>
    trainWithProgress(trainEntries, uri, trainings),
  );
  const showRun = (id: string | null): void => {
    panel.show(id, false);
  };
  const viewHost = { extensionUri, runs, store, baselines, gpuViews, showRun };
  const trainingPage = new TrainingPage(trainings, {
    form: () => restoreTrainForm(workspaceState.get(STORED.trainForm)),
    keepForm: (form) => void workspaceState.update(STORED.trainForm, form),
    isEngineBusy: isRunning,
    onEngineChange: (listener) =>
      runs.onDidChange(({ type }) => {
        if (type !== 'progressed') listener();
      }),
    pickFile: pickTrainingFile,
    saveModel: (arm) => saveModelWithQuestion(trainings, arm),
    exportArrays: (arm) => exportArraysWithQuestion(trainings, arm),
  });
  const panel = new ResultsPanel(viewHost, launcher, tuned, trainingPage, {
    timelines: new Timelines(engine, runs, store),
    inspections: new RowInspections(engine, runs, store),
    nullTests,
  });
  runs.measureAfter(() => panel.whenDrawn());
  const showTab = (tab: LinkedTab) => (): void => {
    panel.showTab({ tab, compared: null });
  };
  const sidebar = new SidebarView(viewHost, launcher, nullTests);

  const exporting = {
    runOf: (id: string | null) => panel.endedRun(id),
    judge: (run: Run) => baselines.judge(run, fileOf(runs, store, run.id)),
    distFolder: join(context.extensionPath, 'dist'),
  };
  const kernels = new KernelViewer(
    engine,
    runs,
    store,
    () => panel.run?.id ?? null,
    () => panel.besideColumn,
  );

  const commands = registerCommands(
    {
      profile: () => profileWithQuestions(launcher),
      tune: (request?: unknown) => tuneWithQuestions(launcher, request === undefined ? null : parseTune(request)),
      nullTest: () => nullTestWithQuestion(nullTests),
      findCrossover: () => crossoverWithQuestions(launcher),
      train: () => {
        panel.showTraining();
      },
      checkGradients: (uri?: unknown, index?: unknown) =>
        checkGradientsCommand(
          { engine, isEngineTaken: () => isRunning() || isTraining() },
          typeof uri === 'string' ? uri : null,
          typeof index === 'number' ? index : null,
        ),
      profileAgain: () => {
        launcher.startForm({ kind: 'palette' });
      },
      runForm: () => {
        launcher.startForm({ kind: 'palette' });
      },
      runFile: (uri?: vscode.Uri) => benchmarks.runFile(uri),
      runAtCursor: () => benchmarks.runAtCursor(),
      runBenchmark: (uri: string, index: number) => benchmarks.runBenchmark(uri, index),
      trainEntry: (uri: string, index: number) => benchmarks.trainEntry(uri, index),
      openResults: () => {
        showRun(null);
      },
      showTable: showTab('table'),
      showHeatmap: showTab('heatmap'),
      showCurves: showTab('curves'),
      showRoofline: showTab('roofline'),
      showDistribution: showTab('distribution'),
      showTimeline: showTab('timeline'),
      showMatrices: showTab('matrices'),
      showStrategies: showTab('strategies'),
      showRuns: showTab('runs'),
      showMachine: showTab('machine'),
      savePicture: (picture: unknown) => savePicture(parsePicture(picture)),
      savedRun: (id?: unknown) => savedRunMenu(viewHost, typeof id === 'string' ? id : null),
      setBaseline: (id?: unknown) => setBaseline(viewHost, typeof id === 'string' ? id : null),
      compareRuns: (before?: unknown, after?: unknown) =>
        compareRunsWithQuestions(
          store,
          baselines,
          panel,
          [before, after].filter((id) => typeof id === 'string'),
        ),
      clearBaseline: () => clearBaseline(viewHost),
      exportResults: (id?: unknown) => exportResults(exporting, typeof id === 'string' ? id : null),
      showKernel: (place?: unknown) =>
        place === undefined ? kernels.pickAndShow() : kernels.show(parseKernelPlace(place)),
      copyCell: (place?: unknown) => panel.copyFromTable(place, 'cell', 'tsv'),
      copyRow: (place?: unknown) => panel.copyFromTable(place, 'row', 'tsv'),
      copyTableMarkdown: (place?: unknown) => panel.copyFromTable(place, 'table', 'markdown'),
      copyTableCsv: (place?: unknown) => panel.copyFromTable(place, 'table', 'csv'),
      copyTableTsv: (place?: unknown) => panel.copyFromTable(place, 'table', 'tsv'),
      stop: () => {
        runs.stop();
        trainings.stop();
        trainEntries.stop();
      },
      describeMachine: () => launcher.describeEngine(),
      measureMachine: () => measureMachine(engine, runs, launcher),
      showLog: () => {
        log.show();
      },
      newBenchmarkFile,
      openExample: () => openExample(extensionUri),
      getStarted: () => getStarted(context.extension.id),
      openDocs: (page?: unknown) => openDocs(extensionUri, parseDocsPage(page)),
    },
    log,
  );
  const settingsWatch = vscode.workspace.onDidChangeConfiguration((event) => {
    if (ENGINE_SETTINGS.some((section) => event.affectsConfiguration(section))) {
      engine.restart();
      void launcher.describeEngine();
    } else if (event.affectsConfiguration(SETTINGS_SECTION)) launcher.judgeAgain();
  });
  const endWatch = runs.onDidChange(({ type }) => {
    if (type !== 'ended') return;
    if (engine.willRestart) void launcher.describeEngine();
    else launcher.afterRun();
    // The command line may have kept or forgotten some meanwhile.
    void tuned.refresh();
    void nullTests.refresh();
  });
  subscriptions.push(
    store,
    runs,
    progress,
    launcher,
    tuned,
    nullTests,
    trainings,
    trainingPage,
    followTrainings(trainings, isRunning),
    trainEntries,
    baselines,
    baselineWatch,
    results,
    panel,
    sidebar,
    kernels,
    commands,
    settingsWatch,
    endWatch,
  );
  subscriptions.push(registerBenchmarkFiles(results, trainEntries));
  // Not among the subscriptions, which end before the run is closed: both are needed until it is saved.
  close = async () => {
    await Promise.all([runs.close(), trainings.close(), trainEntries.close()]);
    await engine.dispose();
    log.dispose();
  };
  void store.load();
  void tuned.refresh();
  void nullTests.refresh();
  void trainings.load();
  return { enginePid: () => engine.pid, runs, store, baselines, trainings, trainEntries };
}
