import * as l10n from '@vscode/l10n';
import type { RunView } from '../../shared/viewProtocol';
import { formatSeconds } from '../../core/format';
import { assertNever } from '../../core/assertNever';
import { Button } from '../controls/Button';
import { Notes } from '../controls/Notes';
import { StopButton } from '../controls/StopButton';
import { dateText } from '../dateText';
import { factsOfMachine } from './factsOfMachine';
import { FurtherActions } from './FurtherActions';
import type { RowGroup } from './resultRows';
import { RunTitle } from './RunTitle';

interface RunHeaderProps {
  readonly run: RunView;
  readonly groups: readonly RowGroup[];
  /** Without buttons. */
  readonly readOnly: boolean;
  readonly onRunAgain: () => void;
  readonly onStop: () => void;
  readonly onExport: () => void;
  readonly onProfile: () => void;
}

/** What was run, when, on what; and what to do next. */
export function RunHeader({ run, groups, readOnly, onRunAgain, onExport, onStop, onProfile }: RunHeaderProps) {
  const running = run.state === 'running';
  const further = [
    { name: 'exportRun', icon: 'export', label: l10n.t('Export…'), onChoose: onExport },
    { name: 'profile', icon: 'settings', label: l10n.t('Profile…'), onChoose: onProfile },
  ];
  return (
    <header class="run-header">
      <div class="head">
        <h1 title={run.title}>
          <RunTitle title={run.title} />
        </h1>
        <p class="dim" data-part="run-facts">
          {(running
            ? runningFacts(run)
            : [dateText(run.startedAt, new Date()), ...counts(groups, run), ...ending(run)]
          ).join(' · ')}
        </p>
        {!readOnly && (
          <div class="actions">
            {running ? (
              <StopButton key={run.id} onStop={onStop} />
            ) : (
              <>
                <Button icon="play" name="runAgain" onClick={onRunAgain}>
                  {l10n.t('Run again')}
                </Button>
                <FurtherActions items={further} />
              </>
            )}
          </div>
        )}
      </div>
      <p class="machine dim">
        {factsOfMachine(run).map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      <Notes notes={run.notes} />
      {running && <progress aria-label={l10n.t('Progress of the run')} value={run.activity?.fraction ?? 0} max={1} />}
    </header>
  );
}

function runningFacts({ activity, elapsedMs }: RunView): readonly string[] {
  if (activity === null) return [l10n.t('starting')];
  const { fraction, remainingMs } = activity;
  return [
    `${Math.round(100 * fraction)}%`,
    l10n.t('{0} so far', formatSeconds(elapsedMs)),
    ...(remainingMs === null ? [] : [l10n.t('about {0} to go', formatSeconds(remainingMs))]),
  ];
}

function counts(groups: readonly RowGroup[], { trainings = [] }: RunView): readonly string[] {
  const strategies = new Set(groups.flatMap(({ rows }) => rows.map(({ subject }) => subject.strategy))).size;
  const benchmarks = new Set(groups.map(({ benchmark }) => benchmark)).size;
  const trained =
    trainings.length === 0
      ? []
      : [trainings.length === 1 ? l10n.t('1 training') : l10n.t('{0} trainings', trainings.length)];
  if (groups.length === 0 && trainings.length > 0) return trained;
  return [
    strategies === 1 ? l10n.t('1 strategy') : l10n.t('{0} strategies', strategies),
    // More than one of both, where they are counted.
    ...(benchmarks > 1 ? [l10n.t('{0} benchmarks', benchmarks)] : []),
    ...(groups.length > benchmarks ? [l10n.t('{0} sizes', groups.length)] : []),
    ...trained,
  ];
}

function ending({ state, elapsedMs }: RunView): readonly string[] {
  const took = formatSeconds(elapsedMs);
  switch (state) {
    case 'cancelled':
      return [l10n.t('stopped after {0}', took)];
    case 'failed':
      return [l10n.t('failed after {0}', took)];
    case 'running':
    case 'finished':
      return [took];
    default:
      return assertNever(state);
  }
}
