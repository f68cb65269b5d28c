import { formatCount, formatError, formatRatio, formatShare } from '../format';
import type { ErrorMap } from '../matrix/maps/errorMap';
import type { Inspection } from '../matrix/maps/productMaps';
import type { Problem } from '../problem';
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
      ? `${strategy} keeps within the error bound and uses ${formatPart(share)} of it`
      : `${strategy} is wrong: its error ${formatError(norm)} is over the bound of ${formatError(bound)}`;
  return { title, detail: [worstText(errors), nonzerosText(rows, m * k)].filter((text) => text !== '').join(' ') };
}

/** '2.2%', '0.04%': one significant digit at least. */
function formatPart(share: number): string {
  return share > 0 && share < 0.0005 ? `${Number((share * 100).toPrecision(1))}%` : formatShare(share);
}

function worstText(errors: ErrorMap | null): string {
  const worst = errors?.worst ?? null;
  if (worst === null || errors === null) return '';
  if (worst.relative === 0) return `All ${formatCount(errors.compared)} elements that were compared are exact.`;
  const place = `C[${worst.row}, ${worst.column}]`;
  return `Of ${formatCount(errors.compared)} elements that were compared, ${place} is off most: by ${formatError(worst.relative)} of the size of its terms.`;
}

function nonzerosText(
  { nonzeros, fewest, most, mean, parts, fullestPart }: Inspection['rows'],
  elements: number,
): string {
  if (nonzeros === elements) return 'A is full.';
  const shares = `A has ${formatCount(nonzeros)} nonzeros of ${formatCount(elements)} (${formatShare(nonzeros / Math.max(1, elements))}), ${formatCount(fewest)} to ${formatCount(most)} a row`;
  if (mean === 0) return `${shares}.`;
  const fullest = `its fullest row holds ${formatRatio(most / mean)} times the mean`;
  const balance =
    parts < 2
      ? ''
      : `; of ${parts} equal parts of the rows the fullest has ${formatShare(fullestPart - 1)} more than its share`;
  return `${shares}; ${fullest}${balance}.`;
}
