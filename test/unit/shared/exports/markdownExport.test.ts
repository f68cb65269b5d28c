import { describe, expect, it } from 'vitest';
import { inChinese } from '../../l10n/inChinese';
import { markdownOf } from '../../../../src/shared/exports/markdownExport';
import { runOf } from '../../../runFixture';
import { disturbedRounds, square, timed, untimed } from '../../core/measurementFixtures';

/** Cells of the lines of tables, without the lines below the headers. */
function cellsOf(text: string): readonly string[][] {
  return text
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^[|:\s-]+$/.test(line))
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('a run as Markdown', () => {
  it('has a table for each problem, with the fastest in bold and the ratio to naive with its interval', () => {
    const run = runOf([
      timed('naive', 3e6),
      timed('simd', 1e6, undefined, { parameters: { mr: 6 } }),
      untimed('sparse'),
      timed('naive', 5e6, square(128)),
    ]);
    const text = markdownOf(run);
    const [header, naive, simd, sparse, , lone] = cellsOf(text);
    expect(header).toHaveLength(8);
    expect(naive.slice(0, 6)).toEqual(['naive', '', '3.000', '±1.0%', '0.175', '']);
    expect(simd.slice(0, 6)).toEqual(['**simd**', 'mr=6', '1.000', '±1.0%', '0.524', '3.00× (2.94–3.06)']);
    expect(sparse.at(-1)).toBe('unsupported: It cannot run here.');
    expect(lone[0]).toBe('**naive**');
    expect(text.match(/^### /gm)).toHaveLength(2);
    expect(text).toContain('seed 1');
  });

  it('says below each table which of its rounds were disturbed, once where the run has one table', () => {
    const said = (rows: Parameters<typeof runOf>[0]) => markdownOf(runOf(rows)).match(/^.* disturbed and.*$/gm);
    const one = [timed('simd', 1e6, undefined, disturbedRounds(3)), timed('naive', 3e6, undefined, disturbedRounds(3))];
    expect(said(one)).toEqual([expect.stringMatching(/^\*\*simd.* 3 of 40 rounds were disturbed and taken again\.$/)]);
    const other = timed('simd', 9e6, square(128), {
      sampling: {
        session: 'later',
        rounds: [],
        calibrationNs: [],
        ...{ disturbance: { disturbed: 1, rounds: 9, isSetAside: true } },
      },
    });
    expect(said([...one, other])).toEqual([
      expect.stringContaining(' 4 of 49 rounds were disturbed and taken again.'),
      '3 of 40 rounds were disturbed and taken again.',
      '1 of 9 rounds was disturbed and taken again.',
    ]);
    expect(said([timed('simd', 1e6, undefined, disturbedRounds(0))])).toBeNull();
  });

  it('does not let a name of the user become markup or end a cell', () => {
    const text = markdownOf(runOf([untimed('simd', { reason: 'a | b\n<img src=x>' })], { title: '*a* <b> # `c`' }));
    expect(text).toContain('## \\*a\\* \\<b\\> \\# \\`c\\`\n');
    expect(cellsOf(text)[1]).toHaveLength(8);
    expect(text).toContain('a \\| b \\<img src=x>');
  });
});

describe('a run as Markdown in Chinese', () => {
  inChinese();

  it('has headers, reasons, what came of expectations and what the numbers mean in Chinese', () => {
    const text = markdownOf(runOf([timed('simd', 1e6), untimed('sparse', { reason: '这里无法运行。' })]), [
      { benchmark: 'a', index: 0, title: '标题', outcome: 'missed', reason: '原因。' },
    ]);
    expect(cellsOf(text)[0]).toEqual([
      ...['策略', '参数', '时间 (ms)', '95%', 'GFLOP/s', '相对 naive', '误差', '实际运行的内容，或未运行的原因'],
    ]);
    expect(text).toContain('### 期望\n\n- **未达到**：标题。原因。');
    expect(text).toContain('不支持：这里无法运行。');
    expect(text).toMatch(/个线程，.*；Node .*，V8 .*，标志 .*；种子 1。\n时间：一次乘法的中位数及其 95% 置信区间/);
  });
});
