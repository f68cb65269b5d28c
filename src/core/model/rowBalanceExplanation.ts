import * as l10n from '@vscode/l10n';
import { formatCount, formatRatio, formatShare } from '../format';
import type { RowBalance, RowBin } from '../matrix/maps/rowBalance';
import type { Explanation } from './explanation';

/** What is to be seen in how the nonzeros of A lie over its rows. */
export function rowBalanceExplanation(balance: RowBalance): Explanation {
  return {
    sentences: [binsText(balance), unevenText(balance)],
    units: [
      {
        unit: l10n.t('nonzeros'),
        definition: l10n.t(
          'elements of a row of A that are not 0: each is n multiplications and additions of a sparse product.',
        ),
      },
      {
        unit: l10n.t('share of a part'),
        definition: l10n.t(
          'A cut into as many parts of equally many rows as there are threads: what the fullest has above the mean is what the others would wait for. The strategy sparse shares out nonzeros instead.',
        ),
      },
    ],
  };
}

function binsText({ bins }: RowBalance): string {
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  const [first] = bins;
  if (first === undefined) return l10n.t('A has no rows.');
  const tallest = bins.reduce((top, bin) => (bin.rows > top.rows ? bin : top), first);
  const texts = [formatCount(rows), formatCount(tallest.rows), rangeText(tallest)];
  return bins.length === 1
    ? l10n.t(
        'The one bar counts all {0} rows of A, by their nonzeros: each has {1}.',
        formatCount(rows),
        rangeText(first),
      )
    : l10n.t('Each bar counts rows of A, {0} in all, by their nonzeros: most of them, {1}, have {2}.', ...texts);
}

/** '7', '3–5' */
function rangeText({ from, to }: RowBin): string {
  return from === to ? formatCount(from) : `${formatCount(from)}–${formatCount(to)}`;
}

function unevenText({ fewest, most, mean, parts, fullestPart }: RowBalance): string {
  if (fewest === most) return l10n.t('All rows have equally many, so that equally many rows are equally much work.');
  const fullest = formatRatio(most / mean);
  return parts < 2
    ? l10n.t(
        'The fullest row has {0} times the mean; one thread does all rows, so that it need not wait for others.',
        fullest,
      )
    : l10n.t(
        'The fullest row has {0} times the mean; of {1} parts with equally many rows the fullest has {2} more than its share.',
        ...[fullest, parts, formatShare(fullestPart - 1)],
      );
}
