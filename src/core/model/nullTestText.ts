import * as l10n from '@vscode/l10n';
import { formatShare } from '../format';
import { allowedFalseAlarms, falseAlarms, rateOf } from '../measure/nullTest';
import type { NullSeries } from '../measure/nullTest';
import type { RowSpread } from '../measure/rowSpread';
import { clauses, listed } from '../sentences';
import type { NullTestAnswer } from '../spec/nullTestSpec';

/** Whether there were no more false alarms than the nominal rate explains. */
export function isWithinNominalRate({ series }: NullTestAnswer): boolean {
  return series.every((each) => each.slowedBy > 0 || falseAlarms(each) <= allowedFalseAlarms(each.comparisons));
}

/** '3 false alarms in 200 comparisons: 1.5% (0.3–4.3%), nominal 5%'; '2% slower: called slower in 38 of 40, 95% (83.1–99.4%)'. */
export function seriesText(series: NullSeries): string {
  if (series.comparisons === 0) return l10n.t('not a single comparison was finished');
  const { share, low, high } = rateOf(series);
  const rate = `${formatShare(share)} (${formatShare(low).replace('%', '')}–${formatShare(high)})`;
  if (series.slowedBy > 0) {
    const { slowedBy, slower, comparisons } = series;
    return l10n.t('{0} slower: called slower in {1} of {2}, {3}', formatShare(slowedBy), slower, comparisons, rate);
  }
  const alarms = falseAlarms(series);
  return alarms === 1
    ? l10n.t('1 false alarm in {0} comparisons: {1}, nominal 5%', series.comparisons, rate)
    : l10n.t('{2} false alarms in {0} comparisons: {1}, nominal 5%', series.comparisons, rate, alarms);
}

/** 'simd 3.1% at 128, 2.5% at 256; parallel 12% at 128': how far two runs of each strategy lie apart; empty where it is not known. */
export function spreadsText(spreads: readonly RowSpread[]): string {
  const strategies = [...new Set(spreads.map(({ strategy }) => strategy))];
  return clauses(
    ...strategies.map((strategy) => {
      const rows = spreads.filter((row) => row.strategy === strategy);
      const shares = rows.map(({ share, size }) =>
        l10n.t({
          message: '{0} at {1}',
          args: [formatShare(Math.expm1(share)), size],
          comment: ['how far two runs lie apart, size'],
        }),
      );
      return `${strategy} ${listed(shares)}`;
    }),
  );
}

/** One sentence for people. */
export function nullTestVerdict(answer: NullTestAnswer): string {
  const [same] = answer.series;
  if (same.comparisons === 0) return l10n.t('The null test was stopped before it could say anything.');
  const most = allowedFalseAlarms(same.comparisons);
  return isWithinNominalRate(answer)
    ? l10n.t('No more false alarms than 5% explain ({0} of {1} at most).', most, same.comparisons)
    : l10n.t(
        'More false alarms than 5% explain ({0} of {1} at most): differences found on this machine now are not to be trusted.',
        most,
        same.comparisons,
      );
}
