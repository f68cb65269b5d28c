import { describe, expect, test } from 'vitest';
import { ResponseError } from 'vscode-jsonrpc';
import { halfDone, twoBenchmarks } from './fixtures';
import { form, sidebarState, verdict } from './formFixtures';
import { openSidebar } from './hosts';
import { useBrowser } from './viewPage';

useBrowser();

const field = (name: string): string => `[data-field="${name}"] input`;

describe('the form', () => {
  test('an edit reaches the host once, after the last key', async () => {
    const { page, changes } = await openSidebar(sidebarState());
    await page.locator(field('m')).fill('');
    await page.locator(field('m')).pressSequentially('64, 128');
    await expect.poll(() => changes.at(-1)?.m).toBe('64, 128');
    expect(changes.at(-1)).toEqual({ ...form, m: '64, 128', k: '64, 128', n: '64, 128' });
    expect(changes.length).toBeLessThan(7);
  });

  test('without “square” the sizes are independent', async () => {
    const { page, changes } = await openSidebar(sidebarState({ form: { ...form, square: false } }));
    await page.locator(field('k')).fill('784');
    await expect.poll(() => changes.at(-1)).toEqual({ ...form, square: false, k: '784' });
  });

  test('“square” sets k and n to m and leaves one field for all', async () => {
    const { page, changes } = await openSidebar(sidebarState({ form: { ...form, m: '64', square: false } }));
    await page.getByText('square: k and n follow m').click();
    await expect.poll(() => changes.at(-1)).toEqual({ ...form, m: '64', k: '64', n: '64', square: true });
    await expect.poll(() => page.locator(field('m')).count()).toBe(1);
    expect(await page.locator(field('k')).count()).toBe(0);
  });

  test('element type, transposes, structure and density reach the host', async () => {
    const { page, changes } = await openSidebar(sidebarState());
    await page.getByRole('radio', { name: 'f32' }).first().press('ArrowRight');
    await page.getByText('Bᵀ').click();
    await page.locator('[data-field="structure"]').click();
    await page.locator('[data-field="structure"]').getByRole('option', { name: 'banded' }).click();
    await expect.poll(() => changes.at(-1)).toMatchObject({ structure: 'banded' });
    await page.locator(field('densityPercent')).fill('10');
    const expected = { ...form, dtype: 'f64', transposeB: true, structure: 'banded', densityPercent: '10' };
    await expect.poll(() => changes.at(-1)).toEqual(expected);
  });

  test('what the user types is not taken back by a state that the host sends meanwhile', async () => {
    const harness = await openSidebar(sidebarState());
    const { page } = harness;
    let answer: (() => void) | undefined;
    harness.judge = () =>
      new Promise((resolve) => {
        answer = () => {
          resolve(verdict({ summary: 'judged' }));
        };
      });
    await page.locator(field('densityPercent')).fill('37');
    await expect.poll(() => answer).toBeDefined();
    await harness.send(sidebarState({ run: twoBenchmarks() }));
    await page.locator('[data-strategy="simd"] .share-bar').waitFor();
    await expect.poll(() => page.locator(field('densityPercent')).inputValue()).toBe('37');
    answer?.();
    await page.getByText('judged').waitFor();
    await harness.send(sidebarState({ form: { ...form, densityPercent: '38' } }));
    await expect.poll(() => page.locator(field('densityPercent')).inputValue()).toBe('38');
  });

  test('a problem stands under its field, marks it, is read with it and locks Run', async () => {
    const harness = await openSidebar(sidebarState());
    const { page } = harness;
    const problem = 'Density must be above 0 and at most 100.';
    harness.judge = () => verdict({ problems: { densityPercent: problem } });
    await page.locator(field('densityPercent')).fill('0');
    await page.getByRole('alert').getByText(problem).waitFor();
    const input = page.locator(field('densityPercent'));
    await expect.poll(() => input.getAttribute('aria-invalid')).toBe('true');
    await expect.poll(() => input.getAttribute('aria-description')).toBe(problem);
    expect(await page.locator('[data-action="run"]').getAttribute('disabled')).not.toBeNull();
    await page.locator('.run-bar').getByText('Change the density to run.').waitFor();
  });

  test('each of the three sizes says what is wrong with it, and the run bar which ones are', async () => {
    const state = sidebarState({
      form: { ...form, square: false },
      verdict: verdict({ problems: { k: 'Too large.', n: 'Not a number.' } }),
    });
    const { page } = await openSidebar(state);
    await expect.poll(() => page.getByRole('alert').allInnerTexts()).toEqual(['Too large.', 'Not a number.']);
    await page.locator('.run-bar').getByText('Change k, n to run.').waitFor();
  });

  test('a host that cannot judge the form is said, and the draft stays', async () => {
    const harness = await openSidebar(sidebarState());
    harness.judge = () => {
      throw new ResponseError(1, 'The engine could not start.');
    };
    await harness.page.locator(field('densityPercent')).fill('5');
    await harness.page.getByRole('alert').getByText('The engine could not start.', { exact: true }).waitFor();
    await expect.poll(() => harness.page.locator(field('densityPercent')).inputValue()).toBe('5');
  });
});

