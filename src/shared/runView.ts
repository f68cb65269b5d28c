import type { Run } from '../core/measure/measurement';
import { searchesOf } from '../core/model/crossoverFinding';
import { tuningOf } from '../core/model/tuningFinding';
import type { RunView } from './viewProtocol';

/** A saved run as views show it. */
export function viewOfRun(run: Run): RunView {
  const { id, title, startedAt, elapsedMs, state, machine, versions, notes = [], measurements, trainings = [] } = run;
  const tuning = tuningOf(run);
  const searches = searchesOf(run);
  const rows = measurements.map((measurement) => ({ state: 'done', measurement }) as const);
  const trained = trainings.length === 0 ? {} : { trainings };
  const settled = { ...trained, tuning, searches, rows, activity: null, problem: null };
  return { id, title, startedAt, elapsedMs, state, machine, versions, notes, ...settled };
}
