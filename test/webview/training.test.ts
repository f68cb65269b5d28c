import { expect, test } from 'vitest';
import { FIRST_TRAIN_FORM } from '../../src/core/spec/trainForm';
import type { TrainForm } from '../../src/core/spec/trainForm';
import { specOf } from '../trainingFixture';
import { halfDone, twoBenchmarks } from './fixtures';
import { openResults } from './hosts';
import { openTraining, trainingState, trainingView } from './trainingHarness';
import { useBrowser } from './viewPage';

useBrowser();

const BESIDE: Partial<TrainForm> = { other: { all: 'blas', products: {} } };
const RUNNING = { state: 'running' } as const;

test('before the first training the form is open, and Train starts it as it stands', async () => {
  const { page, asked, forms } = await openTraining(trainingState(null));
  await expect.poll(() => page.locator('.finding').innerText()).toBe('Nothing trained yet');
  await page.locator('[data-field="epochs"] input').fill('7');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(() => asked).toEqual(['start train']);
  expect(forms.at(-1)).toEqual({ ...FIRST_TRAIN_FORM, epochs: '7' });
});

test('what is wrong stands at its field, and nothing can be started until it is right', async () => {
  const { page, asked } = await openTraining(trainingState(null));
  await page.locator('[data-field="batch"] input').fill('0');
  await expect.poll(() => page.getByRole('alert').innerText()).toBe('Give a whole number from 1 to 65536.');
  await page.locator('[data-action="train"]').click({ force: true });
  await page.locator('[data-action="checkGradients"]').click({ force: true });
  await page.locator('[data-field="batch"] input').fill('32');
  await page.getByRole('button', { name: 'Check gradients' }).click();
  await expect.poll(() => asked).toEqual(['start check']);
});

test('a strategy is chosen for all products, another for one, and a second training beside it', async () => {
  const { page, forms } = await openTraining(trainingState(null));
  const select = async (field: string, value: string): Promise<void> => {
    await page.locator(`[data-field="${field}"]`).evaluate((element, chosen) => {
      Object.assign(element, { value: chosen });
      element.dispatchEvent(new Event('change'));
    }, value);
  };
  await select('strategies', 'parallel');
  await page.getByText('one for each product').click();
  await select('strategies-Z1', 'sparse');
  await page.getByText(/^Beside it the same/).click();
  await expect
    .poll(() => forms.at(-1))
    .toMatchObject({
      strategies: { all: 'parallel', products: { Z1: 'sparse' } },
      other: { all: 'simd', products: {} },
    });
  await expect.poll(() => page.locator('[data-field="other"]').count()).toBe(1);
});

test('parameters are set for all products and for one, are wrong at their field in words, and go with the form', async () => {
  const { page, forms, asked } = await openTraining(
    trainingState(null, { form: { ...FIRST_TRAIN_FORM, strategies: { all: 'simd', products: { Z1: 'loops' } } } }),
  );
  const ofAll = page.locator('[data-part="parameters-strategies"]');
  await ofAll.locator('summary').click();
  await ofAll.locator('[data-field="strategies.mc"] input').fill('4');
  const problem = 'mc must be a whole number from 8 to 1024';
  await expect.poll(() => ofAll.getByRole('alert').innerText()).toBe(problem);
  await expect
    .poll(() => ofAll.locator('[data-field="strategies.mc"] input').getAttribute('aria-description'))
    .toBe(problem);
  await page.locator('[data-action="train"]').click({ force: true });
  await ofAll.locator('[data-field="strategies.mc"] input').fill('96');
  await expect.poll(() => ofAll.locator('summary').innerText()).toBe('parameters (mc=96)');
  await page.getByText('one for each product').click();
  const ofOne = page.locator('[data-part="parameters-strategies-Z1"]');
  await ofOne.locator('summary').click();
  await ofOne.locator('[data-field="strategies-Z1.order"]').evaluate((element) => {
    Object.assign(element, { value: 'jki' });
    element.dispatchEvent(new Event('change'));
  });
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect.poll(() => asked).toEqual(['start train']);
  expect(forms.at(-1)?.strategies).toEqual({
    all: 'simd',
    products: { Z1: 'loops' },
    values: { all: { mc: 96 }, Z1: { order: 'jki' } },
  });
});

test('title and parts name what was trained with its parameters', async () => {
  const form = { strategies: { all: 'simd' as const, products: {}, values: { all: { mr: 4, nr: 8 } } } };
  const { page } = await openTraining(trainingState(trainingView({ form })));
  await expect.poll(() => page.getByRole('heading', { level: 1 }).innerText()).toBe('784-100-10 by simd:mr=4,nr=8');
  await expect.poll(() => page.locator('.step-bar b').innerText()).toBe('simd:mr=4,nr=8');
});

test("the user's own arrays are asked for with a file dialog of the host", async () => {
  const harness = await openTraining(trainingState(null));
  const { page } = harness;
  harness.picked = '/data/X.npy';
  await page.getByRole('radiogroup').getByText('X.npy and y.npy', { exact: true }).click();
  await page.getByRole('button', { name: 'Choose X…' }).click();
  await expect.poll(() => harness.asked).toEqual(['pick x']);
  await expect.poll(() => harness.forms.at(-1)).toMatchObject({ data: 'npy', x: '/data/X.npy' });
});

