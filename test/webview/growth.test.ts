import { expect, test } from 'vitest';
import { longGroup, longRun } from './bench/longRun';
import { openingMs, tabMs } from './bench/pageTimes';
import { openResults } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

const [FEW, MANY] = [2_000, 8_000] as const;
/** Four times as many rows take four times as long; where each row goes through all others, sixteen times. */
const MOST_GROWTH = 9;
/** The least of so many counts, for a busy machine only adds. */
const TIMES = 3;

test.each([longRun, longGroup])(
  'the panel takes as much longer to open as there are more rows, or less',
  async (runOf) => {
    const { page } = await openResults(null);
    const least = async (rows: number): Promise<number> => {
      const tookMs: number[] = [];
      for (let time = 0; time < TIMES; time++) {
        const name = `${rows} rows, ${time}`;
        tookMs.push(await openingMs(page, { ...runOf(rows), id: name, title: name }));
      }
      return Math.min(...tookMs);
    };
    await least(FEW);
    const few = await least(FEW);
    expect((await least(MANY)) / few).toBeLessThan(MOST_GROWTH);
  },
);

test.each(['Heatmap', 'Curves', 'Distribution', 'Matrices'])('so does the tab %s', async (tab) => {
  const { page } = await openResults(null);
  const least = async (rows: number): Promise<number> => {
    await openingMs(page, { ...longRun(rows), id: `${rows}`, title: `run of ${rows}` });
    const tookMs: number[] = [];
    for (let time = 0; time < TIMES; time++) {
      tookMs.push(await tabMs(page, tab));
      await tabMs(page, 'Table');
    }
    return Math.min(...tookMs);
  };
  await least(FEW);
  const few = await least(FEW);
  expect((await least(MANY)) / few).toBeLessThan(MOST_GROWTH);
});
