import type { ResultsState, RowsAhead, RowState } from '../../shared/viewProtocol';

/** Keeps the rows of a long run until the state comes that they belong to. */
export class RowsUntilState {
  private runId: string | null = null;
  private rows: RowState[] = [];

  take({ runId, from, rows }: RowsAhead): void {
    // The first part of a run begins anew: what was there belongs to a state that never came.
    if (runId !== this.runId || from === 0) this.rows = [];
    this.runId = runId;
    this.rows.push(...rows);
  }

  /** The state with all rows of its run. */
  complete(state: ResultsState): ResultsState {
    const { run } = state;
    const ahead = run !== null && run.id === this.runId ? this.rows : [];
    this.runId = null;
    this.rows = [];
    return run === null || ahead.length === 0 ? state : { ...state, run: { ...run, rows: [...ahead, ...run.rows] } };
  }
}
