import { formatRatioInterval } from '../format';
import type { MeasurementSubject } from '../measure/measurement';
import type { Verdict } from '../measure/runComparison';
import { sizeLabel } from '../problem';
import type { Finding } from './findings';

/** A row of two runs, as far as the sentence needs it. */
export interface RatioRow {
  readonly subject: MeasurementSubject;
  /** Time after over time before, with its interval. */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: Verdict;
}

/** What came of a comparison of two runs, in two sentences. */
export function comparisonFinding(rows: readonly RatioRow[]): Finding {
  if (rows.length === 0) {
    return {
      title: 'Nothing could be compared: no row has a time in both runs',
      detail: 'Choose two runs of the same benchmarks.',
    };
  }
  const of = (verdict: Verdict): readonly RatioRow[] => rows.filter((row) => row.verdict === verdict);
  const [faster, slower] = [of('faster'), of('slower')];
  const same = rows.length - faster.length - slower.length;
  const extremes = [
    ...extremeText('The largest gain', faster, (x, y) => x.ratio < y.ratio),
    ...extremeText('The largest loss', slower, (x, y) => x.ratio > y.ratio),
  ];
  return { title: titleOf(faster.length, slower.length, same), detail: extremes.join(' ') };
}

function titleOf(faster: number, slower: number, same: number): string {
  if (faster + slower === 0)
    return same === 1 ? 'No difference was found' : `No difference was found in any of ${same} rows`;
  const parts = [...(faster > 0 ? [`${faster} faster`] : []), ...(slower > 0 ? [`${slower} slower`] : [])];
  return [...parts, ...(same > 0 ? [`in ${same} no difference was found`] : [])].join(', ');
}

function extremeText(
  what: string,
  rows: readonly RatioRow[],
  isFurther: (x: RatioRow, y: RatioRow) => boolean,
): readonly string[] {
  const [first] = rows;
  if (first === undefined) return [];
  const row = rows.reduce((furthest, each) => (isFurther(each, furthest) ? each : furthest), first);
  const { strategy, benchmark, problem } = row.subject;
  const size = sizeLabel(problem);
  const place = benchmark === size ? size : `${benchmark}, ${size}`;
  return [`${what}: ${strategy} on ${place} takes ${formatRatioInterval(row)} the time.`];
}
