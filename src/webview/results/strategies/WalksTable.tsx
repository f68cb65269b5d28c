import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { strategyOfWalk, WALK_IDS, walkOf } from '../../../core/model/steps/catalogue';
import type { WalkId } from '../../../core/model/steps/catalogue';
import { countsOf } from '../../../core/model/steps/replay';
import type { CacheShape } from '../../../core/model/steps/replay';
import { ShareBar } from '../../charts/ShareBar';
import { LinkButton } from '../../controls/Button';

interface WalksTableProps {
  readonly cache: CacheShape;
  readonly current: WalkId;
  readonly onChoose: (id: WalkId) => void;
}

/** Every strategy to its end, with the same cache. */
export function WalksTable({ cache, current, onChoose }: WalksTableProps) {
  const { lines, elementsOfLine } = cache;
  const rows = useMemo(
    () => WALK_IDS.map((id) => ({ id, walk: walkOf(id), counts: countsOf(walkOf(id), { lines, elementsOfLine }) })),
    [lines, elementsOfLine],
  );
  const most = Math.max(...rows.map(({ counts }) => counts.total.misses));
  return (
    <section aria-label={l10n.t('All strategies with this cache')}>
      <h3>{l10n.t('All strategies with this cache')}</h3>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={l10n.t('All strategies as a table')}>
        <table class="walk-table walks">
          <thead>
            <tr>
              <th scope="col">{l10n.t('strategy')}</th>
              <th scope="col">{l10n.t('walk')}</th>
              <th scope="col">{l10n.t('multiply-adds')}</th>
              <th scope="col">{l10n.t('reads')}</th>
              <th scope="col">{l10n.t('writes')}</th>
              <th scope="col">{l10n.t('misses')}</th>
              <th scope="col" class="bar-column">
                <span class="hidden-text">{l10n.t('misses as a bar')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ id, walk, counts: { total, multiplyAdds } }) => (
              <tr key={id} class={id === current ? 'selected' : ''} data-walk={id} aria-current={id === current}>
                <td>{strategyOfWalk(id)}</td>
                <th scope="row">
                  <LinkButton
                    name="chooseWalk"
                    onClick={() => {
                      onChoose(id);
                    }}
                  >
                    {walk.title()}
                  </LinkButton>
                </th>
                <td class="num">{multiplyAdds}</td>
                <td class="num">{total.reads}</td>
                <td class="num">{total.writes}</td>
                <td class="num">{total.misses}</td>
                <td class="bar-column">
                  <ShareBar share={total.misses / most} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
