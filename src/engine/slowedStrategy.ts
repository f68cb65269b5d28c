import { formatShare } from '../core/format';
import type { BatchTiming, Prepared } from '../core/kernels/strategy';
import { medianInterval, sorted } from '../core/measure/medianInterval';
import type { CalibrationLoop } from './calibration';

/** Pairs of a run and a piece of the loop that say how much of the loop takes as long as a run. */
const PAIRS = 61;
const STEPS = 3;
const WARM_UP_RUNS = 20;

/**
 * The same strategy, slower by a known share: after every run, within the timed interval, the calibration loop adds flops
 * without use that take that share of the run's own time. How many is found here by timing both in turns.
 */
export async function slowed(
  plain: Prepared,
  share: number,
  loop: CalibrationLoop,
  nowNs: () => number,
): Promise<Prepared> {
  for (let run = 0; run < WARM_UP_RUNS; run++) await plain.runBatch(1);
  // What the loop takes depends on how little of it runs, so that the second time it is timed as it will be used.
  let turns = 1000;
  for (let step = 0; step < STEPS; step++) turns = await turnsFor(plain, share, turns, loop, nowNs);
  return {
    ...plain,
    backend: `${plain.backend}, slowed by ${formatShare(share)}`,
    runBatch: async (wanted): Promise<BatchTiming> => {
      let done = 0;
      let [computeNs, transferNs] = [0, 0];
      while (done < wanted) {
        const timing = await plain.runBatch(1);
        const start = nowNs();
        loop.run(turns);
        computeNs += timing.computeNs + (nowNs() - start);
        transferNs += timing.transferNs;
        done += timing.times;
      }
      return { times: done, computeNs, transferNs };
    },
  };
}

/** The turns that take `share` of a run, found by timing runs and `turns` of the loop as they follow each other. */
async function turnsFor(
  plain: Prepared,
  share: number,
  turns: number,
  loop: CalibrationLoop,
  nowNs: () => number,
): Promise<number> {
  const shares: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const { computeNs, times } = await plain.runBatch(1);
    const start = nowNs();
    loop.run(turns);
    shares.push((nowNs() - start) / (computeNs / times));
  }
  const { median } = medianInterval(sorted(shares), 0.95);
  return Math.max(1, Math.round((turns * share) / median));
}
