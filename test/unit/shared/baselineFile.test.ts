import { describe, expect, it } from 'vitest';
import { parseRun } from '../../../src/core/spec/runSchema';
import {
  baselineOf,
  baselinePathOf,
  baselineText,
  benchmarkFileOf,
  benchmarksLost,
  withRowsOf,
} from '../../../src/shared/baselineFile';
import { runOf } from '../../runFixture';
import { timed, untimed } from '../core/measurementFixtures';

describe('a baseline', () => {
  it('lies beside its benchmark file', () => {
    expect(['a/x.matmul.json', 'bench.json'].map(baselinePathOf)).toEqual([
      'a/x.matmul.baseline.json',
      'bench.matmul.baseline.json',
    ]);
  });

  it('says beside which file it lies', () => {
    expect(benchmarkFileOf(baselinePathOf('a/x.matmul.json'))).toBe('a/x.matmul.json');
  });

  it('has the rows with a time of its benchmarks, by the names of the file', () => {
    const run = runOf([
      timed('simd', 1, undefined, { benchmark: 'a.json: squares' }),
      untimed('sparse'),
      timed('naive', 1, undefined, { benchmark: 'other' }),
    ]);
    const kept = baselineOf(run, new Map([['a.json: squares', 'squares']]));
    expect(kept.measurements.map(({ benchmark, strategy }) => `${benchmark} ${strategy}`)).toEqual(['squares simd']);
    expect(kept.benchmarks.map(({ name }) => name)).toEqual(['squares']);
  });

  it('is a run, written with the samples of a row on one line', () => {
    const run = runOf([timed('simd', 12.5)]);
    const text = baselineText(run);
    expect(parseRun(JSON.parse(text))).toEqual({ run });
    expect(text).toMatch(/^ +"samplesNs": \[12\.5, 12\.5, [^\n]*12\.5\],$/m);
  });

  it('keeps rows of benchmarks that a new run does not have, if they are of the same processor', () => {
    const of = (...benchmarks: readonly string[]) => {
      const rows = benchmarks.map((benchmark) => timed('simd', benchmark.length, undefined, { benchmark }));
      return baselineOf(runOf(rows), new Map(benchmarks.map((name) => [name, name])));
    };
    const [older, kept] = [of('wide', 'square', 'gone'), of('square')];
    expect(benchmarksLost(kept, older)).toEqual(['wide', 'gone']);
    const merged = withRowsOf(kept, older, ['wide']);
    expect(merged?.benchmarks.map(({ name }) => name)).toEqual(['square', 'wide']);
    expect(merged?.measurements.map(({ benchmark }) => benchmark)).toEqual(['square', 'wide']);
    const foreign = { ...older, machine: { ...older.machine, processor: 'Another' } };
    expect(withRowsOf(kept, foreign, ['wide'])).toBeNull();
  });
});
