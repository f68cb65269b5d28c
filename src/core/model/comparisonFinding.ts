import * as l10n from '@vscode/l10n';
import { formatRatioInterval } from '../format';
import type { MeasurementSubject } from '../measure/measurement';
import type { Verdict } from '../measure/runComparison';
import { sizeLabel } from '../problem';
import { listed, sentences } from '../sentences';
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
      title: l10n.t('Nothing could be compared: no row has a time in both runs'),
      detail: l10n.t('Choose two runs of the same benchmarks.'),
    };
  }
  const of = (verdict: Verdict): readonly RatioRow[] => rows.filter((row) => row.verdict === verdict);
  const [faster, slower] = [of('faster'), of('slower')];
  const same = rows.length - faster.length - slower.length;
  const gain = placedRow(faster, (x, y) => x.ratio < y.ratio);
  const loss = placedRow(slower, (x, y) => x.ratio > y.ratio);
  const detail = sentences(
    gain === null ? '' : l10n.t('The largest gain: {0} on {1} takes {2} the time.', ...gain),
    loss === null ? '' : l10n.t('The largest loss: {0} on {1} takes {2} the time.', ...loss),
  );
  return { title: titleOf(faster.length, slower.length, same), detail };
}

function titleOf(faster: number, slower: number, same: number): string {
  if (faster + slower === 0) {
    return same === 1 ? l10n.t('No difference was found') : l10n.t('No difference was found in any of {0} rows', same);
  }
  if (slower === 0) {
    return same === 0
      ? l10n.t('{0} faster', faster)
      : l10n.t('{0} faster, in {1} no difference was found', faster, same);
  }
  if (faster === 0) {
    return same === 0
      ? l10n.t('{0} slower', slower)
      : l10n.t('{0} slower, in {1} no difference was found', slower, same);
  }
  return same === 0
    ? l10n.t('{0} faster, {1} slower', faster, slower)
    : l10n.t('{0} faster, {1} slower, in {2} no difference was found', faster, slower, same);
}

/** The row that lies furthest: its strategy, its place and its ratio. */
function placedRow(
  rows: readonly RatioRow[],
  isFurther: (x: RatioRow, y: RatioRow) => boolean,
): readonly [strategy: string, place: string, ratio: string] | null {
  const [first] = rows;
  if (first === undefined) return null;
  const row = rows.reduce((furthest, each) => (isFurther(each, furthest) ? each : furthest), first);
  const { strategy, benchmark, problem } = row.subject;
  const size = sizeLabel(problem);
  return [strategy, benchmark === size ? size : listed([benchmark, size]), formatRatioInterval(row)];
}
