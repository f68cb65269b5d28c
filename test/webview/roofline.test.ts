import { expect, test } from 'vitest';
import type { Roofline } from '../../src/core/model/roofline';
import { MACHINE } from '../machineFixture';
import { done, problem, runView, subject, timed } from './fixtures';
import { PEAKS, sidebarState } from './formFixtures';
import { openResults, openSidebar } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

const ROOFLINE: Roofline = {
  flops: 2 * 512 ** 3,
  minimumBytes: 3 * 2 ** 20,
  intensity: 85.3,
  traffic: [
    { level: 'L1', bytes: 2 ** 30, ceilingGflops: 60 },
    { level: 'L2', bytes: 30 * 2 ** 20, ceilingGflops: 40 },
    { level: 'memory', bytes: 0, ceilingGflops: null },
  ],
  bound: { kind: 'bandwidth', level: 'L2' },
  attainableGflops: 40,
};

test('the side bar offers to measure the machine, and shows its caches and peaks then', async () => {
  const { page, asked, send } = await openSidebar(sidebarState());
  await page.getByRole('heading', { name: 'This machine' }).click();
  await page.getByRole('button', { name: 'Measure this machine' }).click();
  await expect.poll(() => asked).toEqual(['measureMachine']);
  const caches = [{ level: 1, bytes: 48 * 1024, lineBytes: 64, sharedBy: 1 }];
  await send(sidebarState({ machine: { ...MACHINE, caches, peaks: PEAKS } }));
  const compute = page.getByRole('table').filter({ hasText: 'GFLOP/s' });
  await expect
    .poll(async () => (await compute.innerText()).split(/\s+/))
    .toEqual('GFLOP/s 1 thread 2 threads f32 relaxed 54.2 108'.split(' '));
  await expect.poll(() => page.getByText('L1 48.0 KiB').count()).toBe(1);
  await page.getByRole('button', { name: 'Measure again' }).click();
  await expect.poll(() => asked).toEqual(['measureMachine', 'measureMachine']);
});

test('the details of a row say what limits it, and what the model says that it moves', async () => {
  const measurement = { ...timed(subject('blocked', problem(512), {}), 24.4), roofline: ROOFLINE };
  const { page } = await openResults(runView([done(measurement)]));
  await page.locator('.row-button').first().click();
  const text = async (): Promise<string> =>
    (await page.getByRole('region', { name: 'Details of blocked' }).innerText()).replace(/\s+/g, ' ');
  await expect.poll(text).toContain('Bound by L2 bandwidth, 61% of attainable.');
  await expect.poll(text).toContain('L2 30.0 MiB 10.0× 40.0');
  await expect.poll(text).toContain('memory 0 bytes 0× –');
});
