import * as l10n from '@vscode/l10n';
import { formatDuration, formatGflops, formatPercentHalfWidth, formatRatioInterval } from '../../../core/format';
import { listed } from '../../../core/sentences';
import { statusText } from '../../statusText';
import { statusOf } from '../resultRows';
import type { ResultRow } from '../resultRows';
import type { Heatmap, HeatmapCell } from './heatmapModel';

/** What is known of a cell, line by line: for the tooltip, the screen reader and the details below the map. */
export function cellFacts({ row, notes }: HeatmapCell): readonly string[] {
  if (row === null) return notes;
  const { timing, ratio, subject } = row;
  if (timing === null) return [...notes, whyEmpty(row)];
  return [
    ...notes,
    `${formatGflops(timing.gflops)} GFLOP/s`,
    `${formatDuration(timing.medianNs)} ${formatPercentHalfWidth(timing.intervalNs, timing.medianNs)}`,
    ...(ratio === null || subject.strategy === 'naive' ? [] : [l10n.t('{0} naive', formatRatioInterval(ratio))]),
    timing.backend,
  ];
}

/** 'failed: One run would take longer than the budget.' */
export function whyEmpty(row: ResultRow): string {
  const { status, reason } = statusOf(row);
  return reason === '' ? statusText(status) : l10n.t('{0}: {1}', statusText(status), reason);
}

/** 'simd at n = 256'; 'mr = 6, nr = 16'. */
export function cellTitle({ lineAxis, lines, columns }: Heatmap, line: number, column: number): string {
  const [{ label }, { title }] = [lines[line], columns[column]];
  return lineAxis === null ? l10n.t('{0} at {1}', label, title) : listed([`${lineAxis} = ${label}`, title]);
}

/** Title and facts in one line. */
export function cellText(map: Heatmap, line: number, column: number): string {
  return listed([cellTitle(map, line, column), ...cellFacts(map.lines[line].cells[column])]);
}

/** What stands above the line labels: 'n', 'mr ╲ nr'. */
export function cornerText({ lineAxis, axis }: Heatmap): string {
  return lineAxis === null ? axis : `${lineAxis} ╲ ${axis}`;
}

/** What it is and how large: 'Strategies by sizes, 7 × 12 cells'. */
export function gridText({ kind, lines, columns, lineAxis, axis }: Heatmap): string {
  const size = [lines.length, columns.length];
  if (kind === 'sizes') return l10n.t('Strategies by sizes, {0} × {1} cells', ...size);
  if (lineAxis === null) return l10n.t('{0}, {1} cells', axis, columns.length);
  return l10n.t('{0} by {1}, {2} × {3} cells', lineAxis, axis, ...size);
}

/** The name of the grid for those who do not see it, with what its keys do. */
export function gridLabel(map: Heatmap): string {
  return l10n.t('{0}. Arrow keys move, Space chooses the row, Enter opens it in the table.', gridText(map));
}
