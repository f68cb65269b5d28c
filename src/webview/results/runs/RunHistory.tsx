import * as l10n from '@vscode/l10n';
import { formatSeconds } from '../../../core/format';
import type { RunSummary } from '../../../shared/viewProtocol';
import { IconButton, LinkButton } from '../../controls/Button';
import { dateText } from '../../dateText';
import type { ComparedRuns } from './comparedRuns';
import { RunTitle } from '../RunTitle';

interface RunHistoryProps {
  readonly recent: readonly RunSummary[];
  readonly baseline: string | null;
  /** `null` where no run is shown. */
  readonly shown: string | null;
  readonly compared: ComparedRuns;
  readonly onCompare: (compared: ComparedRuns) => void;
  readonly onOpen: (runId: string) => void;
  readonly onMenu: (runId: string) => void;
  readonly onExport: (runId: string) => void;
  readonly onDelete: (runId: string) => void;
}

/** Saved runs, the newest first: which are compared, and what can be done with each. */
export function RunHistory(props: RunHistoryProps) {
  const { recent, baseline, shown, compared, onCompare, onOpen, onMenu, onExport, onDelete } = props;
  const { before, after } = compared;
  const now = new Date();
  return (
    <div class="history-scroll" tabIndex={0} role="region" aria-label={l10n.t('Saved runs as a table')}>
      <table class="history" aria-label={l10n.t('Saved runs')}>
        <thead>
          <tr>
            <th scope="col">{l10n.t('before')}</th>
            <th scope="col">{l10n.t('after')}</th>
            <th scope="col">{l10n.t('run')}</th>
            <th scope="col">{l10n.t('taken')}</th>
            <th scope="col" class="num">
              {l10n.t('rows')}
            </th>
            <th scope="col" class="num">
              {l10n.t('took')}
            </th>
            <th scope="col">{l10n.t('note')}</th>
            <th scope="col">
              <span class="hidden-text">{l10n.t('actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {recent.map(({ id, title, startedAt, elapsedMs, state, measurements, note }) => {
            const when = dateText(startedAt, now);
            const name = `${title}, ${when}`;
            return (
              <tr key={id} data-run={id} class={id === shown ? 'shown' : ''}>
                <td>
                  <input
                    type="radio"
                    name="before"
                    aria-label={l10n.t('Compare with {0} as the earlier run', name)}
                    checked={id === before}
                    onChange={() => {
                      onCompare({ before: id, after: after.filter((other) => other !== id) });
                    }}
                  />
                </td>
                <td>
                  <input
                    type="checkbox"
                    aria-label={l10n.t('Compare {0} as a later run', name)}
                    checked={after.includes(id)}
                    disabled={id === before}
                    onChange={() => {
                      const others = after.filter((other) => other !== id);
                      onCompare({ before, after: others.length < after.length ? others : [...after, id] });
                    }}
                  />
                </td>
                <th scope="row">
                  <LinkButton
                    name="openRun"
                    onClick={() => {
                      onOpen(id);
                    }}
                  >
                    <RunTitle title={title} />
                  </LinkButton>
                  {id === baseline && <span class="mark">{l10n.t('baseline')}</span>}
                  {id === shown && <span class="mark">{l10n.t('shown')}</span>}
                  {state !== 'finished' && (
                    <span class="mark">{state === 'cancelled' ? l10n.t('stopped') : l10n.t('failed')}</span>
                  )}
                  <span class="history-below dim">{note === '' ? when : `${when} · ${note}`}</span>
                </th>
                <td>{when}</td>
                <td class="num">{measurements}</td>
                <td class="num">{formatSeconds(elapsedMs)}</td>
                <td class="dim">{note}</td>
                <td class="history-actions">
                  <IconButton
                    icon="ellipsis"
                    name="runMenu"
                    label={l10n.t('Name, note or baseline of the run {0}', name)}
                    onClick={() => {
                      onMenu(id);
                    }}
                  />
                  <IconButton
                    icon="export"
                    name="exportSavedRun"
                    label={l10n.t('Export the run {0}', name)}
                    onClick={() => {
                      onExport(id);
                    }}
                  />
                  <IconButton
                    icon="trash"
                    name="deleteRun"
                    label={l10n.t('Delete the run {0}', name)}
                    onClick={() => {
                      onDelete(id);
                    }}
                  />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
