/** What a map is drawn over: strategies by sizes, or two things that one strategy was measured over. */
export const MAP_AXES = ['strategy × size', 'm × n', 'density × size', 'threads × size'] as const;
export type MapAxes = (typeof MAP_AXES)[number];
export type CrossedAxes = Exclude<MapAxes, 'strategy × size'>;
