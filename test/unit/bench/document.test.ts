import { describe, expect, test } from 'vitest';
import { toMarkdown } from '../../bench/document';
import { resultOf, row } from './resultFixture';

const result = {
  ...resultOf([row('strassen', 2048, 'strassen', 'simd', 1.04), row('dense', 64, 'simd', 'openblas1', 0.8)]),
  versions: { engine: 'Node 24', openblas1: 'OpenBLAS 0.3 (Zen)' },
  leftOut: [{ id: 'scipy', reason: 'It is not installed.\nSome details.' }],
};

/** Cells of the table rows that hold a text, without what aligns them. */
function cellsWith(text: string, page: string): readonly string[][] {
  const lines = page.split('\n').filter((line) => line.startsWith('|') && line.includes(text));
  return lines.map((line) => line.split('|').map((cell) => cell.trim()));
}

describe('docs/performance.md', () => {
  const page = toMarkdown(result);

  test('says when, on what and with which versions', () => {
    expect(page).toContain('Measured 2026-01-01 on P, 2 logical cores');
    expect(cellsWith('Node 24', page)).toEqual([['', 'our strategies', 'Node 24', '']]);
    expect(page).toContain('- scipy CSR: It is not installed.\n');
  });

  test('has the sections that were measured, each with its ratios', () => {
    const headings = page.split('\n').filter((line) => line.startsWith('## '));
    expect(headings.slice(3)).toEqual(['## Strassen–Winograd', '## One thread, dense']);
    expect(cellsWith('0.80 [0.80, 0.80]', page)).toHaveLength(1);
  });

  test('says which goals were met, with a link to the table', () => {
    const [goal] = cellsWith('strassen over simd, n = 2048', page);
    expect(goal).toEqual(['', expect.stringContaining('(#strassenwinograd)'), '1', '1.05', '1.04', 'met', '']);
  });

  test('says which arms had no speed', () => {
    const failed = { ...row('sparse', 64, 'sparse', 'scipy', 9), failures: [{ id: 'simd', reason: 'wrong result' }] };
    expect(toMarkdown(resultOf([failed]))).toContain('- simd at n = 64: wrong result');
  });
});
