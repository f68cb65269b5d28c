import type { ResultsPatch, ResultsState } from '../../shared/viewProtocol';

/** The state with what has changed. A patch of another run than the one that is shown came too late and changes nothing. */
export function applyPatch(state: ResultsState, patch: ResultsPatch): ResultsState {
  const { run } = state;
  if (run?.id !== patch.runId) return state;
  const rows = [...run.rows];
  // Rows that a search adds come in their order.
  for (const { row, state: changed } of patch.rows) if (row <= rows.length) rows[row] = changed;
  return { ...state, run: { ...run, rows, activity: patch.activity, elapsedMs: patch.elapsedMs } };
}