test('while it goes on curves grow, and Pause, Resume and Stop reach the host', async () => {
  const { page, asked, send } = await openTraining(trainingState(trainingView({ status: RUNNING, epochs: 1 })));
  const points = (): Promise<string | null> =>
    page.getByRole('slider', { name: /^Mean loss/ }).getAttribute('aria-valuetext');
  await expect.poll(points).toBe('8 points');
  await send(trainingState(trainingView({ status: RUNNING })));
  await expect.poll(points).toBe('16 points');
  await page.getByRole('button', { name: 'Pause' }).click();
  await send(trainingState(trainingView({ status: { state: 'paused' } })));
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect.poll(() => asked).toEqual(['pause', 'resume', 'stop']);
});

test('of two side by side the sentence says ratio and curve, and the model of the chosen one is saved', async () => {
  const { page, asked } = await openTraining(trainingState(trainingView({ form: BESIDE })));
  await expect
    .poll(() => page.locator('.finding').innerText())
    .toMatch(/2\.00× as fast \(1\.96–2\.04\); the same curve/);
  await page.getByRole('radiogroup').getByText('blas', { exact: true }).click();
  await page.getByRole('button', { name: 'Save model of blas…' }).click();
  await page.getByRole('button', { name: 'Export .npy of blas…' }).click();
  await expect.poll(() => asked).toEqual(['save 1', 'export 1']);
});

test('the parts of a step are said one by one, and stand in a table with their strategies', async () => {
  const { page } = await openTraining(trainingState(trainingView()));
  const bar = page.getByRole('slider', { name: /^Parts of a step by simd/ });
  await bar.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  const said = 'Z1: 300.0 µs, 34.3% of the step, by simd: wasm simd256 6×16';
  await expect.poll(() => page.locator('[data-part="step-part"]').innerText()).toBe(said);
  await expect.poll(() => bar.getAttribute('aria-valuetext')).toBe(said);
  await page.getByText('Time of a step as a table').click();
  const table = page.getByRole('region', { name: 'Time of a step as a table' });
  await expect.poll(() => table.getByRole('row').count()).toBe(12);
  await expect
    .poll(() => table.getByRole('row').nth(2).innerText())
    .toMatch(/simd\s+Z1\s+300\.0 µs\s+34\.3%\s+simd: wasm/);
});

test('the curve is walked with the arrow keys, and its table has the same numbers', async () => {
  const { page } = await openTraining(trainingState(trainingView()));
  const chart = page.getByRole('slider', { name: /^Mean loss/ });
  await chart.focus();
  await page.keyboard.press('End');
  await expect.poll(() => chart.getAttribute('aria-valuetext')).toBe('epoch 2.00: loss 0.460');
  // Half of the steps of an event before it.
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => chart.getAttribute('aria-valuetext')).toBe('epoch 1.88: loss 0.484');
  await page.getByRole('region', { name: 'Loss' }).locator('[data-action="chartAsTable"]').click();
  const table = page.getByRole('grid', { name: 'Loss' });
  await expect.poll(() => table.getByRole('row').last().innerText()).toMatch(/simd\s+2\.00\s+5\s+0\.4600/);
});

test('a curve says what it shows, and is saved as a picture that names the training', async () => {
  const { page, pictures } = await openTraining(trainingState(trainingView({ form: BESIDE })));
  const accuracy = page.getByRole('region', { name: 'Accuracy' });
  await accuracy.locator('[data-action="explain"]').click();
  await expect
    .poll(() => accuracy.locator('[data-part="explanation"]').innerText())
    .toMatch(/mean accuracy of the batches of 5 steps.*All begin with the same weights/s);
  await accuracy.locator('[data-action="savePicture"]').click();
  await expect.poll(() => pictures.map(({ title }) => title)).toEqual(['784-100-10 by simd and blas: Accuracy']);
  expect(pictures[0].svg.light).toContain('blas, test');
});

test('weights of the first layer are images, those of another a heatmap; each unit is said', async () => {
  const { page, places } = await openTraining(trainingState(trainingView()));
  const images = page.locator('.unit-images canvas');
  await expect.poll(() => images.count()).toBe(100);
  await expect
    .poll(() => images.first().evaluate((canvas) => [canvas.clientWidth > 0, canvas.getAttribute('width')]))
    .toEqual([true, '28']);
  await page.locator('.unit-images').focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.locator('[data-part="unit"]').innerText()).toMatch(/^unit 2: norm \d/);
  await page.getByRole('radiogroup').getByText('activations', { exact: true }).click();
  await page.locator('.unit-matrix').waitFor();
  expect(places.map(({ kind }) => kind)).toEqual(['W', 'A']);
});

