import type { Run } from '../core/measure/measurement';
import { tuningOf } from '../core/model/tuningFinding';
import type { RunView } from './viewProtocol';

/** A saved run as views show it. */
export function viewOfRun(run: Run): RunView {
  const { id, title, startedAt, elapsedMs, state, machine, versions, measurements } = run;
  const tuning = tuningOf(run);
  const rows = measurements.map((measurement) => ({ state: 'done', measurement }) as const);
  return { id, title, startedAt, elapsedMs, state, machine, versions, tuning, rows, activity: null, problem: null };
}
