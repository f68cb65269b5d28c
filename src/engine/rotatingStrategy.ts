import type { BatchTiming, Prepared } from '../core/kernels/strategy';

/**
 * A strategy that was prepared on several copies of the operands and takes another copy for each run, so that none of what it
 * reads is in a cache. `next` gives the copy; all strategies of a problem have one, for what one has just read is warm.
 */
export function rotating(copies: readonly Prepared[], next: () => number): Prepared {
  const [first] = copies;
  return {
    ...first,
    backend: `${first.backend}, cold cache (${copies.length} copies)`,
    runBatch: async (times): Promise<BatchTiming> => {
      let [done, computeNs, transferNs] = [0, 0, 0];
      while (done < times) {
        const timing = await copies[next() % copies.length].runBatch(1);
        done += timing.times;
        computeNs += timing.computeNs;
        transferNs += timing.transferNs;
      }
      return { times: done, computeNs, transferNs };
    },
    read: () => copies[next() % copies.length].read(),
    dispose: () => {
      for (const copy of copies) copy.dispose();
    },
  };
}
