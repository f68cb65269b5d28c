import { formatPercent, formatSeconds, formatShare } from '../../core/format';
import { nullTestVerdict, seriesText, spreadsText } from '../../core/model/nullTestText';
import type { NullTestAnswer } from '../../core/spec/nullTestSpec';
import type { Ink } from './ink';

/** A null test as text: what it did, a line for each series, and what follows from it. */
export function nullTestReport(answer: NullTestAnswer, ink: Ink): string {
  const { strategy, size, processor, takenAt, series, betweenRuns, spreads = [] } = answer;
  const lines = series.map((each) => {
    const about = `ratio ${formatPercent(each.medianRatio - 1)} ± ${formatShare(each.medianHalfWidth)}, ${formatSeconds(each.medianMs)} each`;
    return `${seriesText(each)}${each.comparisons === 0 ? '' : ink.dim(` (${about})`)}`;
  });
  const between =
    betweenRuns === null
      ? 'Too few engine processes to say how far two runs of the same lie apart.'
      : `Two runs of the same, taken at different times, lie within ${formatShare(betweenRuns)} of each other in 95% of cases; compare takes no less for a difference.`;
  const byStrategy =
    spreads.length === 0
      ? []
      : [`By strategy, and that is what compare takes where it knows it: ${spreadsText(spreads)}.`];
  return [
    ink.bold(`Null test: ${strategy} against itself at ${size}×${size}×${size}`),
    lines.join('\n'),
    [ink.bold(nullTestVerdict(answer)), between, ...byStrategy].join('\n'),
    ink.dim(`rates with 95% intervals (Clopper and Pearson); ${processor}; ${takenAt}`),
  ].join('\n\n');
}
