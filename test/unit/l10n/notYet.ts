/** Parts that are in English alone; the list only shrinks. */
export const NOT_YET: readonly string[] = [
  // table, strategies, timeline
  // training
  // benchmark files, saved runs and exports
  // kernels
  // the engine, findings
];
