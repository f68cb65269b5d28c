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
  if (recent.length === 0) return <p class="hint">No run yet. Each run is kept here with its machine and settings.</p>;
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
              title={`Open ${title}, ${when}: ${measurements} measurements${note === '' ? '' : `. ${note}`}`}
              onClick={() => {
                onOpen(id);
              }}
              onKeyDown={(event) => {
                if (event.key === 'Delete') onDelete(id);
              }}
            >
              <span class="run-when">{when}</span>{' '}
              <span class="run-title">
                {id === baseline && <Mark icon="pinned" text="baseline" />}
                {state !== 'finished' && <EndMark state={state} />}
                {title}
              </span>{' '}
              <span class="run-end">{formatSeconds(elapsedMs)}</span>
            </button>
            <IconButton
              icon="ellipsis"
              name="runMenu"
              label={`Name, note, baseline or export of the run ${title}, ${when}`}
              onClick={() => {
                onMenu(id);
              }}
            />
            <IconButton
              icon="trash"
              name="deleteRun"
              label={`Delete the run ${title}, ${when}`}
              onClick={() => {
                onDelete(id);
              }}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** Marks a run that did not end by itself. */
function EndMark({ state }: { readonly state: 'cancelled' | 'failed' }) {
  const [icon, text] = state === 'cancelled' ? ['debug-stop', 'stopped'] : ['error', 'failed'];
  return <Mark icon={icon} text={text} />;
}

function Mark({ icon, text }: { readonly icon: string; readonly text: string }) {
  return <span class={`codicon codicon-${icon}`} role="img" aria-label={text} title={text} />;
}
