import * as l10n from '@vscode/l10n';
import { formatCount, formatError, formatRatio, formatShare } from '../format';
import type { ErrorMap } from '../matrix/maps/errorMap';
import type { Inspection } from '../matrix/maps/productMaps';
import type { Problem } from '../problem';
import { sentences } from '../sentences';
import type { Finding } from './findings';

/** What a look into a product shows: how exact it is, and how its nonzeros lie. */
export function matricesFinding(
  strategy: string,
  { m, k }: Pick<Problem, 'm' | 'k'>,
  { verification, rows }: Pick<Inspection, 'verification' | 'rows'>,
  errors: ErrorMap | null,
): Finding {
  const { norm, bound } = verification;
  const share = bound === 0 ? 0 : norm / bound;
  const title =
    norm <= bound
      ? l10n.t('{0} keeps within the error bound and uses {1} of it', strategy, formatPart(share))
      : l10n.t('{0} is wrong: its error {1} is over the bound of {2}', strategy, formatError(norm), formatError(bound));
  return { title, detail: sentences(worstText(errors), nonzerosText(rows, m * k)) };
}

/** '2.2%', '0.04%': one significant digit at least. */
export function formatPart(share: number): string {
  return share > 0 && share < 0.0005 ? `${Number((share * 100).toPrecision(1))}%` : formatShare(share);
}

function worstText(errors: ErrorMap | null): string {
  const worst = errors?.worst ?? null;
  if (worst === null || errors === null) return '';
  const compared = formatCount(errors.compared);
  if (worst.relative === 0) return l10n.t('All {0} elements that were compared are exact.', compared);
  return l10n.t(
    'Of {0} elements that were compared, {1} is off most: by {2} of the size of its terms.',
    ...[compared, `C[${worst.row}, ${worst.column}]`, formatError(worst.relative)],
  );
}

function nonzerosText(
  { nonzeros, fewest, most, mean, parts, fullestPart }: Inspection['rows'],
  elements: number,
): string {
  if (nonzeros === elements) return l10n.t('A is full.');
  const counts = [
    ...[formatCount(nonzeros), formatCount(elements), formatShare(nonzeros / Math.max(1, elements))],
    ...[formatCount(fewest), formatCount(most)],
  ];
  if (mean === 0) return l10n.t('A has {0} nonzeros of {1} ({2}), {3} to {4} a row.', ...counts);
  const fullest = formatRatio(most / mean);
  return parts < 2
    ? l10n.t(
        'A has {0} nonzeros of {1} ({2}), {3} to {4} a row; its fullest row holds {5} times the mean.',
        ...counts,
        fullest,
      )
    : l10n.t(
        'A has {0} nonzeros of {1} ({2}), {3} to {4} a row; its fullest row holds {5} times the mean; of {6} equal parts of the rows the fullest has {7} more than its share.',
        ...counts,
        ...[fullest, parts, formatShare(fullestPart - 1)],
      );
}
