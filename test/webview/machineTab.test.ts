import { expect, test } from 'vitest';
import type { MachineView } from '../../src/shared/viewProtocol';
import { MACHINE } from '../machineFixture';
import { twoBenchmarks, versions } from './fixtures';
import { NULL_TEST, PEAKS } from './formFixtures';
import { openResults } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

const HERE: MachineView = {
  machine: { ...MACHINE, physicalCores: 1, peaks: PEAKS },
  ...{ versions, notes: ['Flags were refused.'], nullTest: NULL_TEST },
  codePaths: [
    { dtype: 'f32', path: 'relaxed', gflops: 54.2 },
    { dtype: 'f32', path: 'separate', gflops: 27.1 },
  ],
};

test('the finding is the measured peak; below it what the machine is, and how far to trust it', async () => {
  const { page } = await openResults(twoBenchmarks(), { here: HERE });
  await page.getByRole('tab', { name: 'Machine' }).click();
  await expect
    .poll(() => page.getByRole('heading', { level: 2 }).allInnerTexts())
    .toEqual(['Example CPU 3000 reaches 108 GFLOP/s at most: f32, 2 threads, relaxed']);
  const text = await page.locator('.machine-parts').innerText();
  for (const part of [
    '1 core, 2 threads',
    'Node 22.11.0, V8 12.4.254',
    '--experimental-wasm-relaxed-simd',
    'L2 read',
    'Measured 6 May 2024',
    '7 false alarms in 200 comparisons',
  ]) {
    expect(text).toContain(part);
  }
  await expect
    .poll(() => page.locator('[data-path="f32 separate"] td').allInnerTexts())
    .toEqual(['27.1', '0.500× of relaxed']);
});

test('peaks are measured again by the host', async () => {
  const { page, asked } = await openResults(twoBenchmarks(), { here: HERE });
  await page.getByRole('tab', { name: 'Machine' }).click();
  await page.locator('[data-action="measureMachine"]').click();
  await expect.poll(() => asked).toEqual(['measureMachine']);
});

test('before the peaks are measured it says so', async () => {
  const { page } = await openResults(twoBenchmarks(), { here: { ...HERE, machine: MACHINE } });
  await page.getByRole('tab', { name: 'Machine' }).click();
  await page.getByRole('heading', { name: 'What this machine does at most is not measured yet' }).waitFor();
});

test('an engine that has not been asked yet is asked, once, and there need be no run for it', async () => {
  const harness = await openResults(null);
  const { page, show, asked } = harness;
  await page.getByRole('tab', { name: 'Machine' }).click();
  await page.getByRole('heading', { name: 'Nothing is known of this machine yet' }).waitFor();
  await expect.poll(() => asked).toEqual(['describeMachine']);
  harness.here = HERE;
  await show(null);
  await page.getByRole('heading', { name: 'Example CPU 3000 reaches 108 GFLOP/s at most' }).waitFor();
  expect(asked).toEqual(['describeMachine']);
});

test('an engine that cannot be asked is said with its reason, and can be asked again', async () => {
  const { page, asked } = await openResults(null, { engineProblem: 'The engine did not start.' });
  await page.getByRole('tab', { name: 'Machine' }).click();
  await page.getByRole('alert').getByText('The engine did not start.').waitFor();
  await page.locator('[data-action="describeMachine"]').click();
  await page.locator('[data-action="showLog"]').click();
  await expect.poll(() => asked).toEqual(['describeMachine', 'describeMachine', 'showLog']);
});
