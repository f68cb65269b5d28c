import * as l10n from '@vscode/l10n';
import type { RunSummary, ViewAction } from '../../shared/viewProtocol';
import { Button, LinkButton } from '../controls/Button';
import { dateText } from '../dateText';

interface EmptyStateProps {
  readonly recent: readonly RunSummary[];
  /** How many strategies there are. */
  readonly strategies: number;
  readonly onOpen: (runId: string) => void;
  readonly onAct: (action: ViewAction) => void;
  /** `null` where nothing can be trained from here. */
  readonly onTrain: (() => void) | null;
}

/** What the panel offers before there is a run. */
export function EmptyState({ recent, strategies, onOpen, onAct, onTrain }: EmptyStateProps) {
  const now = new Date();
  return (
    <div class="empty">
      <h1 class="finding">{l10n.t('Nothing measured yet')}</h1>
      <p>
        {l10n.t(
          'A run multiplies matrices by up to {0} strategies, checks every result and says which strategy is fastest here. The first takes some seconds and can be stopped at any time; what was measured until then is kept.',
          strategies,
        )}
      </p>
      <div class="actions">
        <Button
          icon="play"
          name="profile"
          onClick={() => {
            onAct('profile');
          }}
        >
          {l10n.t('Profile…')}
        </Button>
        <Button
          icon="file-code"
          name="openExample"
          secondary
          onClick={() => {
            onAct('openExample');
          }}
        >
          {l10n.t('Open an example')}
        </Button>
        <Button
          icon="question"
          name="getStarted"
          secondary
          onClick={() => {
            onAct('getStarted');
          }}
        >
          {l10n.t('Get started')}
        </Button>
        {onTrain !== null && (
          <Button icon="mortar-board" name="train" secondary onClick={onTrain}>
            {l10n.t('Train…')}
          </Button>
        )}
      </div>
      {recent.length > 0 && (
        <>
          <h2>{l10n.t('Saved runs')}</h2>
          <ul>
            {recent.map(({ id, title, startedAt }) => (
              <li key={id}>
                <LinkButton
                  name="openRun"
                  onClick={() => {
                    onOpen(id);
                  }}
                >
                  {title}, {dateText(startedAt, now)}
                </LinkButton>
              </li>
            ))}
          </ul>
        </>
      )}
      <p class="hint">{l10n.t('Results stay on this machine.')}</p>
    </div>
  );
}
