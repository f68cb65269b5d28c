import * as l10n from '@vscode/l10n';
import { formatDuration, formatRatio } from '../../../core/format';
import type { MeasurementSubject } from '../../../core/measure/measurement';
import { problemKey } from '../../../core/measure/comparison';
import type { ComparedRowView, ComparisonView } from '../../../shared/viewProtocol';
import { problemAxis } from '../problemText';
import { parametersText } from '../resultRows';

/** A row of the two runs, or why it has no ratio. */
export type RatioCell =
  | { readonly kind: 'ratio'; readonly row: ComparedRowView }
  | { readonly kind: 'unmatched'; readonly reason: string }
  | { readonly kind: 'not asked' };

export interface RatioMap {
  readonly columns: readonly { readonly key: string; readonly benchmark: string; readonly label: string }[];
  readonly lines: readonly { readonly label: string; readonly cells: readonly RatioCell[] }[];
  /** The ratio at the upper end of the colour scale; its inverse is at the lower. */
  readonly furthest: number;
}

/** So that a change of a hundredth is not painted as if it were a large one. */
const LEAST_FURTHEST = 1.1;

/** Strategies by problems. */
export function ratioMapOf({ rows, unmatched }: Pick<ComparisonView, 'rows' | 'unmatched'>): RatioMap {
  const entries: readonly { readonly subject: MeasurementSubject; readonly cell: RatioCell }[] = [
    ...rows.map((row) => ({ subject: row.subject, cell: { kind: 'ratio', row } as const })),
    ...unmatched.map(({ subject, reason }) => ({ subject, cell: { kind: 'unmatched', reason } as const })),
  ];
  const axis = problemAxis(entries.map(({ subject }) => subject.problem));
  const columns = new Map<string, RatioMap['columns'][number]>();
  const lines = new Map<string, Map<string, RatioCell>>();
  for (const { subject, cell } of entries) {
    const { benchmark, problem, strategy } = subject;
    const key = `${benchmark}\n${problemKey(problem)}`;
    columns.set(key, { key, benchmark, label: axis.label(problem) });
    const label = [strategy, parametersText(subject)].filter(Boolean).join(' ');
    const line = lines.get(label) ?? new Map<string, RatioCell>();
    lines.set(label, line.set(key, cell));
  }
  const ratios = rows.map(({ ratio }) => Math.exp(Math.abs(Math.log(ratio))));
  return {
    columns: [...columns.values()],
    lines: [...lines].map(([label, cells]) => ({
      label,
      cells: [...columns.keys()].map((key) => cells.get(key) ?? { kind: 'not asked' }),
    })),
    furthest: ratios.reduce((most, ratio) => Math.max(most, ratio), LEAST_FURTHEST),
  };
}

/** '0.97–0.99'. */
export function intervalText({ low, high }: Pick<ComparedRowView, 'low' | 'high'>): string {
  return `${formatRatio(low)}–${formatRatio(high)}`;
}

/** '2.581 ms before, 2.310 ms after; simd256 ran before, simd128 after'. */
export function changeText({ beforeNs, afterNs, backends }: ComparedRowView): string {
  const times = [formatDuration(beforeNs), formatDuration(afterNs)] as const;
  return backends === null
    ? l10n.t('{0} before, {1} after', ...times)
    : l10n.t('{0} before, {1} after; {2} ran before, {3} after', ...times, ...backends);
}
