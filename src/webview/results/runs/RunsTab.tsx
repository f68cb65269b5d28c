import * as l10n from '@vscode/l10n';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { formatShare } from '../../../core/format';
import { comparisonExplanation } from '../../../core/model/comparisonExplanation';
import { comparisonFinding } from '../../../core/model/comparisonFinding';
import type { ComparisonView, RunSummary } from '../../../shared/viewProtocol';
import { backgroundColour, useThemeVersion } from '../../charts/themeColours';
import { dateText } from '../../dateText';
import { Answer, AskButton, useAsked } from '../charts/Explained';
import type { FreeTab, FreeTabProps } from '../tab';
import { comparedRuns } from './comparedRuns';
import { ratioMapOf } from './ratioMap';
import { RatioLegend } from './RatioLegend';
import { RatioTable } from './RatioTable';
import { RunHistory } from './RunHistory';
import { Unbroken } from '../Unbroken';
import './runs.css';

/** Saved runs, and what is faster and slower between two or more of them. */
function RunsView({ run, view, setView, state, host, attempt }: FreeTabProps) {
  const { recent, baseline, suggested } = state;
  const shown = run?.id ?? null;
  // The host makes an object of its own with each state.
  const named = suggested === null ? '' : [suggested.before, ...suggested.after].join();
  const compared = useMemo(() => comparedRuns(view.compared, recent, suggested), [view.compared, recent, named]);
  const { before, after } = compared;
  const [comparisons, setComparisons] = useState<readonly ComparisonView[] | null>(null);
  useEffect(() => {
    let isDue = true;
    setComparisons(null);
    if (before !== null && after.length > 0) {
      attempt(
        host.compareRuns({ before, after }).then((answer) => {
          if (isDue) setComparisons(answer);
        }),
      );
    }
    return () => {
      isDue = false;
    };
  }, [before, after.join()]);
  return (
    <>
      {before === null || after.length === 0 ? (
        <NothingCompared
          saved={recent.length}
          isAlone={view.compared.length === 0 && suggested === null && recent.some(({ id }) => id === shown)}
        />
      ) : (
        comparisons?.map((comparison) => (
          <Comparison key={`${comparison.before} ${comparison.after}`} {...{ comparison, recent, view, setView }} />
        ))
      )}
      <h3 class="history-title">{l10n.t('Saved runs')}</h3>
      <RunHistory
        {...{ recent, baseline, compared }}
        shown={shown}
        onCompare={(next) => {
          if (next.before !== null) setView({ compared: [next.before, ...next.after] });
        }}
        onOpen={(runId) => {
          attempt(host.openRun(runId));
        }}
        onMenu={(runId) => {
          attempt(host.runMenu(runId));
        }}
        onExport={(runId) => {
          attempt(host.exportRun(runId));
        }}
        onDelete={(runId) => {
          attempt(host.deleteRun(runId));
        }}
      />
    </>
  );
}

interface NothingComparedProps {
  readonly saved: number;
  /** No other run has a row in common with the one that is shown. */
  readonly isAlone: boolean;
}

/** Why there is no comparison, and what makes one. */
function NothingCompared({ saved, isAlone }: NothingComparedProps) {
  const [title, detail] =
    saved < 2
      ? [
          l10n.t('No two runs to compare yet'),
          l10n.t(
            'A comparison needs two saved runs of the same benchmarks. Run again, and they stand side by side here.',
          ),
        ]
      : isAlone
        ? [
            l10n.t('No other run has a row in common with this one'),
            l10n.t(
              'Rows are compared that have the same benchmark, problem, strategy and parameters. Run this one again, or mark two others below.',
            ),
          ]
        : [l10n.t('Choose runs to compare'), l10n.t('Mark one run as before and one or more as after.')];
  return (
    <>
      <h2 class="finding">{title}</h2>
      <p class="sub">{detail}</p>
    </>
  );
}

interface ComparisonProps extends Pick<FreeTabProps, 'view' | 'setView'> {
  readonly comparison: ComparisonView;
  readonly recent: readonly RunSummary[];
}

/** The finding, the map of ratios, and how they are meant. */
function Comparison({ comparison, recent, view, setView }: ComparisonProps) {
  // One answer is open or none, whichever runs are compared.
  const asked = useAsked('runs', { view, setView });
  const { rows, warnings, spread } = comparison;
  const theme = useThemeVersion();
  const background = useMemo(backgroundColour, [theme]);
  const map = useMemo(() => ratioMapOf(comparison), [comparison]);
  const { title, detail } = comparisonFinding(rows);
  const nameOf = (id: string): string => {
    const run = recent.find((each) => each.id === id);
    return run === undefined ? id : `${run.title}, ${dateText(run.startedAt, new Date())}`;
  };
  const names = `${nameOf(comparison.before)} → ${nameOf(comparison.after)}`;
  return (
    <section class="comparison" aria-label={names}>
      <h2 class="finding">
        <Unbroken text={title} />
      </h2>
      <p class="sub">{detail}</p>
      <div class="tools">
        <span data-part="compared">{names}</span>
        <AskButton asked={asked} />
        <span class="grow" />
        {rows.length > 0 && (
          <RatioLegend id={`ratios-${comparison.after}`} furthest={map.furthest} background={background} />
        )}
      </div>
      <Answer asked={asked} explain={() => comparisonExplanation(rows, spread.share)} />
      {warnings.map((warning) => (
        <p key={warning} class="comparison-warning">
          <span class="codicon codicon-warning" aria-hidden="true" /> {warning}
        </p>
      ))}
      {rows.length > 0 && (
        <>
          <RatioTable map={map} label={l10n.t('Ratios of times, {0}', names)} background={background} />
          <p class="hint">
            {l10n.t(
              'Time after divided by time before; under 1 is faster. {0} comparisons, whose verdicts hold together at 95% (Holm).',
              rows.length,
            )}{' '}
            {spread.takenAt === null
              ? l10n.t(
                  'Two runs of the same may lie {0} apart as is usual; a null test measures it on this machine.',
                  formatShare(spread.share),
                )
              : l10n.t(
                  'Two runs of the same may lie {0} apart by the null test of {1}.',
                  ...[formatShare(spread.share), spread.takenAt.slice(0, 10)],
                )}
          </p>
        </>
      )}
    </section>
  );
}

export const runsTab: FreeTab = { id: 'runs', title: l10n.t('Runs'), View: RunsView, hasOwnFinding: true };
