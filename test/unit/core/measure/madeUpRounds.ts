import type { BatchTiming } from '../../../../src/core/kernels/strategy';
import type { RunRounds } from '../../../../src/core/measure/sampling';

/**
 * Rounds of arms that are made up; the calibration loop takes what `calibrationNs` says of the rounds before, and the thread
 * waits for a core as long as `waitedNs` says.
 */
export function oneByOne<T>(
  timingOf: (arm: T) => BatchTiming,
  calibrationNs: (round: number) => number = () => 1e5,
  waitedNs: (round: number) => number = () => 0,
): RunRounds<T> {
  let rounds = 0;
  return (orders) =>
    Promise.resolve(
      orders.map((order) => {
        rounds += 1;
        return {
          timings: order.map(timingOf),
          calibrationNs: [calibrationNs(rounds), calibrationNs(rounds)],
          waitedNs: waitedNs(rounds),
        };
      }),
    );
}
