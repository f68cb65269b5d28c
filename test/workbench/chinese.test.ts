import { describe, expect, test } from 'vitest';
import { runIsOver, session, testThatNothingWentWrong, timedRows } from './session';

const FILE = 'layer.matmul.json';
const BENCHMARKS = `{
  "benchmarks": [
    { "name": "layer 1", "m": 64, "k": 784, "n": 100, "budget": 0.1, "strategies": ["naive", "simd", { "id": "simd", "nr": 3 }] }
  ]
}
`;

describe('the extension in Simplified Chinese', () => {
  const workbench = session({
    locale: 'zh-cn',
    files: { [FILE]: BENCHMARKS },
    viewport: { width: 1600, height: 1000 },
  });

  test('lenses run a file, and say so in Chinese', async () => {
    await workbench().openFile(FILE);
    await workbench().lenses().filter({ hasText: '全部运行 (1)' }).click();
    const results = await workbench().webview('results');
    await runIsOver(results);
    expect(await timedRows(results).count()).toBe(2);
    await results.getByText('64×784×100 时 simd 最快：').first().waitFor();
    await results.getByText('一个向量包含 4 个 f32 元素。请将 nr 设为 4 的倍数，而不是 3。').first().waitFor();
    await workbench().tab('结果：').waitFor();
    await results.getByRole('tab', { name: '屋顶线模型' }).waitFor();
    expect(await results.locator('html').getAttribute('lang')).toBe('zh-cn');
    expect(await results.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(
      0,
    );
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
    await workbench().screenshot('dist/test-shots/chinese.png');
  });

  testThatNothingWentWrong(workbench);
});
