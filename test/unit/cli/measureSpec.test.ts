import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { UnusableInput } from '../../../src/cli/exitCode';
import { addMeasureOptions } from '../../../src/cli/measureOptions';
import type { MeasureOptions } from '../../../src/cli/measureOptions';
import { measureSpec } from '../../../src/cli/measureSpec';
import { PROCESSOR_STRATEGY_IDS } from '../../../src/core/kernels/strategy';
import type { Benchmark } from '../../../src/core/spec/runSpec';
import { DEFAULT_BUDGET_SECONDS, DEFAULT_PRECISION } from '../../../src/core/spec/runSpec';

function optionsOf(args: readonly string[]): MeasureOptions {
  const silent = { writeErr: (): void => undefined };
  const command = addMeasureOptions(new Command()).exitOverride().configureOutput(silent);
  return command.parse(args, { from: 'user' }).opts<MeasureOptions>();
}

function benchmarkOf(...args: readonly string[]): Benchmark {
  const [benchmark] = measureSpec(optionsOf(args)).benchmarks;
  if (benchmark === undefined) throw new Error('The spec has no benchmark.');
  return benchmark;
}

function complaintsOf(...args: readonly string[]): readonly string[] {
  try {
    measureSpec(optionsOf(args));
  } catch (error) {
    if (error instanceof UnusableInput) return error.problems;
    throw error;
  }
  return [];
}

describe('the options of measure', () => {
  it('take all strategies and the defaults of the engine when only sizes are given', () => {
    const benchmark = benchmarkOf('--m', '300', '--k', '200', '--n', '100');
    expect(benchmark).toEqual({
      name: '300×200×100',
      problems: [
        {
          ...{ m: 300, k: 200, n: 100, dtype: 'f32', transposeA: false, transposeB: false, alpha: 1, beta: 0 },
          ...{ structure: 'uniform', density: 1, seed: 1 },
        },
      ],
      strategies: PROCESSOR_STRATEGY_IDS.map((id) => ({ id, values: {} })),
      budgetSeconds: DEFAULT_BUDGET_SECONDS,
      precision: DEFAULT_PRECISION,
      threads: null,
    });
  });

  it('reach the problem', () => {
    const { problems } = benchmarkOf(
      ...['--m', '1', '--k', '2', '--n', '3', '--dtype', 'f64', '--transpose-a', '--transpose-b', '--alpha', '-0.5'],
      ...['--beta', '2e-3', '--structure', 'banded', '--density', '0.1', '--seed', '9'],
    );
    expect(problems).toEqual([
      {
        ...{ m: 1, k: 2, n: 3, dtype: 'f64', transposeA: true, transposeB: true, alpha: -0.5, beta: 0.002 },
        ...{ structure: 'banded', density: 0.1, seed: 9 },
      },
    ]);
  });

  it('reach the sampling plan', () => {
    const benchmark = benchmarkOf('--size', '8', '--budget', '0.25', '--precision', '0.5', '--threads', '3');
    expect(benchmark).toMatchObject({ budgetSeconds: 0.25, precision: 0.005, threads: 3 });
  });

  it('take a range of square products', () => {
    const sizes = benchmarkOf('--size', '64:256:*2').problems.map(({ m, k, n }) => [m, k, n]);
    expect(sizes).toEqual([64, 128, 256].map((size) => [size, size, size]));
  });

  it('choose strategies in the order given, each once', () => {
    const { strategies } = benchmarkOf('--size', '8', '--strategies', 'simd, naive,simd');
    expect(strategies.map(({ id }) => id)).toEqual(['simd', 'naive']);
  });

  it('set parameters: numbers where the parameter is one, words where it is a choice', () => {
    const { strategies } = benchmarkOf(
      ...['--size', '8', '--strategies', 'blocked,loops', '--set', 'blocked.mc=96', '--set', 'loops.order=ikj'],
      ...['--set', 'blocked.kc=32', '--set', 'blocked.mc=64'],
    );
    expect(strategies).toEqual([
      { id: 'blocked', values: { mc: 64, kc: 32 } },
      { id: 'loops', values: { order: 'ikj' } },
    ]);
  });
});

describe('wrong options of measure', () => {
  it.each([
    ['no size', [], 'error: give the sizes with --m, --k and --n, or --size for square products'],
    ['a side without a size', ['--m', '8', '--k', '8'], 'error: --n is missing; --size is for square products'],
    ['sides beside --size', ['--size', '8', '--n', '8'], 'error: give --size, or --m, --k and --n, not both'],
    ['a strategy that is near one', ['--strategies', 'smid', '--size', '8'], 'did you mean "simd"?'],
    ['a strategy that is near none', ['--strategies', 'quantum', '--size', '8'], 'there are naive, loops,'],
    ['no strategies', ['--strategies', ' , ', '--size', '8'], 'error: --strategies is empty; name at least one'],
    ['a setting without a value', ['--set', 'blocked.mc', '--size', '8'], 'error: --set blocked.mc: write strategy.'],
    [
      'a setting of another strategy',
      ['--strategies', 'simd', '--set', 'outer.rank=2', '--size', '8'],
      '"outer" is not',
    ],
    ['a parameter that is not there', ['--set', 'outer.rnak=2', '--size', '8'], 'did you mean "rank"?'],
    ['a value that is none', ['--set', 'outer.rank=two', '--size', '8'], 'rank must be a whole number'],
    [
      'a precision that is none',
      ['--precision', '-1', '--size', '8'],
      'error: --precision: must be from 0.1 to 50 percent',
    ],
    ['a budget that is none', ['--budget', 'NaN', '--size', '8'], 'error: --budget: "NaN"'],
    ['a seed that is none', ['--seed', '0.5', '--size', '8'], 'error: --seed: must be a whole number'],
    ['a size that is none, once', ['--size', '-8'], 'error: --size: '],
  ])('are said: %s', (_, args, complaint) => {
    const complaints = complaintsOf(...args);
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain(complaint);
  });

  it('are said all at once', () => {
    expect(complaintsOf('--m', 'x', '--strategies', 'nothing', '--density', '7', '--threads', '0')).toHaveLength(5);
  });

  it('that no value can be read from are refused by name', () => {
    for (const args of [
      ['--alpha', 'one'],
      ['--seed', ''],
      ['--dtype', 'f16'],
      ['--structure', 'random'],
    ]) {
      expect(() => optionsOf(['--size', '8', ...args])).toThrow(args[0]);
    }
  });
});
