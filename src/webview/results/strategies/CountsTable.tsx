import * as l10n from '@vscode/l10n';
import { formatShare } from '../../../core/format';
import type { Counts, WalkState } from '../../../core/model/steps/replay';
import type { Walk } from '../../../core/model/steps/step';

interface CountsTableProps {
  readonly walk: Walk;
  readonly state: WalkState;
}

/** Hits and misses so far, by what was touched, and by thread. */
export function CountsTable({ walk, state: { counts } }: CountsTableProps) {
  const titles = new Map(walk.regions.map(({ id, title }) => [id, title()]));
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={l10n.t('Hits and misses so far')}>
      <table class="walk-table">
        <thead>
          <tr>
            <th scope="col">{l10n.t('touched so far')}</th>
            <th scope="col">{l10n.t('reads')}</th>
            <th scope="col">{l10n.t('writes')}</th>
            <th scope="col">{l10n.t('hits')}</th>
            <th scope="col">{l10n.t('misses')}</th>
            <th scope="col">{l10n.t('miss rate')}</th>
          </tr>
        </thead>
        <tbody>
          {[...counts.regions].map(([id, each]) => (
            <CountsRow key={id} id={id} name={titles.get(id) ?? id} counts={each} />
          ))}
          {counts.threads.length > 1 &&
            counts.threads.map((each, thread) => (
              <CountsRow
                key={thread}
                id={`thread ${thread + 1}`}
                name={l10n.t('thread {0}, in all', thread + 1)}
                counts={each}
              />
            ))}
          <CountsRow
            id="all"
            name={l10n.t({ message: 'all', comment: ['everything that was touched'] })}
            counts={counts.total}
            isTotal
          />
        </tbody>
      </table>
    </div>
  );
}

interface CountsRowProps {
  /** Of the region or thread. */
  readonly id: string;
  readonly name: string;
  readonly counts: Counts;
  readonly isTotal?: boolean;
}

function CountsRow({ id, name, counts: { reads, writes, hits, misses }, isTotal = false }: CountsRowProps) {
  return (
    <tr class={isTotal ? 'total' : ''} data-counts={id}>
      <th scope="row">{name}</th>
      <td class="num">{reads}</td>
      <td class="num">{writes}</td>
      <td class="num">{hits}</td>
      <td class="num">{misses}</td>
      <td class="num">{hits + misses === 0 ? '–' : formatShare(misses / (hits + misses))}</td>
    </tr>
  );
}
