import { describe, expect, test } from 'vitest';
import { drawChart } from '../../src/webview/charts/lines/drawChart';
import { freeSpots, spreadApart } from '../../src/webview/charts/lines/labels';
import { layoutOf } from '../../src/webview/charts/lines/layout';
import { DASHES, MARKERS, WHOLE } from '../../src/webview/charts/lines/lineChart';
import type { LineChart, SeriesStyle } from '../../src/webview/charts/lines/lineChart';
import { stylesOf } from '../../src/webview/charts/lines/markers';
import { nearestPoint, placeByKey } from '../../src/webview/charts/lines/nearestPoint';
import { PALETTES } from '../../src/webview/charts/lines/palettes';
import { svgText } from '../../src/webview/charts/lines/sceneText';
import { thinned } from '../../src/webview/charts/lines/thinned';
import { partText, tableText } from '../../src/webview/charts/numbers/numberTable';
import type { NumberTable } from '../../src/webview/charts/numbers/numberTable';

const measure = (text: string): number => 6 * text.length;
const STYLE: SeriesStyle = { ink: 'blue', dash: 'dashed', marker: 'square' };

const CHART: LineChart = {
  label: 'Speed by n',
  x: { title: 'n', scale: 'log', domain: [10, 1000], format: String, ticks: [10, 100, 1000] },
  y: { title: 'speed', scale: 'log', domain: [1, 100], format: String },
  series: [
    {
      ...{ key: 'a', name: 'simd <1>', style: STYLE, shape: 'line', intervals: 'band' },
      points: [10, 100, 1000].map((x) => ({ x, y: x / 10, low: x / 11, high: x / 9, text: `simd at ${x}` })),
    },
    {
      ...{ key: 'b', name: 'naive', style: { ...STYLE, marker: 'circle' }, shape: 'line', intervals: 'none' },
      points: [20, 500].map((x) => ({ x, y: 2, text: `naive at ${x}` })),
    },
  ],
  references: [
    { name: 'peak', from: { x: 10, y: 50 }, to: { x: 1000, y: 50 }, ink: 'text', dash: 'solid', label: 'end' },
  ],
  regions: [{ along: 'x', low: 50, high: 200, name: 'n ≈ 100' }],
};

describe('a line of more points than pixels', () => {
  const points = Array.from({ length: 1000 }, (_, x) => ({ x, y: x === 555 ? 9 : Math.sin(x) }));

  test('is drawn by four points a column, and loses neither a peak nor an end', () => {
    const places = points.map(({ x, y }) => ({ x: x / 50, y }));
    const seen = thinned(places);
    expect(seen.length).toBeLessThanOrEqual(4 * 20);
    expect([seen[0], seen.at(-1)]).toEqual([places[0], places[999]]);
    expect(seen).toContain(places[555]);
    expect(seen.map(({ x }) => x)).toEqual(seen.map(({ x }) => x).toSorted((one, other) => one - other));
  });

  test('stays as it is where there is room for all', () => {
    expect(thinned(points)).toEqual(points);
  });

  test('without markers is a path alone, and its name stands where its last known point is', () => {
    const series = [
      { ...CHART.series[1], bare: true, points: [...CHART.series[1].points, { x: 900, y: NaN, text: '' }] },
    ];
    const chart = { ...CHART, series, references: [], regions: [] };
    const { marks } = drawChart(chart, layoutOf(chart, 600, 300, WHOLE, measure), measure);
    expect(marks.filter((mark) => mark.kind === 'path' && mark.stroke === 'blue')).toHaveLength(2);
    expect(JSON.stringify(marks)).not.toContain('NaN');
  });
});

