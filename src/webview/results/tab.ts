import type { VNode } from 'preact';
import type { Inspection, WantedMap } from '../../core/matrix/maps/productMaps';
import type { Timeline } from '../../core/measure/timeline';
import type { ChartPicture } from '../../shared/chartPicture';
import type { TabId } from '../../shared/resultsTabs';
import type { DocsPage, RunView, ResultsState, TuneRequest, ViewAction } from '../../shared/viewProtocol';
import type { StateChange } from '../viewState';
import type { ResultRow, RowGroup } from './resultRows';
import type { ResultsHost } from './resultsHost';
import type { SavedView } from './savedView';

/** What each tab is given. */
export interface TabProps {
  readonly run: RunView;
  readonly groups: readonly RowGroup[];
  readonly strategies: ResultsState['strategies'];
  readonly view: SavedView;
  readonly setView: (change: StateChange<SavedView>) => void;
  /** The row whose details are shown. */
  readonly selected: ResultRow | null;
  readonly onCopy: (text: string) => void;
  /** `null` where there is no editor to show it in. */
  readonly onShowKernel: ((row: number) => void) | null;
  readonly onTune: (request: TuneRequest) => void;
  /** `null` where there is no editor to act. */
  readonly onAct: ((action: ViewAction) => void) | null;
  /** Saved runs, the newest first. */
  readonly recent: ResultsState['recent'];
  /** `null` where there is no editor to save it by. */
  readonly onSavePicture: ((picture: Promise<ChartPicture>) => void) | null;
  /** A saved run to lay over this one; `null` where there are none. */
  readonly onReadRun: ((runId: string) => Promise<RunView>) | null;
  /** What each thread does in a multiplication like that of a row; `null` where nothing can be run. */
  readonly onTimeline: ((row: number, take: boolean) => Promise<Timeline | null>) | null;
  /** Looks into the product of a row; `null` where there is no engine. */
  readonly onInspect: ((row: number, wanted: readonly WantedMap[], signal: AbortSignal) => Promise<Inspection>) | null;
  /** `null` where there is no editor to show it in. */
  readonly onOpenDocs: ((page: DocsPage) => void) | null;
  readonly state: ResultsState;
  readonly host: ResultsHost;
  /** Waits for a request and shows its refusal. */
  readonly attempt: (request: Promise<void>) => void;
}

/** A tab of the results panel: one folder each, and one line in `ResultsApp`. */
export interface ResultsTab {
  readonly id: TabId;
  readonly title: string;
  readonly View: (props: TabProps) => VNode;
  /** It says what it shows itself: the sentence of the run does not stand above it. */
  readonly hasOwnFinding?: boolean;
  /** It shows nothing where there is no engine to ask. */
  readonly needsEngine?: boolean;
}

/** What a tab is given that shows something before there is a run. */
export interface FreeTabProps extends Omit<TabProps, 'run'> {
  /** `null` before there is one. */
  readonly run: RunView | null;
}

/** A tab that shows something before there is a run. */
export interface FreeTab extends ResultsTab {
  readonly View: (props: FreeTabProps) => VNode;
}
