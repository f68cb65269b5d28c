import type { ComponentType } from 'preact';
import type { RunView, ResultsState, TuneRequest } from '../../shared/viewProtocol';
import type { ResultRow, RowGroup } from './resultRows';
import type { ResultsHost } from './resultsHost';
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
  readonly state: ResultsState;
  readonly host: ResultsHost;
  /** Waits for a request and shows its refusal. */
  readonly attempt: (request: Promise<void>) => void;
}

/** A tab of the results panel: one folder each, and one line in `ResultsApp`. */
export interface ResultsTab {
  readonly id: TabId;
  readonly title: string;
  readonly View: ComponentType<TabProps>;
  /** It begins with a finding of its own, not with that of the run. */
  readonly hasOwnFinding?: true;
}