describe('strategies', () => {
  test('a strategy is chosen, all are and none is', async () => {
    const { page, changes } = await openSidebar(sidebarState());
    const chosen = (): readonly string[] =>
      (changes.at(-1)?.strategies ?? []).filter((choice) => choice.chosen).map(({ id }) => id);
    await page.locator('[data-strategy="naive"]').getByText('naive').click();
    await expect.poll(chosen).toEqual(['loops', 'blocked', 'outer', 'simd', 'parallel']);
    await page.locator('[data-action="all"]').click();
    await expect.poll(() => chosen().length).toBe(7);
    await page.locator('[data-action="none"]').click();
    await expect.poll(() => changes.at(-1)?.strategies.some((choice) => choice.chosen)).toBe(false);
  });

  test('parameters are built from their specification', async () => {
    const { page, changes } = await openSidebar(sidebarState());
    const valuesOf = (id: string) => changes.at(-1)?.strategies.find((choice) => choice.id === id)?.values;
    await page.getByRole('button', { name: 'About blocked' }).click();
    const mc = page.locator(field('blocked.mc'));
    await expect.poll(() => mc.getAttribute('placeholder')).toBe('auto');
    await expect
      .poll(() => Promise.all([mc.getAttribute('type'), mc.getAttribute('min'), mc.getAttribute('max')]))
      .toEqual(['number', '8', '1024']);
    await page.locator('[data-action="blocked.mc=96"]').click();
    await expect.poll(() => valuesOf('blocked')).toEqual({ mc: 96 });
    await mc.fill('4096');
    await page.getByText('mc must be a whole number from 8 to 1024').waitFor();
    await mc.fill('');
    await expect.poll(() => valuesOf('blocked')).toEqual({});

    await page.getByRole('button', { name: 'About loops' }).click();
    await page.locator('[data-field="loops.order"]').click();
    await page.locator('[data-field="loops.order"]').getByRole('option', { name: 'jki' }).click();
    await expect.poll(() => valuesOf('loops')).toEqual({ order: 'jki' });
  });

  test('which parameters are open survives a reload', async () => {
    const { page, view } = await openSidebar(sidebarState());
    await page.getByRole('button', { name: 'About blocked' }).click();
    await page.locator('[data-section="budget"] summary').click();
    await view.ready();
    await page.locator(field('blocked.mc')).waitFor();
    await expect.poll(() => page.locator('[data-section="budget"]').getAttribute('open')).toBeNull();
  });

  test('the last run shows speed, interval and backend; a strategy that cannot run says why', async () => {
    const { page } = await openSidebar(sidebarState({ run: twoBenchmarks() }));
    const row = (id: string) => page.locator(`[data-strategy="${id}"]`);
    await expect.poll(() => row('simd').innerText()).toContain('104');
    await expect.poll(() => row('simd').innerText()).toContain('±0.6%');
    await expect.poll(() => row('simd').innerText()).toContain('wasm simd256 6×16');
    await expect.poll(() => row('sparse').innerText()).toMatch(/unsupported\s+A is dense: CSR gains nothing\./);
    const width = (id: string) => row(id).locator('.share-bar .bar').getAttribute('width');
    await expect.poll(() => width('parallel')).toBe('100.00%');
    await expect.poll(() => width('simd')).toBe('57.14%');
  });
});

