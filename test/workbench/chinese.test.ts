import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runIsOver, session, testThatNothingWentWrong, timedRows } from './session';

const FILE = 'layer.matmul.json';
const BENCHMARKS = `{
  "benchmarks": [
    { "name": "layer 1", "m": 64, "k": 784, "n": 100, "budget": 0.1, "strategies": ["naive", "simd", { "id": "simd", "nr": 3 }],
      "expect": [{ "strategy": "simd", "fasterThan": "naive" }] }
  ]
}
`;

const BROKEN = 'broken.matmul.json';
const MISTAKES = `{
  "benchmarks": [
    { "name": "layer 1", "m": 64, "k": 784, "budget": 0.1 },
    { "name": "layer 2", "size": [64, -1], "strategies": ["simmd"] }
  ]
}
`;
const EMPTY = 'empty.matmul.json';
const NOTHING = '{\n  "benchmarks": [\n    \n  ]\n}\n';

describe('the extension in Simplified Chinese', () => {
  const workbench = session({
    locale: 'zh-cn',
    files: { [FILE]: BENCHMARKS, [BROKEN]: MISTAKES, [EMPTY]: NOTHING },
    viewport: { width: 1600, height: 1000 },
  });

  test('lenses run a file, and say so in Chinese', async () => {
    await workbench().openFile(FILE);
    await workbench().lenses().filter({ hasText: '全部运行 (1)' }).click();
    const results = await workbench().webview('results');
    await runIsOver(results);
    await expect.poll(() => timedRows(results).count()).toBe(2);
    await results.getByText('64×784×100 时 simd 最快：').first().waitFor();
    await results.getByText('一个向量包含 4 个 f32 元素。请将 nr 设为 4 的倍数，而不是 3。').first().waitFor();
    await workbench().tab('结果：').waitFor();
    await results.getByRole('tab', { name: '屋顶线模型' }).waitFor();
    await expect.poll(() => results.locator('html').getAttribute('lang')).toBe('zh-cn');
    await expect
      .poll(() => results.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'))
      .toBe(0);
  });

  test.each([
    ['.md', /时间 \(ms\)/, /时间：一次乘法的中位数/],
    // The reason of a row is as it was said when the run was taken.
    ['.xml', /layer 1 expectations/, /name="simd is faster than naive at 64×784×100 \(default\)"[\s\S]*is asked for\./],
  ])('an export ends in %s: for people in Chinese, for programs in English', async (suffix, has, reads) => {
    await workbench().runCommand('矩阵乘法: 导出结果…');
    await workbench().quickPick(suffix).click();
    // The dialog offers a name in the folder.
    await expect.poll(() => workbench().quickInput().inputValue()).toContain(suffix);
    await workbench().page.keyboard.press('Enter');
    const written = (): string | undefined => readdirSync(workbench().folder).find((name) => name.endsWith(suffix));
    await expect.poll(written).toBeDefined();
    const text = readFileSync(join(workbench().folder, written() ?? ''), 'utf8');
    expect(text).toMatch(has);
    expect(text).toMatch(reads);
  });

  test('what is wrong in a file is said in Chinese, and nothing is wrong with the schema', async () => {
    await workbench().openFile(BROKEN);
    await workbench().lenses().filter({ hasText: '3 个问题' }).click();
    const problems = workbench().page.locator('.markers-panel');
    for (const said of [
      '缺少 "n"；一个乘法有 "m"、"k" 和 "n"',
      '每个 "size" 必须是 0 到',
      '"simmd" 不是策略；是否应为 "simd"？',
    ]) {
      await problems.getByText(said).waitFor();
    }
    await expect.poll(() => problems.locator('.monaco-list-row').count()).toBe(4);
    await workbench().screenshot('dist/test-shots/chinese-problems.png');
    await workbench().page.keyboard.press('Control+J');
  });

  test('hover and completion in a file are in Chinese', async () => {
    await workbench().page.locator('.view-line span', { hasText: '"budget"' }).last().hover();
    await workbench().page.locator('.monaco-hover:visible', { hasText: '一种策略在一个大小上采样的秒数。' }).waitFor();
    await workbench().screenshot('dist/test-shots/chinese-hover.png');
    await workbench().openFile(EMPTY);
    await workbench().page.locator('.editor-group-container.active .view-line').nth(2).click();
    await workbench().page.keyboard.press('End');
    await workbench().page.keyboard.press('Control+Space');
    await workbench().page.locator('.suggest-widget .monaco-list-row', { hasText: '方阵乘法' }).waitFor();
    await workbench().page.keyboard.press('Escape');
  });

  test('the palette has the commands in Chinese, and asks in Chinese', async () => {
    await workbench().runCommand('矩阵乘法: 分析…');
    await workbench().page.locator('.quick-input-title', { hasText: '分析矩阵乘法 (1/2)：大小' }).waitFor();
    await workbench().page.keyboard.press('Escape');
  });

  test('the walkthrough is in Chinese', async () => {
    await workbench().runCommand('矩阵乘法: 入门');
    await workbench().page.locator('.gettingStartedContainer').getByText('首次运行').first().waitFor();
    await workbench().page.locator('.gettingStartedContainer').getByRole('button', { name: '立即运行' }).waitFor();
  });

  test('the side bar is in Chinese', async () => {
    const sidebar = await workbench().openSidebar();
    await sidebar.getByText('转置').waitFor();
    await sidebar.locator('[data-action="run"]', { hasText: '运行' }).waitFor();
    const m = sidebar.locator('[data-field="m"] input');
    const before = await m.inputValue();
    await m.fill('12, -3');
    await sidebar.getByRole('alert').getByText('"-3" 为负数；大小不能小于 0。').waitFor();
    await workbench().screenshot('dist/test-shots/chinese.png');
    await m.fill(before);
  });

  test('a file that is open when the window is loaded again has its hover too', async () => {
    await workbench().openFile(BROKEN);
    await workbench().reload();
    await workbench().lenses().filter({ hasText: '3 个问题' }).waitFor();
    await workbench().page.locator('.view-line span', { hasText: '"budget"' }).last().hover();
    await workbench().page.locator('.monaco-hover:visible', { hasText: '一种策略在一个大小上采样的秒数。' }).waitFor();
  });

  testThatNothingWentWrong(workbench);
});
