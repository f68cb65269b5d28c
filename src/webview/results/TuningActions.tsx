import * as l10n from '@vscode/l10n';
import { pointKey, pointText } from '../../core/measure/tuning';
import { tuningWinner } from '../../core/model/tuningFinding';
import type { TunedDefault } from '../../core/spec/tunedDefaults';
import type { RunView } from '../../shared/viewProtocol';
import { Button } from '../controls/Button';
import { finalMeasurements } from './resultRows';

interface TuningActionsProps {
  readonly run: RunView;
  readonly kept: TunedDefault | null;
  readonly onKeep: () => void;
  readonly onForget: () => void;
}

/** What can be done with the best point of a tuning, and what this machine keeps already. */
export function TuningActions({ run, kept, onKeep, onForget }: TuningActionsProps) {
  if (run.tuning === null || run.state === 'running') return null;
  const winner = tuningWinner({ measurements: finalMeasurements(run), state: run.state });
  const isKept = kept !== null && winner !== null && pointKey(kept.values) === pointKey(winner.point.parameters);
  if (winner === null && kept === null) return null;
  return (
    <div class="actions tuning-actions">
      {winner !== null && !isKept && (
        <Button icon="pin" name="keepTuning" onClick={onKeep}>
          {l10n.t('Keep as this machine’s default')}
        </Button>
      )}
      {kept !== null && (
        <>
          <Button icon="discard" name="forgetTuning" secondary onClick={onForget}>
            {l10n.t('Forget')}
          </Button>
          <span class="dim">
            {l10n.t(
              'This machine’s default of {0} for {1} is {2}, tuned at {3}.',
              ...[kept.strategy, kept.dtype, pointText(kept.values), kept.size],
            )}
          </span>
        </>
      )}
    </div>
  );
}
