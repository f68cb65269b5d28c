import { formatDuration, formatGflops, formatMs } from '../../../core/format';
import type { Span, Timeline } from '../../../core/measure/timeline';
import { rangeText, threadName } from './timelineScene';
import type { SpanPlace } from './timelineScene';

/** 'thread 1, multiply: rows 0–95, columns 0–511 of C, steps 0–255 of k; 0.4130–0.6520 ms, 239.0 µs, 105 GFLOP/s'. */
export function spanText({ threads }: Pick<Timeline, 'threads'>, { thread, span }: SpanPlace): string | null {
  const one = threads[thread]?.[span];
  if (one === undefined) return null;
  const { kind, startNs, endNs } = one;
  const where = placeText(one);
  const speed = spanGflops(one);
  return [
    `${threadName(thread)}, ${kind}${where === '' ? '' : `: ${where}`}; ${formatMs(startNs)}–${formatMs(endNs)} ms`,
    formatDuration(endNs - startNs),
    ...(speed === null ? [] : [`${formatGflops(speed)} GFLOP/s`]),
  ].join(', ');
}

/** 'rows 0–95, columns 0–511 of C, steps 0–255 of k', as far as the piece has them. */
export function placeText({ place }: Span): string {
  if (place === null) return '';
  const ofC = [
    ...(place.rows === null ? [] : [`rows ${rangeText(place.rows)}`]),
    ...(place.columns === null ? [] : [`columns ${rangeText(place.columns)}`]),
  ].join(', ');
  return `${ofC} of C, steps ${rangeText(place.steps)} of k`;
}

/** Speed of a piece that multiplies, `null` of others. */
export function spanGflops({ kind, place, startNs, endNs }: Span): number | null {
  if (kind !== 'multiply' || place === null || place.rows === null || place.columns === null) return null;
  return (2 * place.rows[1] * place.columns[1] * place.steps[1]) / Math.max(1, endNs - startNs);
}
