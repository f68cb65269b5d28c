import { formatSeconds } from '../../core/format';
import type { RunSummary } from '../../shared/viewProtocol';
import { IconButton } from '../controls/Button';
import { dateText } from '../dateText';

interface RunsSectionProps {
  readonly recent: readonly RunSummary[];
  readonly onOpen: (runId: string) => void;
  readonly onDelete: (runId: string) => void;
}

/** Saved runs, the newest first. Enter or a click opens, Delete deletes. */
export function RunsSection({ recent, onOpen, onDelete }: RunsSectionProps) {
  if (recent.length === 0) return <p class="hint">No run yet.</p>;
  const now = new Date();
  return (
    <ul class="runs">
      {recent.map(({ id, title, startedAt, elapsedMs, state, measurements }) => {
        const when = dateText(startedAt, now);
        return (
          <li key={id} class="run" data-run={id}>
            <button
              type="button"
              class="run-open"
              title={`Open ${title}, ${when}: ${measurements} measurements`}
              onClick={() => {
                onOpen(id);
              }}
              onKeyDown={(event) => {
                if (event.key === 'Delete') onDelete(id);
              }}
            >
              <span class="run-when">{when}</span>{' '}
              <span class="run-title">
                {state !== 'finished' && <EndMark state={state} />}
                {title}
              </span>{' '}
              <span class="run-end">{formatSeconds(elapsedMs)}</span>
            </button>
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
  return <span class={`codicon codicon-${icon}`} role="img" aria-label={text} title={text} />;
}
