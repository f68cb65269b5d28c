import * as v from 'valibot';
import { ARRAY_KINDS } from '../../core/mlp/arrayPicture';
import { TAB_IDS } from '../../shared/resultsTabs';
import { chartViews, INITIAL_CHARTS } from './charts/chartViews';
import { MAP_AXES } from './heatmap/mapAxes';
import { mapZooms } from './mapZooms';
import { INITIAL_MATRICES, matricesView } from './matrices/matricesView';
import { INITIAL_STRATEGIES, strategiesView } from './strategies/strategiesView';

export const METRICS = ['gflops', 'time', 'speedup'] as const;
export type Metric = (typeof METRICS)[number];

/** What the training tab shows; numbers that there are no longer count as 0. */
const trainingNavigation = v.object({
  arm: v.number(),
  layer: v.number(),
  kind: v.picklist(ARRAY_KINDS),
  /** Whether the form is open; `null` as long as the user has not said: where there is no training. */
  isFormOpen: v.nullable(v.boolean()),
});
export type TrainingNavigation = v.InferOutput<typeof trainingNavigation>;
const FIRST_NAVIGATION: TrainingNavigation = { arm: 0, layer: 0, kind: 'W', isFormOpen: null };

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
  charts: v.optional(chartViews, INITIAL_CHARTS),
  strategies: v.optional(strategiesView, INITIAL_STRATEGIES),
  matrices: v.optional(matricesView, INITIAL_MATRICES),
  training: v.optional(trainingNavigation, FIRST_NAVIGATION),
  /** What the heatmap is drawn over, and of which strategy where it is of one; `null`: the first. */
  heatmapAxes: v.optional(v.picklist(MAP_AXES), 'strategy × size'),
  heatmapStrategy: v.optional(v.nullable(v.string()), null),
  mapZooms: v.optional(mapZooms, {}),
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
  charts: INITIAL_CHARTS,
  strategies: INITIAL_STRATEGIES,
  matrices: INITIAL_MATRICES,
  training: FIRST_NAVIGATION,
  heatmapAxes: 'strategy × size',
  heatmapStrategy: null,
  mapZooms: {},
  compared: [],
};
