import * as l10n from '@vscode/l10n';
import { formatRatio, formatShare } from '../format';
import { sizeLabel } from '../problem';
import type { RatioRow } from './comparisonFinding';
import type { Explanation, UnitDefinition } from './explanation';

/**
 * What is said of a comparison of two runs when it is asked: what a ratio means, and how it was judged.
 * @param spreadShare how far two runs of the same may lie apart, as a share of the time
 */
export function comparisonExplanation(rows: readonly RatioRow[], spreadShare: number): Explanation {
  const furthest = furthestOf(rows);
  return {
    sentences:
      furthest === null
        ? [
            l10n.t('No row has a time in both runs, so that there is no ratio to show.'),
            l10n.t('A hatched cell says why: the row is in one of the runs only, or has no time there.'),
          ]
        : [ratioText(furthest), verdictsText(rows)],
    units: unitsOf(spreadShare),
  };
}

/** The row whose time changed most, in either direction. */
function furthestOf(rows: readonly RatioRow[]): RatioRow | null {
  const distance = ({ ratio }: RatioRow): number => Math.abs(Math.log(ratio));
  return rows.reduce<RatioRow | null>(
    (most, row) => (most === null || distance(row) > distance(most) ? row : most),
    null,
  );
}

function ratioText({ subject: { strategy, problem }, ratio, low, high }: RatioRow): string {
  const numbers = [strategy, sizeLabel(problem), formatRatio(ratio), formatShare(Math.abs(1 - ratio))];
  if (ratio < 1) {
    return l10n.t(
      'A cell is the time after over the time before: {0} at {1} takes {2}× its earlier time, {3} less, which lies between {4} and {5}.',
      ...[...numbers, formatRatio(low), formatRatio(high)],
    );
  }
  return l10n.t(
    'A cell is the time after over the time before: {0} at {1} takes {2}× its earlier time, {3} more, which lies between {4} and {5}.',
    ...[...numbers, formatRatio(low), formatRatio(high)],
  );
}

function verdictsText(rows: readonly RatioRow[]): string {
  const count = (verdict: RatioRow['verdict']): number => rows.filter((row) => row.verdict === verdict).length;
  return l10n.t(
    'Judged together, rows that are faster: {0}, slower: {1}, without a difference that was found: {2}; the last are not coloured, whatever their ratio.',
    ...[count('faster'), count('slower'), count('no difference found')],
  );
}

function unitsOf(spreadShare: number): readonly UnitDefinition[] {
  return [
    {
      unit: '×',
      definition: l10n.t(
        'time after over time before, of the same benchmark, problem, strategy and parameters: under 1 is faster, 0.5 takes half the time, over 1 is slower.',
      ),
    },
    {
      unit: l10n.t('interval'),
      definition: l10n.t(
        'where the ratio lies with at least 95% confidence, each at the confidence at which it says the same as its verdict: where it holds 1, no difference was found.',
      ),
    },
    {
      unit: 'Holm',
      definition: l10n.t(
        'the more rows are compared, the more seem to differ by chance. The Holm correction asks more of each, so that with 95% no verdict at all is a false alarm.',
      ),
    },
    {
      unit: l10n.t('between runs'),
      definition: l10n.t(
        'two runs of the same may lie {0} apart, by where memory happens to lie and what else the machine does; intervals are wider by it. A null test measures it here.',
        formatShare(spreadShare),
      ),
    },
  ];
}
