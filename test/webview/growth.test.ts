import { expect, test } from 'vitest';
import type { RunView } from '../../src/shared/viewProtocol';
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

/** What hangs: on a machine that does other work as well, opening so many rows so often takes long. */
const LIMIT = { timeout: 180_000 };

async function leastOf(count: () => Promise<number>): Promise<number> {
  let least = Infinity;
  for (let time = 0; time < TIMES; time++) least = Math.min(least, await count());
  return least;
}

/** Growth of the least count from `few` on. Once it is small enough, no more are taken: they could make it only smaller. */
async function growthFrom(few: number, count: () => Promise<number>): Promise<number> {
  let growth = Infinity;
  for (let time = 0; time < 2 * TIMES && growth >= MOST_GROWTH; time++)
    growth = Math.min(growth, (await count()) / few);
  return growth;
}

test.each([longRun, longGroup])(
  'the panel takes as much longer to open as there are more rows, or less',
  LIMIT,
  async (runOf) => {
    const { page } = await openResults(null);
    const [few, many] = [runOf(FEW), runOf(MANY)];
    let opened = 0;
    const opening = (run: RunView) => (): Promise<number> => {
      const name = `${run.rows.length} rows, ${opened++}`;
      return openingMs(page, { ...run, id: name, title: name });
    };
    // What is compiled while it runs for the first time is not counted.
    await opening(few)();
    expect(await growthFrom(await leastOf(opening(few)), opening(many))).toBeLessThan(MOST_GROWTH);
  },
);

test.each(['Heatmap', 'Curves', 'Distribution', 'Matrices'])('so does the tab %s', LIMIT, async (tab) => {
  const { page } = await openResults(null);
  const open = async (rows: number): Promise<void> => {
    await openingMs(page, { ...longRun(rows), id: `${rows}`, title: `run of ${rows}` });
  };
  const goThere = async (): Promise<number> => {
    const tookMs = await tabMs(page, tab);
    await tabMs(page, 'Table');
    return tookMs;
  };
  await open(FEW);
  await goThere();
  const few = await leastOf(goThere);
  await open(MANY);
  expect(await growthFrom(few, goThere)).toBeLessThan(MOST_GROWTH);
});