describe('the layout of a chart', () => {
  test('on a logarithmic axis equal factors are equal distances', () => {
    const { x, plot } = layoutOf(CHART, 600, 300, WHOLE, measure);
    expect(x.at(100) - x.at(10)).toBeCloseTo(x.at(1000) - x.at(100), 6);
    expect([x.at(10), x.at(1000)]).toEqual([plot.left, plot.left + plot.width]);
  });

  test('zoomed in, it shows a part of the axis, and its marks only', () => {
    const { x, plot } = layoutOf(CHART, 600, 300, { k: 2, x: -1, y: 0 }, measure);
    expect(x.at(100)).toBeCloseTo(plot.left, 6);
    expect(x.at(1000)).toBeCloseTo(plot.left + plot.width, 6);
    expect(x.ticks.map(({ label }) => label)).toEqual(['100', '1000']);
  });

  test.each([
    ['linear', [2.6e6, 2.725e6], undefined],
    ['linear', [4.92e3, 5.081e3], undefined],
    ['log', [10, 1000], [10, 100, 999]],
  ] as const)('the number at the end of a %s axis is seen whole, at every width and zoom', (scale, domain, ticks) => {
    const format = (ns: number): string => `${Number((ns / 1e3).toPrecision(4))} thousands`;
    const axis = { title: 'time', scale, domain, format };
    const x = ticks === undefined ? axis : { ...axis, ticks };
    const chart: LineChart = { ...CHART, x, series: [], references: [] };
    for (const width of [200, 296, 640, 1580]) {
      for (const zoom of [WHOLE, { k: 2, x: -1, y: 0 }, { k: 3.1, x: -0.7, y: 0 }]) {
        const layout = layoutOf(chart, width, 200, zoom, measure);
        for (const { position, label } of layout.x.ticks) {
          expect(position - measure(label) / 2).toBeGreaterThanOrEqual(0);
          expect(position + measure(label) / 2).toBeLessThanOrEqual(width);
        }
      }
    }
    expect(layoutOf(chart, 640, 200, WHOLE, measure).x.ticks.length).toBeGreaterThan(1);
    const last = layoutOf(chart, 640, 200, WHOLE, measure).x.ticks.at(-1);
    if (ticks !== undefined) expect(last?.label).toBe(format(999));
  });

  test('numbers of a linear axis are in equal steps, however long they are', () => {
    const format = (value: number): string => (Number.isInteger(value) ? String(value) : `${value.toFixed(3)} ms`);
    const chart: LineChart = { ...CHART, x: { title: 'time', scale: 'linear', domain: [2.6, 3.2], format } };
    for (const width of [300, 500, 700, 1100, 1600]) {
      const positions = layoutOf(chart, width, 200, WHOLE, measure).x.ticks.map(({ position }) => position);
      const steps = positions.slice(1).map((position, index) => position - positions[index]);
      for (const step of steps) expect(step).toBeCloseTo(steps[0], 6);
    }
  });

  test('names of bands and titles of axes stay within the picture', () => {
    const long = { ...CHART.x, title: 'flop/byte of the least that must be moved (log)' };
    const regions = [{ along: 'x', low: 20, high: 900, name: 'median 2.684 ms ±0.6%' }] as const;
    const chart: LineChart = { ...CHART, x: long, series: [], regions };
    for (const width of [200, 300, 900]) {
      const { marks } = drawChart(chart, layoutOf(chart, width, 200, WHOLE, measure), measure);
      for (const mark of marks) {
        if (mark.kind !== 'text' || mark.turn !== undefined || mark.text === 'peak') continue;
        const share = { start: 0, middle: 0.5, end: 1 }[mark.anchor];
        const left = mark.x - share * measure(mark.text);
        expect(left).toBeGreaterThanOrEqual(0);
        expect(left + measure(mark.text)).toBeLessThanOrEqual(width);
      }
    }
  });

  test('numbers that have no room are left out', () => {
    const ticks = Array.from({ length: 100 }, (_, index) => 10 + index);
    const { x } = layoutOf({ ...CHART, x: { ...CHART.x, ticks } }, 400, 300, WHOLE, measure);
    const positions = x.ticks.map(({ position }) => position);
    expect(positions.length).toBeGreaterThan(2);
    for (const [at, position] of positions.slice(1).entries()) expect(position - positions[at]).toBeGreaterThan(18);
  });

  test('of two charts in line the plots begin and end at the same places', () => {
    const other: LineChart = { ...CHART, series: [], references: [], y: { ...CHART.y, format: () => 'a long number' } };
    const [one, two] = [
      layoutOf(CHART, 600, 300, WHOLE, measure, { alignedWith: other }),
      layoutOf(other, 600, 200, WHOLE, measure, { alignedWith: CHART }),
    ];
    expect([one.plot.left, one.plot.width]).toEqual([two.plot.left, two.plot.width]);
  });
});

