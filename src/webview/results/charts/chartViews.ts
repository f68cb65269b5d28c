import * as v from 'valibot';
import { WHOLE } from '../../charts/lines/lineChart';

/** What is remembered of one chart. */
const chartView = v.object({
  asTable: v.boolean(),
  explained: v.boolean(),
  zoom: v.object({ k: v.number(), x: v.number(), y: v.number() }),
});
export type ChartView = v.InferOutput<typeof chartView>;
export const INITIAL_CHART: ChartView = { asTable: false, explained: false, zoom: WHOLE };

export const CURVE_METRICS = ['speed', 'time'] as const;
export type CurveMetric = (typeof CURVE_METRICS)[number];
export const INTENSITIES = ['bound', 'minimum'] as const;
/** Which bytes the flops are divided by: those at the level that limits a strategy, or the least that must be moved. */
export type IntensityKind = (typeof INTENSITIES)[number];

/** What is remembered of the tabs that are charts. */
export const chartViews = v.object({
  /** By the id of the chart. */
  each: v.record(v.string(), chartView),
  curveMetric: v.picklist(CURVE_METRICS),
  /** Names of the curves whose ratio is shown; `null`: the most telling pair. */
  curvePair: v.nullable(v.tuple([v.string(), v.string()])),
  intensity: v.picklist(INTENSITIES),
  /** The saved run that is laid over this one. */
  otherRun: v.nullable(v.string()),
});
export type ChartViews = v.InferOutput<typeof chartViews>;

export const INITIAL_CHARTS: ChartViews = {
  each: {},
  curveMetric: 'speed',
  curvePair: null,
  intensity: 'bound',
  otherRun: null,
};
