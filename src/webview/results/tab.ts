import type { ComponentType } from 'preact';
import type { ChartPicture } from '../../shared/chartPicture';
import type { RunView, ResultsState, TuneRequest, ViewAction } from '../../shared/viewProtocol';
import type { ResultRow, RowGroup } from './resultRows';
import type { SavedView, TabId } from './savedView';

/** What each tab is given. */
export interface TabProps {
  readonly run: RunView;
  readonly groups: readonly RowGroup[];
  readonly strategies: ResultsState['strategies'];
  readonly view: SavedView;
  readonly setView: (change: Partial<SavedView>) => void;
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
}

/** A tab of the results panel: one folder each, and one line in `ResultsApp`. */
export interface ResultsTab {
  readonly id: TabId;
  readonly title: string;
  readonly View: ComponentType<TabProps>;
  /** It begins with a finding of its own, in place of the run's. */
  readonly ownFinding?: true;
}
