import { describe, expect, it } from 'vitest';
import { parseBenchmarkFile } from '../../../../src/core/spec/benchmarkFile';
import { planLenses } from '../../../../src/host/benchmarkFiles/lensPlan';
import type { PlannedLens } from '../../../../src/host/benchmarkFiles/lensPlan';

const TEXT = `{
  "benchmarks": [
    { "name": "a", "size": 4 },
    {
      "name": "b",
      "size": 8
    }
  ]
}`;

function lenses(text: string, ...running: readonly string[]): readonly PlannedLens[] {
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length - 1;
  return planLenses(parseBenchmarkFile(text, 'x.matmul.json'), (name) => running.includes(name), lineOf);
}

function titles(text: string, ...running: readonly string[]): readonly (readonly [number, string])[] {
  return lenses(text, ...running).map(({ line, title }) => [line, title]);
}

describe('the lenses of a benchmark file', () => {
  it('run the file and each benchmark', () => {
    expect(lenses(TEXT).map(({ line, title, action }) => [line, title, action])).toEqual([
      [1, '▶ Run all (2)', { kind: 'run file' }],
      [1, '$(graph) Open results', { kind: 'open results' }],
      [2, '▶ Run', { kind: 'run benchmark', index: 0 }],
      [3, '▶ Run', { kind: 'run benchmark', index: 1 }],
    ]);
  });

  it('stop what runs, on the same lines', () => {
    expect(titles(TEXT, 'b')).toEqual([
      [1, '■ Stop'],
      [1, '$(graph) Open results'],
      [2, '▶ Run'],
      [3, '■ Stop'],
    ]);
  });

  it('do not run a benchmark that is wrong, nor its file', () => {
    const lensesOfBroken = lenses(TEXT.replace('"size": 4', '"size": -4'));
    expect(lensesOfBroken.map(({ title, action }) => [title, action.kind])).toEqual([
      ['$(error) 1 problem', 'show problems'],
      ['$(graph) Open results', 'open results'],
      ['▶ Run', 'run benchmark'],
    ]);
    expect(lensesOfBroken[2].action).toEqual({ kind: 'run benchmark', index: 1 });
  });

  it('do not call a benchmark that is wrong running', () => {
    expect(titles(TEXT.replace('"size": 4', '"size": -4'), 'a')).toEqual([
      [1, '$(error) 1 problem'],
      [1, '$(graph) Open results'],
      [3, '▶ Run'],
    ]);
  });

  it('are never more than three on a line', () => {
    expect(titles(TEXT.replaceAll('\n', ''))).toEqual([
      [0, '▶ Run all (2)'],
      [0, '$(graph) Open results'],
      [0, '▶ Run'],
    ]);
  });

  it('train each training, and check its gradients', () => {
    const text = TEXT.replace(
      '"benchmarks": [',
      '"train": [{ "name": "t" },\n { "name": "u", "rate": -1 }],\n"benchmarks": [',
    );
    const fine = text.replace(', "rate": -1', '');
    expect(lenses(fine).map(({ line, title, action }) => [line, title, action])).toEqual([
      [3, '▶ Run all (4)', { kind: 'run file' }],
      [3, '$(graph) Open results', { kind: 'open results' }],
      [4, '▶ Run', { kind: 'run benchmark', index: 0 }],
      [5, '▶ Run', { kind: 'run benchmark', index: 1 }],
      [1, '▶ Train', { kind: 'train', index: 0 }],
      [1, '$(pass) Check gradients', { kind: 'check gradients', index: 0 }],
      [2, '▶ Train', { kind: 'train', index: 1 }],
      [2, '$(pass) Check gradients', { kind: 'check gradients', index: 1 }],
    ]);
    expect(titles(text, 't').filter(([line]) => line < 3)).toEqual([
      [1, '■ Stop'],
      [1, '$(pass) Check gradients'],
    ]);
    expect(titles('{ "train": [{ "name": "t" }] }')[0]).toEqual([0, '▶ Run all (1)']);
  });

  it('are none where there is no list', () => {
    expect(lenses('')).toEqual([]);
    expect(lenses('{ "name": "a" }')).toEqual([]);
  });
});
