import * as v from 'valibot';

/** What the map of A shows, the one of them that may be sparse: the mean of each cell's elements, or how many of them are not 0. */
export const MAP_METRICS = ['values', 'pattern'] as const;
export type MapMetric = (typeof MAP_METRICS)[number];

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const part = v.object({ firstRow: count, rows: count, firstColumn: count, columns: count });

/** What the tab of the matrices remembers. */
export const matricesView = v.object({
  /** `null`: the pattern of a sparse A, else values. */
  metric: v.nullable(v.picklist(MAP_METRICS)),
  /** The parts that are looked at, each of the run and row that it belongs to; C and its error share one. */
  parts: v.object({
    of: v.string(),
    A: v.nullable(part),
    B: v.nullable(part),
    C: v.nullable(part),
  }),
  asTables: v.boolean(),
});
export type MatricesView = v.InferOutput<typeof matricesView>;

export const INITIAL_MATRICES: MatricesView = {
  metric: null,
  parts: { of: '', A: null, B: null, C: null },
  asTables: false,
};
