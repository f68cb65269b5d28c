import type { TimedMeasurement } from '../../../src/core/measure/measurement';
import type { RowState, RunView } from '../../../src/shared/viewProtocol';
import { done, problem, runView, subject, timed } from '../fixtures';

const STRATEGIES = ['naive', 'blocked', 'outer', 'simd', 'parallel'] as const;

/** A run of that many timed rows, five strategies at each size, each row with the samples and rounds that a real one has. */
export function longRun(rows: number): RunView {
  const measured = Array.from({ length: rows }, (_row, index) => {
    const place = index % STRATEGIES.length;
    const size = 16 + Math.floor(index / STRATEGIES.length);
    const of = subject(STRATEGIES[place], problem(size), {}, 'sizes');
    return inTurns(timed(of, 2 ** place * (1 + size / 4096)), `sizes ${size}`);
  });
  return runView(measured, { id: `run-of-${rows}`, title: `${rows} rows` });
}

/** As many rows of one problem, which differ in a parameter, as in a file that tries a large grid of them. */
export function longGroup(rows: number): RunView {
  const measured = Array.from({ length: rows }, (_row, index) =>
    inTurns(timed(subject('blocked', problem(512), { mc: 8 + index }), 1 + (index % 97) / 100), 'grid'),
  );
  return runView(measured, { id: `group-of-${rows}`, title: `${rows} rows of one problem` });
}

/** The row as one that took turns with the others of its problem. */
function inTurns(row: TimedMeasurement, session: string): RowState {
  const rounds = row.samplesNs.map((_sample, index) => index + 1);
  return done({
    ...row,
    sampling: {
      ...{ session, rounds, calibrationNs: rounds.map(() => 10_000) },
      disturbance: { disturbed: 0, rounds: rounds.length, isSetAside: false },
    },
  });
}
