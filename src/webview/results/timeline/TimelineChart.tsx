import * as l10n from '@vscode/l10n';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { Timeline } from '../../../core/measure/timeline';
import { measureText } from '../../charts/lines/measureText';
import { SceneMarks } from '../../charts/lines/SceneSvg';
import { useWidth } from '../../charts/lines/useWidth';
import { zoomByKey } from '../../charts/lines/zoomByKey';
import { useZoom } from '../../charts/lines/zoomByPointer';
import type { ChartZooming } from '../charts/ChartFrame';
import { spanText } from './spanText';
import { layTimelineOut, spanAt, spanRing, timelineScene } from './timelineScene';
import type { SpanPlace } from './timelineScene';

interface TimelineChartProps extends ChartZooming {
  readonly timeline: Timeline;
}

/**
 * Threads one below the other, their pieces of work along the time. It is one tab stop: arrow keys go from piece to piece and
 * from thread to thread, + and − zoom, 0 shows all, Shift with an arrow moves what is seen.
 */
export function TimelineChart({ timeline, zoom, onZoom, control }: TimelineChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const area = useRef<SVGRectElement>(null);
  const width = useWidth(frame);
  const [place, setPlace] = useState<SpanPlace | null>(null);
  const layout = useMemo(
    () => (width === 0 ? null : layTimelineOut(timeline, width, zoom, measureText)),
    [timeline, width, zoom.k, zoom.x],
  );
  const scene = useMemo(
    () => (layout === null ? null : timelineScene(timeline, layout, measureText)),
    [timeline, layout],
  );
  const zoomed = useZoom(area, layout?.plot.width ?? 0, layout?.plot.height ?? 0, zoom, onZoom);
  control(zoomed);
  const count = timeline.threads.reduce((sum, spans) => sum + spans.length, 0);
  const before = timeline.threads.slice(0, place?.thread ?? 0).reduce((sum, spans) => sum + spans.length, 0);
  const text = place === null ? null : spanText(timeline, place);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (zoomByKey(event, zoomed)) {
      event.preventDefault();
      return;
    }
    const next = placeByKey(timeline, place, event.key);
    if (next === null) return;
    event.preventDefault();
    setPlace(next);
  };
  return (
    <>
      <div class="line-chart" ref={frame}>
        <svg
          role="slider"
          tabIndex={0}
          width={width}
          height={layout?.height ?? 0}
          aria-label={l10n.t(
            'What each thread does; arrow keys go from piece to piece and from thread to thread, plus and minus zoom',
          )}
          aria-valuemin={1}
          aria-valuemax={Math.max(1, count)}
          aria-valuenow={before + (place?.span ?? 0) + 1}
          aria-valuetext={text ?? l10n.t('threads: {0}, pieces of work: {1}', timeline.threads.length, count)}
          onKeyDown={onKeyDown}
          onPointerMove={({ currentTarget, clientX, clientY }) => {
            if (layout === null) return;
            const { left, top } = currentTarget.getBoundingClientRect();
            setPlace(spanAt(timeline, layout, clientX - left, clientY - top));
          }}
          onPointerLeave={() => {
            setPlace(null);
          }}
          onBlur={() => {
            setPlace(null);
          }}
        >
          {layout !== null && scene !== null && (
            <SceneMarks marks={[...scene.marks, ...spanRing(timeline, layout, place)]} plot={scene.plot} />
          )}
          <g transform={`translate(${layout?.plot.left ?? 0} ${layout?.plot.top ?? 0})`}>
            <rect ref={area} class="zoom-area" width={layout?.plot.width ?? 0} height={layout?.plot.height ?? 0} />
          </g>
        </svg>
      </div>
      <p class="hint" data-part="point">
        {text ??
          l10n.t(
            'each bar is a piece of work, as high as its kind; dotted where a thread waits; point at one, or use the arrow keys',
          )}
      </p>
    </>
  );
}

/** Where a key leads: along a thread, or to what another thread does at that time. */
function placeByKey({ threads }: Timeline, place: SpanPlace | null, key: string): SpanPlace | null {
  const first = threads.findIndex((spans) => spans.length > 0);
  if (first < 0) return null;
  const isKnown = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'].includes(key);
  if (!isKnown) return null;
  if (place === null) return { thread: first, span: 0 };
  const spans = threads[place.thread] ?? [];
  const last = spans.length - 1;
  switch (key) {
    case 'ArrowLeft':
      return { ...place, span: Math.max(0, place.span - 1) };
    case 'ArrowRight':
      return { ...place, span: Math.min(last, place.span + 1) };
    case 'Home':
      return { ...place, span: 0 };
    case 'End':
      return { ...place, span: last };
    default: {
      const thread = place.thread + (key === 'ArrowUp' ? -1 : 1);
      const others = threads[thread];
      const now = spans[place.span]?.startNs ?? 0;
      if (others === undefined || others.length === 0) return place;
      const later = others.findIndex(({ endNs }) => endNs > now);
      return { thread, span: later < 0 ? others.length - 1 : later };
    }
  }
}
