import * as l10n from '@vscode/l10n';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ChartPicture } from '../../shared/chartPicture';
import type { ResultsState, RunView, TabLink } from '../../shared/viewProtocol';
import { Banner } from '../controls/Banner';
import { LinkButton } from '../controls/Button';
import { failureText } from '../hostConnection';
import '../theme/base.css';
import { usePersistedState } from '../viewState';
import { crossoverTab } from './crossover/CrossoverTab';
import { curvesTab } from './curves/curvesTab';
import { distributionTab } from './distribution/distributionTab';
import { EmptyState } from './EmptyState';
import { Expectations } from './Expectations';
import { Finding } from './Finding';
import { heatmapTab } from './heatmap/HeatmapTab';
import { machineTab } from './machine/MachineTab';
import { groupRows } from './resultRows';
import type { ResultRow, RowGroup } from './resultRows';
import './results.css';
import type { ResultsHost } from './resultsHost';
import { rooflineTab } from './roofline/rooflineTab';
import { RunFooter } from './RunFooter';
import { RunHeader } from './RunHeader';
import { runsTab } from './runs/RunsTab';
import { INITIAL_VIEW, savedView } from './savedView';
import type { SavedView } from './savedView';
import type { FreeTab, ResultsTab, TabProps } from './tab';
import { tabTitle } from './tabTitle';
import type { TrainingPart } from './trainingPart';
import { tableTab } from './table/TableTab';
import { matricesTab } from './matrices/matricesTab';
import { strategiesTab } from './strategies/strategiesTab';
import { timelineTab } from './timeline/timelineTab';
import { TabStrip, tabElementId, tabPanelId } from './TabStrip';
import { trainedTab } from './trained/trainedTab';
import { TuningActions } from './TuningActions';

const TABS: readonly ResultsTab[] = [
  tableTab,
  heatmapTab,
  curvesTab,
  rooflineTab,
  distributionTab,
  timelineTab,
  matricesTab,
  strategiesTab,
];
/** What can be trained has nothing to do with the run that is shown. */
const TRAINING_TAB = { id: 'training', title: tabTitle('training') } as const;
/** Tabs of the editor alone: a report is of one run. */
const EDITOR_TABS: readonly FreeTab[] = [runsTab, machineTab];
/** Tabs that show something before there is a run. */
const FREE_TABS: readonly FreeTab[] = [strategiesTab, ...EDITOR_TABS];
/** A search is seen on its own tab. */
const TABS_OF_SEARCHES: readonly ResultsTab[] = [crossoverTab, ...TABS];

interface ResultsAppProps {
  readonly state: ResultsState;
  readonly host: ResultsHost;
  /** Nothing can be run from here: a report outside of the editor. */
  readonly readOnly?: boolean;
  /** The tab that a command asked for last; each request is an object of its own. */
  readonly link?: TabLink | null;
  /** The training tab, where something can be trained. */
  readonly training?: TrainingPart | null;
}

