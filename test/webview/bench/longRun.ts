import type { RunView } from '../../../src/shared/viewProtocol';
import { done, problem, runView, subject, timed } from '../fixtures';

const STRATEGIES = ['naive', 'blocked', 'outer', 'simd', 'parallel'] as const;

/** A run of that many timed rows, five strategies at each size, each row with the samples that a real one has. */
export function longRun(rows: number): RunView {
  const measured = Array.from({ length: rows }, (_row, index) => {
    const place = index % STRATEGIES.length;
    const size = 16 + Math.floor(index / STRATEGIES.length);
    return done(timed(subject(STRATEGIES[place], problem(size), {}, 'sizes'), 2 ** place * (1 + size / 4096)));
  });
  return runView(measured, { id: `run-of-${rows}`, title: `${rows} rows` });
}
