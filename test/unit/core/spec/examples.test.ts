import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PROCESSOR_STRATEGY_IDS } from '../../../../src/core/kernels/strategy';
import { parseBenchmarkFile } from '../../../../src/core/spec/benchmarkFile';
import { planRows } from '../../../../src/core/spec/runSpec';
import type { RunSpec } from '../../../../src/core/spec/runSpec';
import { inChinese } from '../../l10n/inChinese';
import { newFileText } from '../../../../src/host/benchmarkFiles/newFileTemplate';

const FOLDER = join(import.meta.dirname, '../../../../examples');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.matmul.json'));

function read(name: string): ReturnType<typeof parseBenchmarkFile> {
  return parseBenchmarkFile(readFileSync(join(FOLDER, name), 'utf8'), name);
}

/** Seconds that the samples of a run take at most, with the warming up. */
function longest({ benchmarks }: RunSpec): number {
  return benchmarks.reduce(
    (sum, { problems, strategies, budgetSeconds }) => sum + problems.length * strategies.length * budgetSeconds * 1.3,
    0,
  );
}

describe('the examples', () => {
  it('are there', () => {
    expect(files).toContain('first.matmul.json');
    expect(files.length).toBeGreaterThan(3);
  });

  it.each([...files])('%s has nothing to complain of, and takes less than 40 s', (name) => {
    const { diagnostics, spec } = read(name);
    expect(diagnostics).toEqual([]);
    expect(spec && longest(spec)).toBeLessThan(40);
  });

  it.each([...files])('%s is told of in the README', (name) => {
    expect(readFileSync(join(FOLDER, 'README.md'), 'utf8')).toContain(`[${name}](${name})`);
  });

  it('begin with all strategies of the processor', () => {
    const { spec } = read('first.matmul.json');
    const measured = new Set(spec && planRows(spec).map(({ strategy }) => strategy));
    expect([...measured].sort()).toEqual([...PROCESSOR_STRATEGY_IDS].sort());
  });
});

describe('a new benchmark file', () => {
  it('can run as it is, in less than 40 s', () => {
    const { diagnostics, spec } = parseBenchmarkFile(newFileText(), 'new.matmul.json');
    expect(diagnostics).toEqual([]);
    expect(spec && longest(spec)).toBeLessThan(40);
  });
});

describe('a new benchmark file in Chinese', () => {
  inChinese();

  it('has Chinese comments, and runs the same', () => {
    const { diagnostics, spec } = parseBenchmarkFile(newFileText(), 'new.matmul.json');
    expect(diagnostics).toEqual([]);
    expect(spec?.benchmarks.map(({ name }) => name)).toEqual(['square', 'layer']);
    const comments = newFileText().match(/\/\/.*/g) ?? [];
    expect(comments).toHaveLength(4);
    for (const comment of comments) expect(comment).toMatch(/\p{Script=Han}.*。$/u);
  });
});
