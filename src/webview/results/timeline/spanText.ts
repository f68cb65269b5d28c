import * as l10n from '@vscode/l10n';
import { formatDuration, formatGflops, formatMs } from '../../../core/format';
import type { Span, Timeline } from '../../../core/measure/timeline';
import { workName } from '../../../core/model/timelineFinding';
import { rangeText } from './timelineScene';
import type { SpanPlace } from './timelineScene';

/** 'thread 1, multiply: rows 0–95, columns 0–511 of C, steps 0–255 of k; 0.4130–0.6520 ms, 239.0 µs, 105 GFLOP/s'. */
export function spanText({ threads }: Pick<Timeline, 'threads'>, { thread, span }: SpanPlace): string | null {
  const one = threads[thread]?.[span];
  if (one === undefined) return null;
  const { kind, startNs, endNs } = one;
  const [name, times] = [
    workName(kind),
    [formatMs(startNs), formatMs(endNs), formatDuration(endNs - startNs)],
  ] as const;
  const where = placeText(one);
  if (where === '') return l10n.t('thread {0}, {1}; {2}–{3} ms, {4}', thread + 1, name, ...times);
  const speed = spanGflops(one);
  return speed === null
    ? l10n.t('thread {0}, {1}: {2}; {3}–{4} ms, {5}', thread + 1, name, where, ...times)
    : l10n.t(
        'thread {0}, {1}: {2}; {3}–{4} ms, {5}, {6} GFLOP/s',
        ...[thread + 1, name, where, ...times, formatGflops(speed)],
      );
}

/** 'rows 0–95, columns 0–511 of C, steps 0–255 of k', as far as the piece has them. */
export function placeText({ place }: Span): string {
  if (place === null) return '';
  const { rows, columns } = place;
  const steps = rangeText(place.steps);
  if (rows === null) {
    return columns === null
      ? l10n.t('all of C, steps {0} of k', steps)
      : l10n.t('columns {0} of C, steps {1} of k', rangeText(columns), steps);
  }
  return columns === null
    ? l10n.t('rows {0} of C, steps {1} of k', rangeText(rows), steps)
    : l10n.t('rows {0}, columns {1} of C, steps {2} of k', rangeText(rows), rangeText(columns), steps);
}

/** Speed of a piece that multiplies, `null` of others. */
export function spanGflops({ kind, place, startNs, endNs }: Span): number | null {
  if (kind !== 'multiply' || place === null || place.rows === null || place.columns === null) return null;
  return (2 * place.rows[1] * place.columns[1] * place.steps[1]) / Math.max(1, endNs - startNs);
}
