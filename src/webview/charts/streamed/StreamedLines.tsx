import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import { themeColour, useThemeVersion } from '../themeColours';
import { joinSeries, lastAt } from './joinSeries';

export interface LineSeries {
  readonly label: string;
  /** In rising order of x; what is no number is left out. */
  readonly points: readonly (readonly [x: number, y: number])[];
  /** Names of colours of the theme. */
  readonly colour: readonly [name: string, otherwise: string];
  /** Lengths of dashes and gaps, in pixels; solid when left out. */
  readonly dash?: readonly number[];
  /** Points are marked, where they are few. */
  readonly marked?: boolean;
}

interface StreamedLinesProps {
  /** What it shows, for who cannot see it. */
  readonly label: string;
  readonly xTitle: string;
  readonly xText: (x: number) => string;
  readonly yText: (y: number) => string;
  /** At the axis, shorter. */
  readonly yTick: (y: number) => string;
  readonly series: readonly LineSeries[];
}

const HEIGHT_PX = 200;

/**
 * Lines over a common axis that grow many times a second, painted on a canvas by uPlot; arrow keys and the pointer go from point to point, and the point is said below.
 */
export function StreamedLines({ label, xTitle, xText, yText, yTick, series }: StreamedLinesProps) {
  const frame = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const [width, setWidth] = useState(0);
  const [current, setCurrent] = useState<number | null>(null);
  const theme = useThemeVersion();
  const joined = useMemo(() => joinSeries(series.map(({ points }) => points)), [series]);
  const latest = useRef(joined);
  latest.current = joined;
  const [xs, ...lines] = joined;

  useEffect(() => {
    const element = frame.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      setWidth(Math.floor(element.getBoundingClientRect().width));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
    };
  }, []);

  const looks = series.map(({ label: name, colour, dash, marked }) => JSON.stringify([name, colour, dash, marked]));
  useLayoutEffect(() => {
    const element = frame.current;
    if (element === null || width === 0) return;
    const made = new uPlot(
      options(width, series, yTick, (at) => {
        setCurrent(at);
      }),
      latest.current,
      element,
    );
    plot.current = made;
    return () => {
      plot.current = null;
      made.destroy();
    };
  }, [width, theme, looks.join()]);

  useLayoutEffect(() => {
    plot.current?.setData(joined);
  }, [joined]);

  const show = (at: number): void => {
    setCurrent(at);
    const x = xs[at];
    const { current: drawn } = plot;
    if (drawn !== null && x !== undefined) {
      drawn.setCursor({ left: drawn.valToPos(x, 'x'), top: drawn.bbox.height / 2 / window.devicePixelRatio }, false);
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = xs.length - 1;
    const to = { ArrowRight: (current ?? -1) + 1, ArrowLeft: (current ?? last + 1) - 1, Home: 0, End: last }[event.key];
    if (to === undefined || last < 0) return;
    event.preventDefault();
    show(Math.min(last, Math.max(0, to)));
  };
  const x = current === null ? undefined : xs[current];
  const said =
    x === undefined || current === null
      ? null
      : [
          `${xTitle} ${xText(x)}`,
          ...series.flatMap(({ label: name }, at) => {
            const y = lastAt(lines[at] ?? [], current);
            return y === null ? [] : [`${name} ${yText(y)}`];
          }),
        ].join(', ');
  return (
    <>
      <ul class="line-keys" aria-hidden="true">
        {series.map(({ label: name, colour, dash = [] }) => (
          <li key={name}>
            <svg width="24" height="8">
              <line x1="0" x2="24" y1="4" y2="4" stroke={themeColour(...colour)} stroke-dasharray={dash.join(' ')} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <div
        class="streamed-chart"
        ref={frame}
        role="slider"
        tabIndex={0}
        aria-label={`${label}; arrow keys go from point to point`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, xs.length - 1)}
        aria-valuenow={current ?? 0}
        aria-valuetext={said ?? `${xs.length} points`}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setCurrent(null);
        }}
      />
      <p class="hint line-said" data-part="point">
        {said ?? `by ${xTitle}`}
      </p>
    </>
  );
}

function options(
  width: number,
  series: readonly LineSeries[],
  yTick: (y: number) => string,
  onPoint: (at: number | null) => void,
): uPlot.Options {
  const text = themeColour('descriptionForeground', 'foreground');
  const grid = themeColour('charts-lines', 'foreground');
  const font = `11px ${themeColour('editor-font-family', 'font-family')}`;
  const axis = { stroke: text, font, grid: { stroke: grid, width: 1, dash: [1, 4] }, ticks: { show: false } };
  return {
    width,
    height: HEIGHT_PX,
    legend: { show: false },
    cursor: { drag: { x: false, y: false }, y: false },
    scales: { x: { time: false } },
    axes: [
      { ...axis, size: 28 },
      { ...axis, size: 56, values: (_plot, values) => values.map((value) => yTick(value)) },
    ],
    series: [
      {},
      ...series.map(({ label, colour, dash, marked = false }) => ({
        label,
        stroke: themeColour(...colour),
        width: 1.5,
        spanGaps: true,
        points: { show: marked, size: 6 },
        ...(dash === undefined ? {} : { dash: [...dash] }),
      })),
    ],
    hooks: {
      setCursor: [
        ({ cursor }) => {
          onPoint(cursor.idx ?? null);
        },
      ],
    },
  };
}