describe('running', () => {
  test('Run sends the form as it stands, also before the last edit was answered', async () => {
    const { page, forms } = await openSidebar(sidebarState());
    await page.locator(field('budgetSeconds')).fill('3');
    await page.locator('[data-action="run"]').click();
    await expect.poll(() => forms.at(-1)?.budgetSeconds).toBe('3');
  });

  test('a run that is refused says why', async () => {
    const harness = await openSidebar(sidebarState());
    harness.refuse = 'A run goes on already. Stop it first.';
    await harness.page.locator('[data-action="run"]').click();
    await harness.page.getByRole('alert').getByText(harness.refuse, { exact: true }).waitFor();
  });

  test('while a run goes on there is Stop, what runs now and the time to go', async () => {
    const { page, asked } = await openSidebar(sidebarState({ run: halfDone() }));
    await expect
      .poll(() => page.locator('[data-part="activity"]').innerText())
      .toBe('round 6, 22 s so far, about 26 s to go. Stopping keeps what was measured.');
    await expect
      .poll(() => page.locator('progress').evaluate((bar) => (bar as HTMLProgressElement).value))
      .toBeCloseTo(0.46);
    await expect.poll(() => page.locator('[data-strategy="blocked"]').innerText()).toMatch(/running\s+round 6/);
    await expect.poll(() => page.locator('[data-strategy="naive"]').innerText()).toContain('waiting');
    await page.locator('[data-action="stop"]').click();
    await expect.poll(() => asked).toEqual(['stop']);
    await page.getByRole('button', { name: 'Stopping…' }).waitFor();
  });

  test('Run comes back when the run has ended', async () => {
    const { page, send } = await openSidebar(sidebarState({ run: halfDone() }));
    await send(sidebarState({ run: twoBenchmarks() }));
    await page.getByRole('button', { name: 'Run 6 strategies' }).waitFor();
    expect(await page.locator('[data-action="stop"]').count()).toBe(0);
  });
});

describe('saved runs', () => {
  const recent = [
    {
      id: 'run-9',
      title: 'square',
      startedAt: '2024-05-06T12:02:31.000Z',
      elapsedMs: 48_000,
      state: 'finished',
      measurements: 7,
      note: '',
    },
    {
      id: 'run-8',
      title: 'sizes',
      startedAt: '2024-05-05T12:02:31.000Z',
      elapsedMs: 3_000,
      state: 'cancelled',
      measurements: 84,
      note: '',
    },
  ] as const;

  test('a click opens, the bin and the Delete key delete', async () => {
    const { page, asked } = await openSidebar(sidebarState({ recent }));
    await page.locator('[data-run="run-9"] .run-open').click();
    await expect.poll(() => asked).toEqual(['open run-9']);
    await page.locator('[data-run="run-8"]').hover();
    await page.getByRole('button', { name: 'Delete the run sizes, 5 May 2024' }).click();
    await expect.poll(() => asked.at(-1)).toBe('delete run-8');
    await page.locator('[data-run="run-9"] .run-open').press('Delete');
    await expect.poll(() => asked.at(-1)).toBe('delete run-9');
    await expect.poll(() => page.locator('[data-run="run-8"]').getByRole('img', { name: 'stopped' }).count()).toBe(1);
  });

  test('before the first run the user is told what to do', async () => {
    const { page, asked } = await openSidebar(sidebarState());
    await page.getByText('No run yet.').waitFor();
    await page.getByRole('button', { name: 'open an example' }).click();
    await expect.poll(() => asked).toEqual(['openExample']);
  });
});