/** The results panel: one run, its finding, and tabs that show it in different ways. */
export function ResultsApp({ state, host, readOnly = false, link = null, training = null }: ResultsAppProps) {
  const [view, setView] = usePersistedState(savedView, INITIAL_VIEW);
  const [refusal, setRefusal] = useState<string | undefined>(undefined);
  const { run, strategies, recent, kept, verdicts } = state;
  const groups = useMemo(() => (run === null ? [] : groupRows(run)), [run]);

  useEffect(() => {
    if (run === null || run.id === view.runId) return;
    const away: Partial<SavedView> = view.tab === 'training' && run.state === 'running' ? { tab: 'table' } : {};
    setView({ runId: run.id, selected: 'best', benchmark: null, ...away, ...firstTab(run) });
  }, [run?.id]);
  useEffect(() => {
    if (training?.state.reveal === true) setView({ tab: 'training' });
  }, [training?.state.reveal]);

  // After the first: what was asked for goes before where a new run is seen first.
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
  const tabs = run === null ? [tableTab, ...FREE_TABS] : tabsOf(run, readOnly);
  const tab = tabs.find(({ id }) => id === view.tab) ?? tableTab;
  const free = FREE_TABS.find(({ id }) => id === tab.id);
  const strip = training === null ? tabs : [...tabs, TRAINING_TAB];
  const changeTab = (id: SavedView['tab']): void => {
    setRefusal(undefined);
    setView({ tab: id });
  };
  const copy = (text: string): void => {
    attempt(host.copy(text));
  };
  const savePicture = readOnly
    ? null
    : (picture: Promise<ChartPicture>): void => {
        attempt(picture.then((drawn) => host.savePicture(drawn)));
      };
  if (training !== null && view.tab === TRAINING_TAB.id) {
    const { View } = training;
    return (
      <View
        state={training.state}
        host={training.host}
        strategies={strategies}
        tabs={strip}
        onTab={changeTab}
        navigation={view.training}
        onNavigate={(change) => {
          setView({ training: { ...view.training, ...change } });
        }}
        view={view}
        setView={setView}
        onCopy={copy}
        onSavePicture={savePicture}
        refusal={refusal}
        attempt={attempt}
      />
    );
  }

  /** What every tab is given, but for the run. */
  const props: Omit<TabProps, 'run'> = {
    ...{ groups, strategies, recent, view, setView, state, host, attempt },
    selected: run === null ? null : selectedRow(run, groups, view),
    onCopy: copy,
    onTune: (request) => {
      attempt(host.tune(request));
    },
    onShowKernel:
      readOnly || run === null
        ? null
        : (row) => {
            attempt(host.showKernel(run.id, row));
          },
    onAct: readOnly
      ? null
      : (action) => {
          attempt(host.act(action));
        },
    onSavePicture: savePicture,
    onReadRun: readOnly ? null : (runId) => host.readRun(runId),
    onTimeline: readOnly || run === null ? null : (row, take) => host.timeline(run.id, row, take),
    onInspect:
      readOnly || run === null ? null : (row, wanted, signal) => host.inspect({ runId: run.id, row, wanted }, signal),
    onOpenDocs: readOnly
      ? null
      : (page) => {
          attempt(host.openDocs(page));
        },
  };

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
              {l10n.t('Show log')}
            </LinkButton>
          )}
        </Banner>
      )}
      <main>
        <TabStrip tabs={strip} current={tab.id} onChange={changeTab} />
        <div class="panel" id={tabPanelId} role="tabpanel" aria-labelledby={tabElementId(tab.id)} tabIndex={-1}>
          {run !== null && tab.hasOwnFinding !== true && (
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
          {run !== null ? (
            <tab.View {...props} run={run} />
          ) : free !== undefined ? (
            <free.View {...props} run={run} />
          ) : (
            <EmptyState
              recent={recent}
              strategies={strategies.length}
              onOpen={(runId) => {
                attempt(host.openRun(runId));
              }}
              onAct={(action) => {
                attempt(host.act(action));
              }}
              onTrain={
                training === null
                  ? null
                  : () => {
                      changeTab('training');
                    }
              }
            />
          )}
        </div>
      </main>
      {run !== null && <RunFooter run={run} />}
    </>
  );
}

/** What a run holds beside its rows has a tab of its own. */
function tabsOf({ searches, trainings = [] }: RunView, readOnly: boolean): readonly ResultsTab[] {
  const ofRows = searches.length === 0 ? TABS : TABS_OF_SEARCHES;
  const tabs = trainings.length === 0 ? ofRows : [...ofRows, trainedTab];
  return readOnly ? tabs.filter(({ needsEngine }) => needsEngine !== true) : [...tabs, ...EDITOR_TABS];
}

/** A tuning is seen on its map first, a search on its chart, a run of trainings alone on theirs. */
function firstTab({ tuning, searches, rows, trainings = [] }: RunView): Partial<SavedView> {
  if (tuning !== null) return { tab: 'heatmap' };
  if (rows.length === 0 && trainings.length > 0) return { tab: 'trained' };
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
