import type { Measurement } from '../../core/measure/measurement';
import { sizeLabel } from '../../core/problem';
import type { RowState, RunView } from '../../shared/viewProtocol';

/**
 * A run as the side bar shows it: for each strategy the rows that speak for it, and a row for each size. The side bar is
 * sent its whole state ten times a second, and a run may have thousands of rows.
 */
export function sidebarRun(run: RunView): RunView {
  const { rows, activity } = run;
  const kept = new Set<number>();
  if (activity !== null && activity.row !== null) kept.add(activity.row);
  for (const row of speakers(rows)) kept.add(row);
  const order = [...kept].sort((x, y) => x - y);
  const placeOf = new Map(order.map((row, place) => [row, place]));
  return {
    ...run,
    rows: order.map((row) => withoutSamples(rows[row])),
    activity:
      activity === null
        ? null
        : {
            ...activity,
            row: activity.row === null ? null : (placeOf.get(activity.row) ?? null),
            rows: activity.rows.flatMap((row) => placeOf.get(row) ?? []),
          },
  };
}

/** The fastest row of each strategy, the first of each that has no timing, and the first of each size. */
function speakers(rows: readonly RowState[]): Iterable<number> {
  const fastest = new Map<string, { readonly row: number; readonly gflops: number }>();
  const untimed = new Map<string, number>();
  const waiting = new Map<string, number>();
  const sizes = new Map<string, number>();
  for (const [row, state] of rows.entries()) {
    const { strategy, problem } = state.state === 'done' ? state.measurement : state.subject;
    const measurement = measurementOf(state);
    if (measurement?.status === 'ok') {
      const { gflops } = measurement;
      if (gflops > (fastest.get(strategy)?.gflops ?? -1)) fastest.set(strategy, { row, gflops });
    } else {
      const group = measurement === null ? waiting : untimed;
      if (!group.has(strategy)) group.set(strategy, row);
    }
    const size = sizeLabel(problem);
    if (!sizes.has(size)) sizes.set(size, row);
  }
  return [...[...fastest.values()].map(({ row }) => row), ...untimed.values(), ...waiting.values(), ...sizes.values()];
}

function measurementOf(row: RowState): Measurement | null {
  switch (row.state) {
    case 'done':
      return row.measurement;
    case 'measuring':
      return row.soFar;
    case 'waiting':
      return null;
  }
}

function withoutSamples(row: RowState): RowState {
  switch (row.state) {
    case 'done':
      return { state: 'done', measurement: bare(row.measurement) };
    case 'measuring':
      return { ...row, soFar: row.soFar === null ? null : bare(row.soFar) };
    case 'waiting':
      return row;
  }
}

function bare(measurement: Measurement): Measurement {
  if (measurement.status !== 'ok') return measurement;
  const { sampling } = measurement;
  const bareSampling =
    sampling === undefined ? {} : { sampling: { ...sampling, rounds: [], calibrationNs: [], waitedShares: [] } };
  return { ...measurement, samplesNs: [], ...bareSampling };
}
