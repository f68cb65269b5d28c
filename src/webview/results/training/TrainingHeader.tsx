import * as l10n from '@vscode/l10n';
import { isGoingOn } from '../../../shared/trainingView';
import type { TrainingView } from '../../../shared/trainingView';
import { Button } from '../../controls/Button';
import { StopButton } from '../../controls/StopButton';
import { dateText } from '../../dateText';
import { fractionOf, progressText } from './trainingFinding';
import { trainingTitle } from './trainingTexts';
import { FurtherActions } from '../FurtherActions';

interface TrainingHeaderProps {
  readonly training: TrainingView | null;
  /** The arm whose model is saved. */
  readonly arm: number;
  readonly onPause: (paused: boolean) => void;
  readonly onStop: () => void;
  readonly onSave: () => void;
  readonly onExport: () => void;
}

/** What is trained and how far it is; and what to do with it. */
export function TrainingHeader({ training, arm, onPause, onStop, onSave, onExport }: TrainingHeaderProps) {
  if (training === null) {
    return (
      <header class="run-header">
        <div class="head">
          <h1>{l10n.t('Training')}</h1>
        </div>
      </header>
    );
  }
  const { status, arms, inMemory, id, startedAt } = training;
  const goesOn = isGoingOn(status);
  const whose = arms.length > 1 ? (arms[arm]?.name ?? null) : null;
  const kept = [
    {
      ...{ name: 'saveModel', icon: 'save', onChoose: onSave },
      label: whose === null ? l10n.t('Save model…') : l10n.t('Save model of {0}…', whose),
    },
    {
      ...{ name: 'exportArrays', icon: 'export', onChoose: onExport },
      label: whose === null ? l10n.t('Export .npy…') : l10n.t('Export .npy of {0}…', whose),
    },
  ];
  return (
    <header class="run-header training-header">
      <div class="head">
        <h1 title={trainingTitle(training)}>{trainingTitle(training)}</h1>
        <p class="dim" data-part="training-facts">
          {[...(goesOn ? [] : [dateText(startedAt, new Date())]), progressText(training)].join(' · ')}
        </p>
        <div class="actions">
          {goesOn && status.state !== 'starting' && (
            <Button
              icon={status.state === 'paused' ? 'debug-continue' : 'debug-pause'}
              name="pauseTraining"
              secondary
              onClick={() => {
                onPause(status.state !== 'paused');
              }}
            >
              {status.state === 'paused' ? l10n.t('Resume') : l10n.t('Pause')}
            </Button>
          )}
          {goesOn && <StopButton key={id} onStop={onStop} />}
          {inMemory && <FurtherActions items={kept} />}
        </div>
      </div>
      {goesOn && <progress aria-label={l10n.t('Progress of the training')} value={fractionOf(training)} max={1} />}
    </header>
  );
}
