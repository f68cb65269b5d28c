import { formatCount, formatSignificant } from '../../../core/format';
import type { RowBalance } from '../../../core/matrix/maps/rowBalance';
import { ShareBar } from '../../charts/ShareBar';

/** How many rows of A have how many nonzeros: a histogram whose bars stand beside their numbers. */
export function RowBalanceChart({ balance: { fewest, most, mean, bins } }: { readonly balance: RowBalance }) {
  const largest = Math.max(1, ...bins.map(({ rows }) => rows));
  const title =
    fewest === most
      ? `Every row of A has ${formatCount(most)} nonzeros`
      : `Rows of A have ${formatCount(fewest)} to ${formatCount(most)} nonzeros, ${formatSignificant(mean, 3)} in the mean`;
  return (
    <section class="row-balance" aria-label="Nonzeros of the rows of A">
      <h3>{title}</h3>
      <table class="bins">
        <thead>
          <tr>
            <th scope="col">nonzeros</th>
            <th scope="col">rows</th>
            <th scope="col" class="bar-column">
              <span class="hidden-text">rows as a bar</span>
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