test('an array is asked for again when the layers were looked at again, and not before', async () => {
  const view = trainingView({ status: RUNNING, epochs: 1 });
  const { places, send } = await openTraining(trainingState(view));
  await expect.poll(() => places.length).toBe(1);
  await send(trainingState({ ...view, elapsedMs: 5000 }));
  expect(places).toHaveLength(1);
  await send(trainingState({ ...view, looks: view.looks + 1 }));
  await expect.poll(() => places.length).toBe(2);
});

test('a mistake is off until it is turned on; what is refused can be trained all the same, marked as wrong', async () => {
  const view = trainingView({ form: { mistakes: ['no-mean'] }, status: { state: 'refused' }, epochs: 0 });
  const { page, asked, forms, send } = await openTraining(trainingState(null));
  await page.getByText('No division by the batch').click();
  await page.getByRole('button', { name: 'Train, marked as wrong' }).click();
  await expect.poll(() => forms.at(-1)?.mistakes).toEqual(['no-mean']);
  await send(trainingState(view, { form: { ...FIRST_TRAIN_FORM, mistakes: ['no-mean'] } }));
  await expect
    .poll(() => page.getByRole('heading', { level: 1 }).innerText())
    .toBe('WRONG ON PURPOSE: 784-100-10 by simd');
  await expect
    .poll(() => page.locator('[data-part="wrong"]').innerText())
    .toContain('Gradients are summed over the batch');
  await expect.poll(() => page.locator('.refusal').innerText()).toContain('gradients of W1, b1, W2, b2');
  await page.getByRole('button', { name: 'Train anyway, marked as wrong' }).click();
  await expect.poll(() => asked).toEqual(['start train', 'start train although wrong']);
});

test('what failed is told, with what was streamed below', async () => {
  const status = { state: 'failed', message: 'The engine stopped (killed).', check: null } as const;
  const { page } = await openTraining(trainingState(trainingView({ status, epochs: 1 })));
  await expect.poll(() => page.getByRole('alert').innerText()).toBe('The engine stopped (killed).');
  await expect
    .poll(() => page.getByRole('slider', { name: /^Mean loss/ }).getAttribute('aria-valuetext'))
    .toBe('8 points');
});

test('what the host refuses is said in its own words', async () => {
  const harness = await openTraining(trainingState(null));
  harness.refuse = 'Another run goes on.';
  await harness.page.getByRole('button', { name: 'Train', exact: true }).click();
  await harness.page.getByText('Another run goes on.').waitFor();
});

test('the tab stands beside those of a run, keeps what it showed, and comes back after a reload', async () => {
  const { page, view } = await openTraining(trainingState(trainingView()), { run: twoBenchmarks() });
  await page.getByRole('radiogroup').getByText('gradients', { exact: true }).click();
  await page.getByRole('tab', { name: 'Table' }).click();
  await page.locator('[data-row="4"]').waitFor();
  await page.getByRole('tab', { name: 'Training' }).click();
  await expect.poll(() => page.getByRole('heading', { name: /^Gradients of layer 1/ }).count()).toBe(1);
  const saved: unknown = await page.evaluate((): unknown => JSON.parse(sessionStorage.getItem('state') ?? 'null'));
  expect(saved).toMatchObject({ tab: 'training', training: { kind: 'dW', layer: 0 } });
  expect(view.complaints).toEqual([]);
});

test('a run that begins comes to the front', async () => {
  const { page, view } = await openTraining(trainingState(trainingView()), { run: twoBenchmarks() });
  const { resultsStateRequest } = await import('../../src/shared/viewProtocol');
  const run = { ...halfDone(), id: 'another' };
  await view.host.sendRequest(resultsStateRequest, {
    run,
    strategies: [],
    recent: [],
    baseline: null,
    suggested: null,
    here: null,
    engineProblem: null,
    kept: null,
    verdicts: [],
  });
  await page.getByRole('tab', { name: 'Table', selected: true }).waitFor();
});

test('without a run the empty panel leads to the training', async () => {
  const { page, view } = await openResults(null);
  const { trainingStateRequest } = await import('../../src/shared/trainingView');
  await view.host.sendRequest(trainingStateRequest, trainingState(null));
  await page.getByRole('button', { name: 'Train…' }).click();
  await page.locator('[data-section="trainForm"]').waitFor();
});

test.each([320, 480, 760, 1600])('at %i px the tab does not scroll sideways', async (width) => {
  const { page } = await openTraining(trainingState(trainingView({ form: BESIDE })), { width });
  await page.locator('[data-section="trainForm"] > summary').click();
  await page.locator('.unit-images canvas').first().waitFor();
  for (const summary of await page.locator('.chart-table > summary').all()) await summary.click();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBe(0);
});

test('a network without hidden layers has its own products', async () => {
  expect(specOf({ layers: '' }).hiddenSizes).toEqual([]);
  const { page } = await openTraining(trainingState(null, { form: { ...FIRST_TRAIN_FORM, layers: '' } }));
  await page.getByText('one for each product').click();
  await expect.poll(() => page.locator('.products .form-label').allInnerTexts()).toEqual(['Z1', 'dW1']);
});
