/** Parts that are in English alone; the list only shrinks. */
export const NOT_YET: readonly string[] = [
  // table, strategies, timeline
  'src/webview/results/table',
  // training
  // benchmark files, saved runs and exports
  // kernels
  // the engine, findings
  'src/engine/blas',
  'src/engine/cacheDescriptions.ts',
  'src/engine/codePathSelection.ts',
  'src/engine/engine.ts',
  'src/engine/firstThread.ts',
  'src/engine/gpu',
  'src/engine/helperThread.ts',
  'src/engine/inspection.ts',
  'src/engine/kernelPool.ts',
  'src/engine/kernelThread.ts',
  'src/engine/machine.ts',
  'src/engine/machineMeasurement.ts',
  'src/engine/native',
  'src/engine/problemRun.ts',
  'src/engine/rotatingStrategy.ts',
  'src/engine/showKernel.ts',
  'src/engine/slowRows.ts',
  'src/engine/slowedStrategy.ts',
  'src/engine/threadTeam.ts',
  'src/engine/timelineMeasurement.ts',
  'src/engine/timelineOfRecords.ts',
  'src/gpu',
  'src/webview/gpu',
];
