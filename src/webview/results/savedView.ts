import * as v from 'valibot';
import { MAP_AXES } from './heatmap/mapAxes';

/** Which tab there is; each has a folder of its own. */
export const TAB_IDS = ['table', 'heatmap', 'crossover', 'runs', 'machine'] as const;
export type TabId = (typeof TAB_IDS)[number];

export const METRICS = ['gflops', 'time', 'speedup'] as const;
export type Metric = (typeof METRICS)[number];

/**
 * What the panel remembers over a reload. The run is named so that the host can bring it back; everything else is
 * navigation.
 */
export const savedView = v.object({
  version: v.literal(1),
  runId: v.nullable(v.string()),
  tab: v.picklist(TAB_IDS),
  /** The row whose details are shown: its index, none, or the best one as long as the user has not chosen. */
  selected: v.union([v.literal('best'), v.literal('none'), v.number()]),
  sort: v.object({ column: v.string(), descending: v.boolean() }),
  /** Speed bars on a logarithmic scale. */
  logBars: v.boolean(),
  samplesAsTable: v.boolean(),
  /** What the heatmap shows. */
  metric: v.picklist(METRICS),
  /** Benchmark of the heatmap; `null`: the first. */
  benchmark: v.nullable(v.string()),
  heatmapAsTable: v.boolean(),
  /** What the heatmap is drawn over, and of which strategy where it is of one; `null`: the first. */
  heatmapAxes: v.optional(v.picklist(MAP_AXES), 'strategy × size'),
  heatmapStrategy: v.optional(v.nullable(v.string()), null),
  /** Runs that are compared, the earlier first; empty as long as the user has not chosen. */
  compared: v.optional(v.array(v.string()), []),
});
export type SavedView = v.InferOutput<typeof savedView>;

export const INITIAL_VIEW: SavedView = {
  version: 1,
  runId: null,
  tab: 'table',
  selected: 'best',
  sort: { column: 'speed', descending: true },
  logBars: false,
  samplesAsTable: false,
  metric: 'gflops',
  benchmark: null,
  heatmapAsTable: false,
  heatmapAxes: 'strategy × size',
  heatmapStrategy: null,
  compared: [],
};
