import * as l10n from '@vscode/l10n';
import { formatSeconds } from '../../core/format';
import { listed } from '../../core/sentences';
import type { FormField, FormVerdict, RunView } from '../../shared/viewProtocol';
import { Button } from '../controls/Button';
import { StopButton } from '../controls/StopButton';

interface RunBarProps {
  readonly verdict: FormVerdict;
  readonly run: RunView | null;
  readonly onRun: () => void;
  readonly onStop: () => void;
}

/** The one primary action, always in sight: Run with what it costs, or Stop with how far it is. */
export function RunBar({ verdict, run, onRun, onStop }: RunBarProps) {
  return (
    <footer class="run-bar">
      {run?.state === 'running' ? (
        <Running key={run.id} run={run} onStop={onStop} />
      ) : (
        <Idle verdict={verdict} onRun={onRun} />
      )}
    </footer>
  );
}

function Idle({ verdict, onRun }: { readonly verdict: FormVerdict; readonly onRun: () => void }) {
  const wrong = FIELDS.filter((field) => verdict.problems[field] !== undefined).map((field) => fieldTitles()[field]);
  return (
    <>
      <Button icon="play" name="run" disabled={wrong.length > 0} onClick={onRun}>
        <span class="run-label">{verdict.runLabel}</span>
      </Button>
      <p class="hint">{wrong.length === 0 ? verdict.estimate : l10n.t('Change {0} to run.', listed(wrong))}</p>
    </>
  );
}

const FIELDS = ['m', 'k', 'n', 'densityPercent', 'budgetSeconds', 'strategies', 'memory'] as const;
const fieldTitles = (): Readonly<Record<FormField, string>> => ({
  m: 'm',
  k: 'k',
  n: 'n',
  densityPercent: l10n.t('the density'),
  budgetSeconds: l10n.t('the time'),
  strategies: l10n.t('the strategies'),
  memory: l10n.t('the sizes'),
});

function Running({ run, onStop }: { readonly run: RunView; readonly onStop: () => void }) {
  const { activity } = run;
  const facts =
    activity === null ? [l10n.t('starting')] : [activity.text, ...timeFacts(activity.elapsedMs, activity.remainingMs)];
  return (
    <>
      <progress aria-label={l10n.t('Progress of the run')} value={activity?.fraction ?? 0} max={1} />
      <StopButton onStop={onStop} />
      <p class="hint" data-part="activity">
        {l10n.t('{0}. Stopping keeps what was measured.', listed(facts))}
      </p>
    </>
  );
}

function timeFacts(elapsedMs: number, remainingMs: number | null): readonly string[] {
  const soFar = l10n.t('{0} so far', formatSeconds(elapsedMs));
  return remainingMs === null ? [soFar] : [soFar, l10n.t('about {0} to go', formatSeconds(remainingMs))];
}
