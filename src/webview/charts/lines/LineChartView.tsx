import * as l10n from '@vscode/l10n';
import { useMemo, useRef, useState } from 'preact/hooks';
import { pointsText } from '../pointsText';
import { chosenMarks, drawChart, ringMarks } from './drawChart';
import { layoutOf } from './layout';
import type { ChartPoint, LineChart, PointPlace, Zoom } from './lineChart';
import { pointAt } from './lineChart';
import { LineKey } from './LineKey';
import { measureText } from './measureText';
import { nearestPoint, placeByKey } from './nearestPoint';
import { pointLabel } from './pointLabel';
import { SceneMarks } from './SceneSvg';
import { zoomByKey } from './zoomByKey';
import type { ZoomControl } from './zoomByPointer';
import { useZoom } from './zoomByPointer';
import { useWidth } from './useWidth';

interface LineChartViewProps {
  readonly chart: LineChart;
  /** CSS pixels. */
  readonly height: number;
  readonly zoom: Zoom;
  /** Another chart whose x axis it is to be in line with. */
  readonly alignedWith?: LineChart;
  readonly onZoom: (zoom: Zoom) => void;
  /** What is said below as long as no point is looked at. */
  readonly hint: string;
  /** The row of the run that is chosen in all views. */
  readonly chosen: number | null;
  /** Enter or a click on a point that shows a row. */
  readonly onChoose: (row: number) => void;
  /** The buttons beside the chart. */
  readonly control: (zoom: ZoomControl) => void;
}

/**
 * A chart that pointers and keys can go through. It is one tab stop: arrow keys go from point to point, + and − zoom, 0 shows
 * all, Shift with an arrow moves what is seen.
 */
export function LineChartView(props: LineChartViewProps) {
  const { chart, height, zoom, alignedWith = chart, onZoom, hint, chosen, onChoose, control } = props;
  const frame = useRef<HTMLDivElement>(null);
  const area = useRef<SVGRectElement>(null);
  const width = useWidth(frame);
  const [place, setPlace] = useState<PointPlace | null>(null);
  const layout = useMemo(
    () => (width === 0 ? null : layoutOf(chart, width, height, zoom, measureText, { alignedWith, hasKey: true })),
    [chart, alignedWith, width, height, zoom.k, zoom.x, zoom.y],
  );
  const scene = useMemo(() => (layout === null ? null : drawChart(chart, layout, measureText)), [chart, layout]);
  // The same elements as long as nothing but the ring moves: a pointer over thousands of points is to be followed.
  const drawn = useMemo(() => scene !== null && <SceneMarks marks={scene.marks} plot={scene.plot} />, [scene]);
  const zoomed = useZoom(area, layout?.plot.width ?? 0, layout?.plot.height ?? 0, zoom, onZoom);
  control(zoomed);
  const point = pointAt(chart, place);
  const count = chart.series.reduce((sum, { points }) => sum + points.length, 0);
  const before = place === null ? 0 : chart.series.slice(0, place.series).reduce((sum, s) => sum + s.points.length, 0);

  const choose = (shown: ChartPoint | null): boolean => {
    const row = shown?.row ?? null;
    if (row !== null) onChoose(row);
    return row !== null;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (zoomByKey(event, zoomed)) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter' && choose(point)) {
      event.preventDefault();
      return;
    }
    const next = placeByKey(chart, place, event.key);
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
          height={height}
          aria-label={l10n.t('{0}; arrow keys go from point to point, plus and minus zoom', chart.label)}
          aria-valuemin={1}
          aria-valuemax={Math.max(1, count)}
          aria-valuenow={before + (place?.point ?? 0) + 1}
          aria-valuetext={point?.text ?? pointsText(count)}
          onKeyDown={onKeyDown}
          onPointerMove={({ currentTarget, clientX, clientY }) => {
            if (layout === null) return;
            const { left, top } = currentTarget.getBoundingClientRect();
            setPlace(nearestPoint(chart, layout, clientX - left, clientY - top));
          }}
          onPointerLeave={() => {
            setPlace(null);
          }}
          onClick={() => {
            choose(point);
          }}
          onBlur={() => {
            setPlace(null);
          }}
        >
          {layout !== null && scene !== null && (
            <>
              {drawn}
              <SceneMarks
                marks={[
                  ...chosenMarks(chart, layout, chosen),
                  ...ringMarks(chart, layout, place),
                  ...pointLabel(point, layout, measureText),
                ]}
                plot={scene.plot}
              />
            </>
          )}
          <g transform={`translate(${layout?.plot.left ?? 0} ${layout?.plot.top ?? 0})`}>
            <rect ref={area} class="zoom-area" width={layout?.plot.width ?? 0} height={layout?.plot.height ?? 0} />
          </g>
        </svg>
      </div>
      {layout?.isNumbered === true && <LineKey chart={chart} />}
      <p class="hint" data-part="point">
        {point?.text ?? hint}
      </p>
    </>
  );
}
