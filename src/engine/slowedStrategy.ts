import { formatShare } from '../core/format';
import type { BatchTiming, Prepared } from '../core/kernels/strategy';
import { sorted } from '../core/measure/medianInterval';
import type { CalibrationLoop } from './calibration';

/** Pairs of a run and a piece of the loop that say how much of the loop takes as long as a run. */
const PAIRS = 41;
const PIECE_NS = 3e5;
const LONGEST_WARM_UP_RUNS = 20;

/**
 * The same strategy, slower by a known share: after every run, within the timed interval, the calibration loop adds flops
 * without use that take that share of the run's own time. How many is found here by timing both in turns, each by its
 * lower quartile, which what other programs do moves least.
 */
export async function slowed(
  plain: Prepared,
  share: number,
  loop: CalibrationLoop,
  nowNs: () => number,
): Promise<Prepared> {
  for (let run = 0; run < LONGEST_WARM_UP_RUNS; run++) await plain.runBatch(1);
  const single = await plain.runBatch(1);
  const times = Math.max(1, Math.round(PIECE_NS / single.computeNs));
  const piece = Math.max(1, Math.round((1000 * PIECE_NS) / loop.timeNs(1000)));
  const runNs: number[] = [];
  const turnNs: number[] = [];
  for (let pair = 0; pair < PAIRS; pair++) {
    const timing = await plain.runBatch(times);
    runNs.push(timing.computeNs / timing.times);
    turnNs.push(loop.timeNs(piece) / piece);
  }
  const turns = Math.round((share * lowerQuartile(runNs)) / lowerQuartile(turnNs));
  return {
    ...plain,
    backend: `${plain.backend}, slowed by ${formatShare(share)}`,
    runBatch: async (wanted): Promise<BatchTiming> => {
      let done = 0;
      let [computeNs, transferNs] = [0, 0];
      while (done < wanted) {
        const timing = await plain.runBatch(1);
        const start = nowNs();
        if (turns > 0) loop.run(turns);
        computeNs += timing.computeNs + (nowNs() - start);
        transferNs += timing.transferNs;
        done += timing.times;
      }
      return { times: done, computeNs, transferNs };
    },
  };
}

function lowerQuartile(samples: readonly number[]): number {
  return sorted(samples)[Math.floor(samples.length / 4)];
}
