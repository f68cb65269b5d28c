import { expect, test } from 'vitest';
import { runView } from '../fixtures';
import { openResults } from '../hosts';
import { openTraining, trainingState, trainingView } from '../trainingHarness';
import { useBrowser } from '../viewPage';
import { longRun } from './longRun';

useBrowser();

const ROWS = [100, 1_000, 10_000] as const;
/** How often each is opened; the median is printed. */
const TIMES = 5;
/** What a user takes for at once (issue: ten thousand rows in less than a second), and a frame of 60 Hz. */
const OPEN_GOAL_MS = 1_000;
const FRAME_GOAL_MS = 1_000 / 60;
const SCROLLED_FRAMES = 120;

/** From the first message of the host until the page says that all is drawn: the way of the messages is in it. */
test.each(ROWS)('opens a run of %d rows', async (rows) => {
  const { page, show } = await openResults(null);
  const run = longRun(rows);
  const tookMs: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    await show(runView([], { id: `between-${time}` }));
    const from = performance.now();
    await show({ ...run, id: `${run.id}-${time}` });
    tookMs.push(performance.now() - from);
  }
  expect(Number(await page.getByRole('grid', { name: 'Measurements' }).getAttribute('aria-rowcount'))).toBeGreaterThan(
    rows,
  );
  report(`opens ${rows} rows`, median(tookMs), OPEN_GOAL_MS);
});

test('scrolls through ten thousand rows', async () => {
  const { page, show } = await openResults(null);
  await show(longRun(10_000));
  const framesMs = await page.locator('.table-scroll').evaluate(async (box, frames) => {
    const nextFrame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const taken: number[] = [];
    let before = await nextFrame();
    for (let frame = 0; frame < frames; frame++) {
      box.scrollTop += 400;
      const now = await nextFrame();
      taken.push(now - before);
      before = now;
    }
    return taken;
  }, SCROLLED_FRAMES);
  report('frame while it scrolls, median', median(framesMs), FRAME_GOAL_MS);
  report('frame while it scrolls, longest of 20', quantile(framesMs, 0.95), FRAME_GOAL_MS);
});

/** Five times as many points as the host sends. */
test('redraws the curves of a training while it goes on', async () => {
  const points = 2000;
  const shown = trainingView({ form: { other: { all: 'blas', products: {} } }, status: { state: 'running' } });
  const curve = (until: number) =>
    Array.from({ length: until }, (_, at) => ({
      epoch: (5 * at) / points,
      steps: 10,
      loss: 2 / (1 + at / 100) + 0.1 * Math.sin(at),
      accuracy: 1 - 1 / (1 + at / 100),
    }));
  const { page, send } = await openTraining(trainingState(shown), { width: 1200 });
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const busySeconds = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const counted = ['ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration'];
    return metrics.reduce((sum, { name, value }) => (counted.includes(name) ? sum + value : sum), 0);
  };
  const tookMs: number[] = [];
  for (let update = 0; update < 30; update++) {
    const next = { ...shown, arms: shown.arms.map((arm) => ({ ...arm, curve: curve(points - 30 + update) })) };
    const from = await busySeconds();
    await send(trainingState(next));
    tookMs.push(1000 * ((await busySeconds()) - from));
  }
  expect(await page.getByRole('slider', { name: /^Mean loss/ }).getAttribute('aria-valuetext')).toBe('3998 points');
  report('redraw of 2 trainings of 2,000 points, scripts, style and layout of the page', median(tookMs), FRAME_GOAL_MS);
  report('redraw of 2 trainings of 2,000 points, longest of 20', quantile(tookMs, 0.95), FRAME_GOAL_MS);
});

function report(what: string, tookMs: number, goalMs: number): void {
  const share = tookMs / goalMs;
  console.log(`${what}: ${tookMs.toFixed(1)} ms, ${share.toFixed(2)} of the ${goalMs.toFixed(1)} ms that it may take`);
}

function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((x, y) => x - y);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}
