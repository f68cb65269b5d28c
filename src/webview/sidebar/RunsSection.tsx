import * as l10n from '@vscode/l10n';
import { formatSeconds } from '../../core/format';
import type { RunSummary } from '../../shared/viewProtocol';
import { IconButton } from '../controls/Button';
import { dateText } from '../dateText';

interface RunsSectionProps {
  readonly recent: readonly RunSummary[];
  /** The id of the run that later ones are held to. */
  readonly baseline: string | null;
  readonly onOpen: (runId: string) => void;
  readonly onMenu: (runId: string) => void;
  readonly onDelete: (runId: string) => void;
}

/** Saved runs, the newest first. Enter or a click opens, Delete deletes. */
export function RunsSection({ recent, baseline, onOpen, onMenu, onDelete }: RunsSectionProps) {
  if (recent.length === 0)
    return <p class="hint">{l10n.t('No run yet. Each run is kept here with its machine and settings.')}</p>;
  const now = new Date();
  return (
    <ul class="runs">
      {recent.map(({ id, title, startedAt, elapsedMs, state, measurements, note }) => {
        const when = dateText(startedAt, now);
        return (
          <li key={id} class="run" data-run={id}>
            <button
              type="button"
              class="run-open"
              title={openText(title, when, measurements, note)}
              onClick={() => {
                onOpen(id);
              }}
              onKeyDown={(event) => {
                if (event.key === 'Delete') onDelete(id);
              }}
            >
              <span class="run-when">{when}</span>{' '}
              <span class="run-title">
                {id === baseline && <Mark icon="pinned" text={l10n.t('baseline')} />}
                {state !== 'finished' && <EndMark state={state} />}
                {title}
              </span>{' '}
              <span class="run-end">{formatSeconds(elapsedMs)}</span>
            </button>
            <span class="run-actions">
              <IconButton
                icon="ellipsis"
                name="runMenu"
                label={l10n.t('Name, note, baseline or export of the run {0}, {1}', title, when)}
                onClick={() => {
                  onMenu(id);
                }}
              />
              <IconButton
                icon="trash"
                name="deleteRun"
                label={l10n.t('Delete the run {0}, {1}', title, when)}
                onClick={() => {
                  onDelete(id);
                }}
              />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function openText(title: string, when: string, measurements: number, note: string): string {
  const text = l10n.t('Open {0}, {1}: {2} measurements', title, when, measurements);
  return note === '' ? text : `${text}. ${note}`;
}

/** Marks a run that did not end by itself. */
function EndMark({ state }: { readonly state: 'cancelled' | 'failed' }) {
  const [icon, text] = state === 'cancelled' ? ['debug-stop', l10n.t('stopped')] : ['error', l10n.t('failed')];
  return <Mark icon={icon} text={text} />;
}

function Mark({ icon, text }: { readonly icon: string; readonly text: string }) {
  return <span class={`codicon codicon-${icon}`} role="img" aria-label={text} title={text} />;
}
