import { formatShare } from '../core/format';
import type { BatchTiming, Prepared } from '../core/kernels/strategy';
import { sorted } from '../core/measure/medianInterval';
import type { CalibrationLoop } from './calibration';

/** Pairs of the plain and the slowed kernel that say how much of the loop takes as long as a run. */
const PAIRS = 40;
const WARM_UP_PAIRS = 8;
/** A batch of a pair takes about this long: several runs, as in a sample, of which only the first follows other work. */
const BATCH_NS = 2e6;
/** What is added while that is found: large beside what a pair is off by chance. */
const PROBE_SHARE = 0.25;
const WARM_UP_RUNS = 20;

/**
 * The same strategy, slower by a known share: after every run, within the timed interval, the calibration loop adds flops
 * without use that take that share of the run's own time. How many is found where they count: by pairs of the plain and the
 * slowed kernel, as a comparison times them. A piece of the loop between two runs costs more than one of a long loop, and a
 * run after such a piece more than one after another run, so that either timed alone would make the share too large.
 */
export async function slowed(
  plain: Prepared,
  share: number,
  loop: CalibrationLoop,
  nowNs: () => number,
): Promise<Prepared> {
  const single = await fastestRun(plain);
  const times = Math.max(1, Math.round(BATCH_NS / single));
  const probe = Math.max(1, Math.round((PROBE_SHARE * single * 1000) / loop.timeNs(1000)));
  const probed = withTurns(plain, probe, loop, nowNs);
  // The first pass warms both up; what it says does not count.
  await shareAdded(plain, probed, times, WARM_UP_PAIRS);
  const added = await shareAdded(plain, probed, times, PAIRS);
  const turns = added <= 0 ? probe : Math.round((probe * share) / added);
  return {
    ...withTurns(plain, turns, loop, nowNs),
    backend: `${plain.backend}, slowed by ${formatShare(share)}`,
  };
}

/** How much longer the second takes than the first, as a share: the middle of pairs, of which each comes first in every other. */
async function shareAdded(plain: Prepared, probed: Prepared, times: number, pairs: number): Promise<number> {
  const logs: number[] = [];
  for (let pair = 0; pair < pairs; pair++) {
    const [first, second] = pair % 2 === 0 ? [plain, probed] : [probed, plain];
    const [one, other] = [await timeOfRun(first, times), await timeOfRun(second, times)];
    logs.push(pair % 2 === 0 ? Math.log(other / one) : Math.log(one / other));
  }
  return Math.exp(middleOf(logs)) - 1;
}

function withTurns(plain: Prepared, turns: number, loop: CalibrationLoop, nowNs: () => number): Prepared {
  return {
    ...plain,
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

async function fastestRun(plain: Prepared): Promise<number> {
  let least = Infinity;
  for (let run = 0; run < WARM_UP_RUNS; run++) least = Math.min(least, await timeOfRun(plain, 1));
  return Math.max(1, least);
}

async function timeOfRun(prepared: Prepared, times: number): Promise<number> {
  const timing = await prepared.runBatch(times);
  return (timing.computeNs + timing.transferNs) / timing.times;
}

function middleOf(values: readonly number[]): number {
  return sorted(values)[Math.floor(values.length / 2)];
}
