import * as l10n from '@vscode/l10n';
import { formatCount, formatSignificant } from '../../../core/format';
import type { RowBalance } from '../../../core/matrix/maps/rowBalance';
import { rowBalanceExplanation } from '../../../core/model/rowBalanceExplanation';
import { ShareBar } from '../../charts/ShareBar';
import { Answer, AskButton, useAsked } from '../charts/Explained';
import type { TabProps } from '../tab';

interface RowBalanceProps extends Pick<TabProps, 'view' | 'setView'> {
  readonly balance: RowBalance;
}

/** How many rows of A have how many nonzeros: a histogram whose bars stand beside their numbers. */
export function RowBalanceChart({ balance, view, setView }: RowBalanceProps) {
  const { fewest, most, mean, bins } = balance;
  const asked = useAsked('row-balance', { view, setView });
  const largest = Math.max(1, ...bins.map(({ rows }) => rows));
  const title =
    fewest === most
      ? l10n.t('Every row of A has {0} nonzeros', formatCount(most))
      : l10n.t(
          'Rows of A have {0} to {1} nonzeros, {2} in the mean',
          ...[formatCount(fewest), formatCount(most), formatSignificant(mean, 3)],
        );
  return (
    <section class="row-balance" aria-label={l10n.t('Nonzeros of the rows of A')}>
      <div class="chart-head">
        <h3>{title}</h3>
        <AskButton asked={asked} />
      </div>
      <Answer asked={asked} explanation={asked.isOpen ? rowBalanceExplanation(balance) : null} />
      <table class="bins">
        <thead>
          <tr>
            <th scope="col">{l10n.t('nonzeros')}</th>
            <th scope="col">{l10n.t('rows')}</th>
            <th scope="col" class="bar-column">
              <span class="hidden-text">{l10n.t('rows as a bar')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {bins.map(({ from, to, rows }) => (
            <tr key={from}>
              <th scope="row" class="num">
                {from === to ? formatCount(from) : `${formatCount(from)}–${formatCount(to)}`}
              </th>
              <td class="num">{formatCount(rows)}</td>
              <td class="bar-column">
                <ShareBar share={rows / largest} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
