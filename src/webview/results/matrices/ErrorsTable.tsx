import * as l10n from '@vscode/l10n';
import { formatError, formatSignificant } from '../../../core/format';
import { ShareBar } from '../../charts/ShareBar';
import { logShare } from '../../charts/logScale';
import { parametersText } from '../resultRows';
import type { ResultRow, RowGroup } from '../resultRows';

interface ErrorsTableProps {
  readonly group: RowGroup;
  readonly selected: ResultRow;
}

/** Left end of the bars: a ten-thousandth of the bound. */
const LOWEST = 1e-4;

/** The error of each strategy at the problem, as it was verified, beside its bound. */
export function ErrorsTable({ group, selected }: ErrorsTableProps) {
  const rows = group.rows.filter(({ timing }) => timing !== null);
  return (
    <section class="errors-by-strategy" aria-label={l10n.t('Error by strategy')}>
      <h3>{l10n.t('Error by strategy, part of its bound')}</h3>
      <table class="bins">
        <thead>
          <tr>
            <th scope="col">{l10n.t('strategy')}</th>
            <th scope="col">{l10n.t('error')}</th>
            <th scope="col">{l10n.t('% of bound')}</th>
            <th scope="col" class="bar-column">
              {l10n.t('0.01% to 100%, log scale')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const error = row.timing?.error ?? { norm: 0, bound: 0 };
            const share = error.bound === 0 ? 0 : error.norm / error.bound;
            return (
              <tr key={row.index} class={row.index === selected.index ? 'selected' : ''}>
                <th scope="row">
                  {row.subject.strategy} <span class="num">{parametersText(row.subject)}</span>
                </th>
                <td class="num">{formatError(error.norm)}</td>
                <td class="num">{formatSignificant(100 * share, 2)}</td>
                <td class="bar-column">
                  <ShareBar share={share === 0 ? 0 : logShare(share, { low: LOWEST, high: 1 })} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
