import { NotificationType0, RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { CodePathResult } from '../core/kernels/codePathTest';
import type { StrategyDescription, StrategyId, Support } from '../core/kernels/strategy';
import type { ParameterValues } from '../core/kernels/parameters';
import type { GateVerdict } from '../core/model/gates';
import type { NullTestAnswer } from '../core/spec/nullTestSpec';
import type { Inspection, WantedMap } from '../core/matrix/maps/productMaps';
import type { Machine, Versions } from '../core/machine';
import type { Measurement, MeasurementSubject, Run } from '../core/measure/measurement';
import type { Timeline } from '../core/measure/timeline';
import type { Dtype, Problem, Structure } from '../core/problem';
import type { Tuning } from '../core/measure/tuning';
import type { Search } from '../core/model/crossoverFinding';
import type { RatioRow } from '../core/model/comparisonFinding';
import type { TrainingRecord } from '../core/measure/trainingRecord';
import type { UnmatchedRow } from '../core/measure/runComparison';
import type { TunedDefault } from '../core/spec/tunedDefaults';
import type { ChartPicture } from './chartPicture';
import type { RunActivity } from './engineProtocol';
import type { LinkedTab } from './resultsTabs';

/**
 * The host and a webview talk JSON-RPC over `postMessage` in both directions (vscode-jsonrpc), so that a handler that
 * throws answers with an error. The host owns runs; a view owns navigation.
 */

/** The sidebar's form, as typed: texts are parsed by the host. Saved in the workspace state. */
export interface ProfileForm {
  /** '512', '64, 128, 256', '64:1024:*2' or '100:500:100'. */
  readonly m: string;
  readonly k: string;
  readonly n: string;
  /** k and n follow m. */
  readonly square: boolean;
  readonly dtype: Dtype;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly structure: Structure;
  /** Percent of op(A) that is nonzero, as typed: '100', '10', '0.5'. */
  readonly densityPercent: string;
  /** Seconds for one strategy at one size, as typed. */
  readonly budgetSeconds: string;
  readonly strategies: readonly {
    readonly id: StrategyId;
    readonly chosen: boolean;
    readonly values: ParameterValues;
  }[];
}

/** What the host says of a form. */
export interface FormVerdict {
  /** Field → what is wrong with it and what to do; empty when the form can run. */
  readonly problems: Readonly<Partial<Record<FormField, string>>>;
  /** '268.4 MFLOP (2·m·n·k), 3.0 MiB', or several sizes summed up. */
  readonly summary: string;
  /** 'about 12 s'. */
  readonly estimate: string;
  /** Text of the Run button: 'Run 512×512×512', 'Run 7 strategies × 5 sizes'. */
  readonly runLabel: string;
  readonly measurements: number;
  /** Whether each strategy can run the first problem of the form here, and why not. */
  readonly support: Readonly<Partial<Record<StrategyId, Support>>>;
}
export type FormField = 'm' | 'k' | 'n' | 'densityPercent' | 'budgetSeconds' | 'strategies' | 'memory';

export interface RunSummary {
  readonly id: string;
  readonly title: string;
  readonly startedAt: string;
  readonly elapsedMs: number;
  readonly state: Run['state'];
  readonly measurements: number;
  /** What the user noted of it; '' where there is nothing. */
  readonly note: string;
}

/** Why a run ended early or could not start, for people: what happened and one thing to do. */
export interface RunProblem {
  readonly message: string;
}

/** One row of a run that is being taken or was taken. */
export type RowState =
  | { readonly state: 'waiting'; readonly subject: MeasurementSubject }
  | { readonly state: 'measuring'; readonly subject: MeasurementSubject; readonly soFar: Measurement | null }
  | { readonly state: 'done'; readonly measurement: Measurement };

/** A run as a view shows it. */
export interface RunView {
  readonly id: string;
  readonly title: string;
  readonly startedAt: string;
  readonly elapsedMs: number;
  readonly state: 'running' | Run['state'];
  readonly machine: Machine | null;
  readonly versions: Versions | null;
  /** What the user has to know of how the engine was set up, a sentence each. */
  readonly notes: readonly string[];
  /** Set where the rows are the default and the grid of a tuning. */
  readonly tuning: Tuning | null;
  /** Benchmarks whose rows are pairs, measured to find where they cross. */
  readonly searches: readonly Search[];
  readonly rows: readonly RowState[];
  /** Entries of "train" that were taken with it; left out where there are none. */
  readonly trainings?: readonly TrainingRecord[];
  readonly activity: RunActivity | null;
  readonly problem: RunProblem | null;
}

// Sidebar --------------------------------------------------------------------------------------------------------------

export interface SidebarState {
  readonly form: ProfileForm;
  readonly verdict: FormVerdict;
  readonly strategies: readonly StrategyDescription[];
  readonly machine: Machine | null;
  /** What the user has to know of how the engine is set up, a sentence each. */
  readonly notes: readonly string[];
  /** How each code path did in the self-test; none where one was forced. */
  readonly codePaths: readonly CodePathResult[];
  /** The last null test of this machine. */
  readonly nullTest: NullTestAnswer | null;
  /** The run that goes on or the last one, to show speeds beside the strategies. */
  readonly run: RunView | null;
  readonly recent: readonly RunSummary[];
  /** The id of the run that later ones of the workspace are held to. */
  readonly baseline: string | null;
  /** The engine cannot start, or the like. */
  readonly problem: RunProblem | null;
}

/** Host → sidebar: everything, on `ready` and after changes. Answered when it is drawn; the next one waits for that. */
export const sidebarStateRequest = new RequestType<SidebarState, void, void>('sidebar/state');
/** Sidebar → host: the form has changed. Answers with what the host says of it. */
export const changeFormRequest = new RequestType<ProfileForm, FormVerdict, void>('sidebar/changeForm');
/** Sidebar → host: run the form as it stands. Answers when the run has started, with an error when it cannot. */
export const runFormRequest = new RequestType<ProfileForm, void, void>('sidebar/run');

// Results panel --------------------------------------------------------------------------------------------------------

/** The machine that measures, as its engine describes it now. */
export interface MachineView {
  readonly machine: Machine;
  readonly versions: Omit<Versions, 'extension'>;
  /** What the user has to know of how the engine is set up, a sentence each. */
  readonly notes: readonly string[];
  /** How each code path did in the self-test; none where one was forced. */
  readonly codePaths: readonly CodePathResult[];
  /** The last null test of it. */
  readonly nullTest: NullTestAnswer | null;
}

export interface ResultsState {
  readonly run: RunView | null;
  readonly strategies: readonly StrategyDescription[];
  readonly recent: readonly RunSummary[];
  /** The id of the run that later ones of the workspace are held to. */
  readonly baseline: string | null;
  /** What the shown run is compared with before the user chooses; `null`: no saved run has a row in common with it. */
  readonly suggested: CompareRequest | null;
  /** `null` until the engine has described it. */
  readonly here: MachineView | null;
  /** Why the engine cannot be asked, if so. */
  readonly engineProblem: string | null;
  /** What is kept on this machine for the strategy and the element type of the shown tuning. */
  readonly kept: TunedDefault | null;
  /** What came of the expectations of the shown run, once it has ended. */
  readonly verdicts: readonly GateVerdict[];
}

export interface ResultsPatch {
  readonly runId: string;
  readonly rows: readonly { readonly row: number; readonly state: RowState }[];
  readonly activity: RunActivity | null;
  readonly elapsedMs: number;
}

/** A row of a comparison, without the samples that it comes from. */
export interface ComparedRowView extends RatioRow {
  readonly beforeNs: number;
  readonly afterNs: number;
  /** What really ran, where it is not the same in both runs. */
  readonly backends: readonly [before: string, after: string] | null;
}
/** Two saved runs side by side. */
export interface ComparisonView {
  readonly before: string;
  readonly after: string;
  readonly rows: readonly ComparedRowView[];
  readonly unmatched: readonly UnmatchedRow[];
  readonly warnings: readonly string[];
  /** How far two runs of the same may lie apart, and when a null test said so; `null`: as is usual. */
  readonly spread: { readonly share: number; readonly takenAt: string | null };
}
export interface CompareRequest {
  readonly before: string;
  readonly after: readonly string[];
}
/** Results → host: compare later runs with an earlier one, each on its own; a run that is no longer there is left out. */
export const compareRunsRequest = new RequestType<CompareRequest, readonly ComparisonView[], void>(
  'results/compareRuns',
);

export interface TabLink {
  readonly tab: LinkedTab;
  /** Runs to be compared, the earlier first; `null`: as they are. */
  readonly compared: readonly string[] | null;
}
/** Host → results: show a tab; sent when the state has been drawn. */
export const showTabRequest = new RequestType<TabLink, void, void>('results/showTab');

/** Rows that go ahead of the state of a long run. */
export interface RowsAhead {
  readonly runId: string;
  /** Place of the first in the run. */
  readonly from: number;
  readonly rows: readonly RowState[];
}
/** Rows in one message at most: about a megabyte with their samples, so that neither side is held up for long. */
export const MOST_ROWS_IN_MESSAGE = 250;
/** Host → results: rows of a run; the state of the run, which follows, has those after them. Answered at once. */
export const resultsRowsRequest = new RequestType<RowsAhead, void, void>('results/rows');
/**
 * Host → results: everything, on `ready` and when another run is shown or its state changes. Answered when it is drawn; the
 * next state or patch waits for that.
 */
export const resultsStateRequest = new RequestType<ResultsState, void, void>('results/state');
/** Host → results: what changed in the run that is shown. Answered likewise. */
export const resultsPatchRequest = new RequestType<ResultsPatch, void, void>('results/patch');
/** Results → host: run the spec of the shown run once more. */
export const runAgainRequest = new RequestType<{ readonly runId: string }, void, void>('results/runAgain');

/** Results → host: export the shown run; the host asks for the format and the file. */
export const exportRunRequest = new RequestType<{ readonly runId: string }, void, void>('results/export');
/** What rows of the results are for VS Code's context menus; the menu hands `{ runId, row }` to its commands. */
export const ROW_SECTION = 'matmulRow';
/** What cells of other tables are; the menu hands a command what `CopiedPlace` names. */
export const CELL_SECTION = 'matmulCell';
/** What of a table is copied. */
export const COPY_PARTS = ['cell', 'row', 'table'] as const;
export type CopyPart = (typeof COPY_PARTS)[number];
export const COPY_FORMATS = ['markdown', 'csv', 'tsv'] as const;
export type CopyFormat = (typeof COPY_FORMATS)[number];
/** A table of the page, and where in it the menu was opened. */
export interface CopiedPlace {
  /** Tables are told apart by names that the page gives them. */
  readonly matmulTable: string;
  readonly row: number | null;
  readonly column: string | null;
}
export interface CopyFromTable {
  readonly place: CopiedPlace;
  readonly part: CopyPart;
  readonly format: CopyFormat;
}
/** Host → results: copy from a table, as its tools and keys do; answered when it has been. */
export const copyFromTableRequest = new RequestType<CopyFromTable, void, void>('results/copyFromTable');
/** Results → host: show the code of the kernel of a row in an editor. */
export const showKernelRequest = new RequestType<{ readonly runId: string; readonly row: number }, void, void>(
  'results/showKernel',
);

/** Results → host: keep the best point of the shown tuning as this machine's default, or forget what is kept. */
export const keepTuningRequest = new RequestType<{ readonly runId: string }, void, void>('results/keepTuning');
export const forgetTuningRequest = new RequestType<{ readonly runId: string }, void, void>('results/forgetTuning');

/** Results → host: save a picture of a chart; the host asks for its form and the file. */
export const savePictureRequest = new RequestType<ChartPicture, void, void>('results/savePicture');
/** Results → host: a saved run, to be laid over the one that is shown. */
export const readRunRequest = new RequestType<{ readonly runId: string }, RunView, void>('results/readRun');

/**
 * Results → host: what each thread does in a multiplication like that of a row. With `take` one is traced, else the last one
 * is given, if any.
 */
export const timelineRequest = new RequestType<
  { readonly runId: string; readonly row: number; readonly take: boolean },
  Timeline | null,
  void
>('results/timeline');
/** A row whose product is to be looked into. */
export interface InspectRow {
  readonly runId: string;
  readonly row: number;
  readonly wanted: readonly WantedMap[];
}
/** Results → host: maps of the product of a row, which the engine computes anew. Can be cancelled. */
export const inspectRowRequest = new RequestType<InspectRow, Inspection, void>('results/inspect');

/** Pages of docs/ that come with the extension and that views and the walkthrough link to. */
export const DOCS_PAGES = [
  'getting-started',
  'charts',
  'gpu',
  'inside',
  'kernels',
  'performance',
  'roofline',
  'statistics',
  'training',
] as const;
export type DocsPage = (typeof DOCS_PAGES)[number];

// Both -----------------------------------------------------------------------------------------------------------------

/** View → host: the page listens now; the host answers with its whole state. */
export const readyNotification = new NotificationType0('view/ready');
export const stopRequest = new RequestType0<void, void>('view/stop');
export const openRunRequest = new RequestType<{ readonly runId: string }, void, void>('view/openRun');
/** View → host: the host asks what to do with a saved run: name, note, baseline, export, delete. */
export const runMenuRequest = new RequestType<{ readonly runId: string }, void, void>('view/runMenu');
export const deleteRunRequest = new RequestType<{ readonly runId: string }, void, void>('view/deleteRun');
/** View → host: one of the actions that empty states and menus offer. */
export const actionRequest = new RequestType<{ readonly action: ViewAction }, void, void>('view/action');
export const VIEW_ACTIONS = [
  'getStarted',
  'openExample',
  'newBenchmarkFile',
  'measureMachine',
  'showLog',
  'profile',
  'openResults',
  'describeMachine',
] as const;
export type ViewAction = (typeof VIEW_ACTIONS)[number];
/** What a view asks to be tuned; without a problem the user is asked for a size. */
export interface TuneRequest {
  readonly strategy: StrategyId;
  readonly problem: Problem | null;
}
/** View → host: tune a strategy; the host asks for the grid. */
export const tuneRequest = new RequestType<TuneRequest, void, void>('view/tune');
/** View → host: show a page of the documentation. */
export const openDocsRequest = new RequestType<{ readonly page: DocsPage }, void, void>('view/openDocs');
/** View → host: puts text on the clipboard. */
export const copyRequest = new RequestType<{ readonly text: string }, void, void>('view/copy');
