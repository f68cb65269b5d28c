import { join } from 'node:path';
import * as vscode from 'vscode';
import type { Run } from '../core/measure/measurement';
import { dataFolder } from '../shared/dataFolder';
import { EngineClient } from '../shared/engineClient';
import { NullTestStore } from '../shared/nullTestStore';
import { TunedEngine } from '../shared/tunedEngine';
import { TunedStore } from '../shared/tunedStore';
import { registerBenchmarkFiles } from './benchmarkFiles/registerBenchmarkFiles';
import { BenchmarkCommands } from './commands/benchmarkCommands';
import { compareRunsWithQuestions } from './commands/compareRunsCommand';
import { crossoverWithQuestions } from './commands/crossoverCommand';
import { exportResults } from './commands/exportCommand';
import { newBenchmarkFile, openExample } from './commands/fileTemplates';
import { measureMachine } from './commands/measureMachineCommand';
import { nullTestWithQuestion } from './commands/nullTestCommand';
import { profileWithQuestions } from './commands/profileCommand';
import { registerCommands } from './commands/registerCommands';
import { clearBaseline, savedRunMenu, setBaseline } from './commands/savedRunCommand';
import { tuneWithQuestions } from './commands/tuneCommand';
import { ProfileLauncher } from './form/profileLauncher';
import { availableBytes } from './availableBytes';
import { KernelViewer } from './kernels/kernelViewer';
import { ENGINE_SETTINGS, SETTINGS_SECTION, STORED } from './ids';
import { Baselines } from './runs/baselines';
import { BaselineWatch } from './runs/baselineWatch';
import { fileOf, FileResults } from './runs/fileResults';
import { NullTests } from './runs/nullTests';
import { RunProgress } from './runs/runProgress';
import { RunService } from './runs/runService';
import { RunStore } from './runs/runStore';
import { TunedDefaults } from './runs/tunedDefaults';
import { readEngineStart, readSettings } from './settings';
import { ResultsPanel } from './views/resultsPanel';
import { SidebarView } from './views/sidebarView';
import { parseKernelPlace, parseTune } from './views/viewRequests';

/** What tests and other extensions may ask. */
export interface MatmulProfilerApi {
  /** The process that computes, while there is one. */
  enginePid(): number | undefined;
  readonly runs: RunService;
  readonly store: RunStore;
  readonly baselines: Baselines;
}

/** Ends what `activate` began: set by it. */
let close: () => Promise<void> = () => Promise.resolve();

export function activate(context: vscode.ExtensionContext): MatmulProfilerApi {
  try {
    return start(context);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(`Matmul Profiler could not start: ${message} Reload the window to try again.`);
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
  const newEngine = (): EngineClient =>
    new EngineClient({
      enginePath: join(context.extensionPath, 'dist', 'engine.js'),
      start: readEngineStart,
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
  const benchmarks = new BenchmarkCommands(progress);
  const showRun = (id: string | null): void => {
    panel.show(id, false);
  };
  const viewHost = { extensionUri, runs, store, baselines, showRun };
  const panel = new ResultsPanel(viewHost, launcher, tuned, nullTests);
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
      profileAgain: () => {
        launcher.startForm({ kind: 'palette' });
      },
      runFile: (uri?: vscode.Uri) => benchmarks.runFile(uri),
      runAtCursor: () => benchmarks.runAtCursor(),
      runBenchmark: (uri: string, index: number) => benchmarks.runBenchmark(uri, index),
      openResults: () => {
        showRun(null);
      },
      savedRun: (id?: unknown) => savedRunMenu(viewHost, typeof id === 'string' ? id : null),
      setBaseline: (id?: unknown) => setBaseline(viewHost, typeof id === 'string' ? id : null),
      compareRuns: (before?: unknown, after?: unknown) =>
        compareRunsWithQuestions(
          store,
          baselines,
          panel,
          [before, after].filter((id) => typeof id === 'string'),
        ),
      showMachine: () => {
        panel.showTab({ tab: 'machine', compared: null });
      },
      clearBaseline: () => clearBaseline(viewHost),
      exportResults: (id?: unknown) => exportResults(exporting, typeof id === 'string' ? id : null),
      showKernel: (place?: unknown) =>
        place === undefined ? kernels.pickAndShow() : kernels.show(parseKernelPlace(place)),
      stop: () => {
        runs.stop();
      },
      measureMachine: () => measureMachine(engine, runs, launcher),
      showLog: () => {
        log.show();
      },
      newBenchmarkFile,
      openExample: () => openExample(extensionUri),
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
  subscriptions.push(registerBenchmarkFiles(results));
  // Not among the subscriptions, which end before the run is closed: both are needed until it is saved.
  close = async () => {
    await runs.close();
    await engine.dispose();
    log.dispose();
  };
  void store.load();
  void tuned.refresh();
  void nullTests.refresh();
  return { enginePid: () => engine.pid, runs, store, baselines };
}
