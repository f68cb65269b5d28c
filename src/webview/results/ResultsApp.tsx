import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ResultsState, RunView, TabLink } from '../../shared/viewProtocol';
import { Banner } from '../controls/Banner';
import { LinkButton } from '../controls/Button';
import { failureText } from '../hostConnection';
import '../theme/base.css';
import { usePersistedState } from '../viewState';
import { crossoverTab } from './crossover/CrossoverTab';
import { EmptyState } from './EmptyState';
import { Expectations } from './Expectations';
import { Finding } from './Finding';
import { heatmapTab } from './heatmap/HeatmapTab';
import { machineTab } from './machine/MachineTab';
import { groupRows } from './resultRows';
import type { ResultRow, RowGroup } from './resultRows';
import './results.css';
import type { ResultsHost } from './resultsHost';
import { RunFooter } from './RunFooter';
import { RunHeader } from './RunHeader';
import { runsTab } from './runs/RunsTab';
import { INITIAL_VIEW, savedView } from './savedView';
import type { SavedView } from './savedView';
import type { ResultsTab } from './tab';
import { tableTab } from './table/TableTab';
import { TabStrip, tabElementId, tabPanelId } from './TabStrip';
import { TuningActions } from './TuningActions';

const TABS: readonly ResultsTab[] = [tableTab, heatmapTab];
/** Tabs of the editor alone: a report is of one run. */
const EDITOR_TABS: readonly ResultsTab[] = [runsTab, machineTab];
/** A search is seen on its own tab. */
const TABS_OF_SEARCHES: readonly ResultsTab[] = [crossoverTab, ...TABS];

interface ResultsAppProps {
  readonly state: ResultsState;
  readonly host: ResultsHost;
  /** Nothing can be run from here: a report outside of the editor. */
  readonly readOnly?: boolean;
  /** The tab that a command asked for last. */
  readonly link?: TabLink | null;
}

/** The results panel: one run, its finding, and tabs that show it in different ways. */
export function ResultsApp({ state, host, readOnly = false, link = null }: ResultsAppProps) {
  const [view, setView] = usePersistedState(savedView, INITIAL_VIEW);
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const { run, strategies, recent, kept, verdicts } = state;
  const groups = useMemo(() => (run === null ? [] : groupRows(run)), [run]);

  useEffect(() => {
    if (run === null || run.id === view.runId) return;
    setView({ runId: run.id, selected: 'best', benchmark: null, ...firstTab(run) });
  }, [run?.id]);

  useEffect(() => {
    if (link !== null) setView({ tab: link.tab, ...(link.compared === null ? {} : { compared: [...link.compared] }) });
  }, [link]);

  const attempt = (request: Promise<void>): void => {
    setRefusal(undefined);
    request.catch((error: unknown) => {
      setRefusal(failureText(error));
    });
  };
  const message = refusal ?? run?.problem?.message;
  const tabs = [
    ...(run === null || run.searches.length === 0 ? TABS : TABS_OF_SEARCHES),
    ...(readOnly ? [] : EDITOR_TABS),
  ];
  const tab = tabs.find(({ id }) => id === view.tab) ?? tableTab;

  return (
    <>
      {run !== null && (
        <RunHeader
          run={run}
          groups={groups}
          readOnly={readOnly}
          onRunAgain={() => {
            attempt(host.runAgain(run.id));
          }}
          onStop={() => {
            attempt(host.stop());
          }}
          onExport={() => {
            attempt(host.exportRun(run.id));
          }}
          onProfile={() => {
            attempt(host.act('profile'));
          }}
        />
      )}
      {message !== undefined && (
        <Banner message={message}>
          {!readOnly && (
            <LinkButton
              name="showLog"
              onClick={() => {
                attempt(host.act('showLog'));
              }}
            >
              Show log
            </LinkButton>
          )}
        </Banner>
      )}
      {run === null ? (
        <EmptyState
          recent={recent}
          strategies={strategies.length}
          onOpen={(runId) => {
            attempt(host.openRun(runId));
          }}
          onAct={(action) => {
            attempt(host.act(action));
          }}
        />
      ) : (
        <main>
          <TabStrip
            tabs={tabs}
            current={tab.id}
            onChange={(id) => {
              setView({ tab: id });
            }}
          />
          <div class="panel" id={tabPanelId} role="tabpanel" aria-labelledby={tabElementId(tab.id)} tabIndex={-1}>
            {tab.hasOwnFinding !== true && (
              <>
                <Finding run={run} aboveCharts={tab.id === 'crossover'} />
                <Expectations verdicts={verdicts} />
                {!readOnly && (
                  <TuningActions
                    run={run}
                    kept={kept}
                    onKeep={() => {
                      attempt(host.keepTuning(run.id));
                    }}
                    onForget={() => {
                      attempt(host.forgetTuning(run.id));
                    }}
                  />
                )}
              </>
            )}
            <tab.View
              run={run}
              groups={groups}
              strategies={strategies}
              view={view}
              setView={setView}
              selected={selectedRow(run, groups, view)}
              onCopy={(text) => {
                attempt(host.copy(text));
              }}
              onShowKernel={
                readOnly
                  ? null
                  : (row) => {
                      attempt(host.showKernel(run.id, row));
                    }
              }
              onTune={(request) => {
                attempt(host.tune(request));
              }}
              state={state}
              host={host}
              attempt={attempt}
            />
          </div>
        </main>
      )}
      {run !== null && <RunFooter run={run} />}
    </>
  );
}

/** A tuning is seen on its map first, a search on its chart. */
function firstTab({ tuning, searches }: RunView): Partial<SavedView> {
  if (tuning !== null) return { tab: 'heatmap' };
  return searches.length === 0 ? {} : { tab: 'crossover' };
}

/** The row that the user has chosen; before that, of a run that has ended, the fastest of the first problem. */
function selectedRow(run: RunView, groups: readonly RowGroup[], { selected }: SavedView): ResultRow | null {
  switch (selected) {
    case 'none':
      return null;
    case 'best': {
      const [first] = groups;
      if (run.state === 'running' || first === undefined) return null;
      const timed = first.rows.filter(({ index }) => first.leaders.has(index));
      return timed.reduce<ResultRow | null>(
        (best, row) => ((best?.timing?.medianNs ?? Infinity) <= (row.timing?.medianNs ?? Infinity) ? best : row),
        null,
      );
    }
    default:
      return groups.flatMap(({ rows }) => rows).find(({ index }) => index === selected) ?? null;
  }
}
