import { formatDuration, formatPercent, formatShare } from '../../core/format';
import type { MeasurementSubject, Run } from '../../core/measure/measurement';
import type { ComparedRow, RunComparison, UnmatchedRow, Verdict } from '../../core/measure/runComparison';
import { sizeLabel } from '../../core/problem';
import type { Spread } from '../../shared/runSpread';
import { strategyText } from '../../core/measurementLabel';
import { columnWidths, textTable, widthsWithin } from './textTable';
import type { Column } from './textTable';
import type { TableLayout } from './measurementTables';

const VERDICTS: readonly Verdict[] = ['slower', 'faster', 'no difference found'];

/** Slower rows first, then faster ones, then those without a difference; rows without a partner are listed with reasons. */
export function comparisonReport(comparison: RunComparison, spread: Spread, { width, ink }: TableLayout): string {
  const { rows, unmatched, warnings } = comparison;
  const sorted = VERDICTS.flatMap((verdict) =>
    rows.filter((row) => row.verdict === verdict).sort((x, y) => Math.abs(y.ratio - 1) - Math.abs(x.ratio - 1)),
  );
  const columns: readonly Column<ComparedRow>[] = [
    { title: 'row', align: 'left', cell: ({ before }) => subjectText(before) },
    { title: 'before', align: 'right', cell: ({ before }) => formatDuration(before.medianNs) },
    { title: 'after', align: 'right', cell: ({ after }) => formatDuration(after.medianNs) },
    { title: 'change', align: 'right', cell: ({ ratio }) => formatPercent(ratio - 1) },
    { title: 'interval', align: 'left', cell: intervalText },
    { title: 'verdict', align: 'left', cell: ({ verdict }) => verdict },
  ];
  const counts = VERDICTS.map((verdict) => `${rows.filter((row) => row.verdict === verdict).length} ${verdict}`);
  const parts = [
    ...(rows.length === 0 ? [] : [textTable(columns, sorted, widthsWithin(columnWidths(columns, sorted), width))]),
    ink.bold(`${counts.join(', ')}.`),
    ...(warnings.length === 0 ? [] : [warnings.map((warning) => ink.yellow(`warning: ${warning}`)).join('\n')]),
    ...(unmatched.length === 0 ? [] : [`Not compared:\n${unmatched.map(unmatchedText).join('\n')}`]),
    ink.dim(footer(spread)),
  ];
  return parts.join('\n\n');
}

/** The comparison as programs read it. */
export function comparisonJson(comparison: RunComparison, spread: Spread, before: Run, after: Run): object {
  return {
    schema: 'matmul-profiler/comparison@1',
    before: { id: before.id, title: before.title, startedAt: before.startedAt },
    after: { id: after.id, title: after.title, startedAt: after.startedAt },
    spread,
    warnings: comparison.warnings,
    rows: comparison.rows.map((row) => ({
      ...identity(row.before),
      verdict: row.verdict,
      ratio: row.ratio,
      interval: [row.low, row.high],
      loop: row.loop,
      medianNs: { before: row.before.medianNs, after: row.after.medianNs },
    })),
    unmatched: comparison.unmatched.map(({ subject, reason }) => ({ ...identity(subject), reason })),
  };
}

function identity({ benchmark, strategy, parameters, problem }: MeasurementSubject): MeasurementSubject {
  return { benchmark, strategy, parameters, problem };
}

function subjectText(subject: MeasurementSubject): string {
  const { benchmark, problem } = subject;
  const size = sizeLabel(problem);
  const name = benchmark === size ? size : `${benchmark}, ${size}`;
  const density = problem.density === 1 ? '' : `, density ${problem.density}`;
  return `${name} ${problem.dtype}${density}: ${strategyText(subject)}`;
}

function intervalText({ low, high }: ComparedRow): string {
  return `${formatPercent(low - 1)} to ${formatPercent(high - 1)}`;
}

function unmatchedText({ subject, reason }: UnmatchedRow): string {
  return `  ${subjectText(subject)}: ${reason}`;
}

function footer({ share, rows, takenAt }: Spread): string {
  const source =
    takenAt === null
      ? 'as usual on a busy machine; nulltest measures it on this one'
      : `by the null test of ${takenAt.slice(0, 10)}`;
  return [
    'before, after: medians',
    "change: of the low decile over the calibration loop's, with its interval",
    `two runs of the same may lie ${apartText([share, ...rows.map((row) => row.share)])} apart (${source})`,
    'verdicts hold together at 95% (Holm)',
  ].join('; ');
}

/** '5%', or '2.1% to 18%, by row'. */
function apartText(shares: readonly number[]): string {
  const [least, most] = [Math.min(...shares), Math.max(...shares)].map((share) => formatShare(Math.expm1(share)));
  return least === most ? least : `${least} to ${most}, by row,`;
}
