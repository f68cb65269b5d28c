import { formatShare } from '../format';
import { allowedFalseAlarms, falseAlarms, rateOf } from '../measure/nullTest';
import type { NullSeries } from '../measure/nullTest';
import type { RowSpread } from '../measure/rowSpread';
import type { NullTestAnswer } from '../spec/nullTestSpec';

/** Whether there were no more false alarms than the nominal rate explains. */
export function isWithinNominalRate({ series }: NullTestAnswer): boolean {
  return series.every((each) => each.slowedBy > 0 || falseAlarms(each) <= allowedFalseAlarms(each.comparisons));
}

/** '3 false alarms in 200 comparisons: 1.5% (0.3–4.3%), nominal 5%'; '2% slower: called slower in 38 of 40, 95% (83.1–99.4%)'. */
export function seriesText(series: NullSeries): string {
  if (series.comparisons === 0) return 'not a single comparison was finished';
  const { share, low, high } = rateOf(series);
  const rate = `${formatShare(share)} (${formatShare(low).replace('%', '')}–${formatShare(high)})`;
  if (series.slowedBy > 0) {
    return `${formatShare(series.slowedBy)} slower: called slower in ${series.slower} of ${series.comparisons}, ${rate}`;
  }
  const alarms = falseAlarms(series);
  return `${alarms} false ${alarms === 1 ? 'alarm' : 'alarms'} in ${series.comparisons} comparisons: ${rate}, nominal 5%`;
}

/** 'simd 3.1% at 128, 2.5% at 256; parallel 12% at 128': how far two runs of each strategy lie apart; empty where it is not known. */
export function spreadsText(spreads: readonly RowSpread[]): string {
  const strategies = [...new Set(spreads.map(({ strategy }) => strategy))];
  return strategies
    .map((strategy) => {
      const rows = spreads.filter((row) => row.strategy === strategy);
      return `${strategy} ${rows.map(({ share, size }) => `${formatShare(Math.expm1(share))} at ${size}`).join(', ')}`;
    })
    .join('; ');
}

/** One sentence for people. */
export function nullTestVerdict(answer: NullTestAnswer): string {
  const [same] = answer.series;
  if (same.comparisons === 0) return 'The null test was stopped before it could say anything.';
  const most = allowedFalseAlarms(same.comparisons);
  return isWithinNominalRate(answer)
    ? `No more false alarms than 5% explain (${most} of ${same.comparisons} at most).`
    : `More false alarms than 5% explain (${most} of ${same.comparisons} at most): differences found on this machine now are not to be trusted.`;
}