describe('names', () => {
  test('at the ends of lines keep their order and their distance', () => {
    expect(spreadApart([50, 52, 10], 15, [0, 100])).toEqual([50, 65, 10]);
    expect(spreadApart([99, 98], 15, [0, 100])).toEqual([100, 85]);
  });

  test('beside points cover neither other names nor points', () => {
    const points = [
      { x: 50, y: 50 },
      { x: 60, y: 50 },
    ];
    const plot = { left: 0, top: 0, width: 200, height: 100 };
    const spots = freeSpots(
      points.map((point, at) => ({ ...point, text: `name ${at}` })),
      points,
      plot,
      measure,
    );
    expect(spots.map(({ anchor }) => anchor)).toEqual(['end', 'start']);
    expect(freeSpots([{ x: 5, y: 5, text: 'far too long for this plot, whatever' }], [], plot, measure)).toEqual([]);
  });
});

describe('styles', () => {
  test('no two strategies of a family look the same', () => {
    const styles = stylesOf(Array.from({ length: 12 }, () => 'loops'));
    expect(new Set(styles.map(({ dash, marker }) => `${dash} ${marker}`)).size).toBe(12);
    expect(MARKERS.length * DASHES.length).toBeGreaterThanOrEqual(12);
  });
});

describe('going through points', () => {
  test('keys lead along a series, to the others at the nearest place, and to the ends', () => {
    const first = placeByKey(CHART, null, 'ArrowRight');
    expect(first).toEqual({ series: 0, point: 0 });
    const end = placeByKey(CHART, first, 'End');
    expect(end).toEqual({ series: 0, point: 2 });
    expect(placeByKey(CHART, end, 'ArrowRight')).toEqual(end);
    expect(placeByKey(CHART, end, 'ArrowDown')).toEqual({ series: 1, point: 1 });
    expect(placeByKey(CHART, end, 'x')).toBeNull();
  });

  test('a pointer finds the nearest point, and none where all are far', () => {
    const layout = layoutOf(CHART, 600, 300, WHOLE, measure);
    const [x, y] = [layout.x.at(500), layout.y.at(2)];
    expect(nearestPoint(CHART, layout, x + 5, y - 5)).toEqual({ series: 1, point: 1 });
    expect(nearestPoint(CHART, layout, x, y - 200)).toBeNull();
  });
});

describe('an SVG of a chart', () => {
  const layout = layoutOf(CHART, 600, 300, WHOLE, measure);
  const svg = svgText(drawChart(CHART, layout, measure), 'run <2>', PALETTES.light);

  test('has its title, its names as text, and the colours of its palette', () => {
    expect(svg).toContain('<title>run &#60;2&#62;</title>');
    expect(svg).toContain('>simd &#60;1&#62;</text>');
    expect(svg).toContain(`stroke="${PALETTES.light.blue}"`);
    expect(svg).not.toMatch(/style=|var\(|NaN/);
  });

  test('markers lie at their points, and dashes are drawn', () => {
    // The first square is 6.16 wide around its point: √38.
    const corner = Math.round((layout.x.at(10) - Math.sqrt(38) / 2) * 100) / 100;
    expect(svg).toContain(`M${corner} `);
    expect(svg).toContain('stroke-dasharray="6 4"');
  });
});

describe('numbers to take along', () => {
  const table: NumberTable = {
    label: 'numbers',
    columns: [
      { title: 'Strategie', plain: 'strategy', unit: '', numeric: false },
      { title: 'Zeit', plain: 'time', unit: 'ms', numeric: true },
    ],
    rows: [
      ['a|b, "c"', '12\u2009345'],
      ['d', '\u22121.5'],
    ],
  };

  test('a table in Markdown, CSV and with tabs', () => {
    expect(tableText(table, 'markdown')).toBe(
      '| Strategie | Zeit (ms) |\n| --- | ---: |\n| a\\|b, "c" | 12\u2009345 |\n| d | \u22121.5 |\n',
    );
    expect(tableText(table, 'csv')).toBe('strategy,time (ms)\r\n"a|b, ""c""",12345\r\nd,-1.5\r\n');
    expect(tableText(table, 'tsv')).toBe('strategy\ttime (ms)\na|b, "c"\t12345\nd\t-1.5\n');
  });

  test('a cell, and a row with its header', () => {
    expect(partText(table, 'cell', { row: 0, column: 1 }, 'csv')).toBe('12345');
    expect(partText(table, 'row', { row: 1, column: 0 }, 'tsv')).toBe('strategy\ttime (ms)\nd\t-1.5\n');
  });
});
