import { describe, expect, it } from 'vitest';
import { RUN_SCHEMA } from '../../../../src/core/measure/measurement';
import { plainProblem } from '../../../../src/core/problem';
import { parseBenchmarkFile } from '../../../../src/core/spec/benchmarkFile';
import { jsonSchemas } from '../../../../src/core/spec/jsonSchemas';
import { planMemory } from '../../../../src/core/spec/memory';
import { benchmarkTitle, crossoverTitle } from '../../../../src/core/spec/benchmarkNames';
import { benchmarkFromRequest } from '../../../../src/core/spec/request';
import type { ProblemRequest } from '../../../../src/core/spec/request';
import { parseRun } from '../../../../src/core/spec/runSchema';
import { parseSizes } from '../../../../src/core/spec/sizes';
import { strategyById } from '../../../../src/core/kernels/registry';
import { parseGrid } from '../../../../src/core/spec/tuning';
import { MACHINE } from '../../../machineFixture';
import { inChinese } from '../../l10n/inChinese';

function complaints(keys: string): readonly string[] {
  const text = `{ "benchmarks": [{ "name": "a", ${keys} }] }`;
  return parseBenchmarkFile(text, 'a.matmul.json').diagnostics.map(({ message }) => message);
}

describe('what is said of input in Chinese', () => {
  inChinese();

  it.each([
    ['"sizee": 4, "size": 4', '"sizee" 不是基准的键；是否应为 "size"？'],
    ['"size": -1', '"size" 必须是 0 到 1\u2009000\u2009000 的整数'],
    ['"size": [4, -1]', '每个 "size" 必须是 0 到 1\u2009000\u2009000 的整数'],
    [
      '"size": "big"',
      '"size" 必须为 0 到 1\u2009000\u2009000 的整数、大小列表，或形如 { "from": 64, "to": 512, "factor": 2 } 的范围',
    ],
    ['"m": 4', '缺少 "k" 和 "n"；一个乘法有 "m"、"k" 和 "n"'],
    [
      '"m": [1, 2], "k": [1, 2, 3], "n": 4',
      '"k" 有 3 个大小，而 "m" 有 2 个；请给出相同的数目，或只给一个，或将 "sweep" 设为 "product"',
    ],
    ['"size": { "from": 8, "to": 4, "step": 1 }', '"to" 小于起始值 8'],
    ['"size": 4, "strategies": ["smid"]', '"smid" 不是策略；是否应为 "simd"？'],
    ['"size": 4, "cache": "hot"', '"cache" 必须是以下之一："warm"、"cold"'],
    ['"size": 4, "strategies": []', '"strategies" 是空列表；请至少给出一个值'],
    ['"size": 4, "expect": [{ "strategy": "simd" }]', '每个 "expect" 必须有 "fasterThan" 或 "notSlowerThanBaselineBy"'],
  ])('of %s', (keys, expected) => {
    expect(complaints(keys)).toEqual([expected]);
  });

  it('of text that is no JSON', () => {
    const { diagnostics } = parseBenchmarkFile('{ "benchmarks": [ { "name": "a" ] }', 'a.matmul.json');
    expect(diagnostics.map(({ message }) => message)).toEqual(['在此之前应为逗号，或者缺少右括号 }']);
  });

  it.each([
    ['', '请输入一个大小，例如 512，或多个，例如 64, 128, 256'],
    ['5x', '"5x" 不是数'],
    ['010', '"010" 以 0 开头；写千位时不要用逗号或空格'],
    ['64:32:8', '"64:32:8" 中的 "32" 小于起始值 64'],
    ['1:1000000:1', '"1:1000000:1" 中的 "1" 会产生超过 1000 个大小'],
  ])('of the sizes "%s"', (text, problem) => {
    expect(parseSizes(text)).toEqual({ problem });
  });

  it('of fields of a form', () => {
    const result = benchmarkFromRequest({ ...REQUEST, density: { unit: 'percent', text: 'x' }, budgetSeconds: '-1' });
    expect(result).toEqual({
      problems: [
        { field: 'density', message: '"x" 不是数；请输入大于 0 且不超过 100 的密度（百分比）' },
        { field: 'budgetSeconds', message: '"-1" 必须大于 0 且不超过 3600 秒' },
      ],
    });
  });

  it('of a grid', () => {
    expect(parseGrid(strategyById('simd'), ['mmr=4'])).toEqual({ problem: 'simd 没有参数 "mmr"；是否应为 "mr"？' });
  });

  it('of memory that is not there', () => {
    const plan = planMemory(
      plainProblem(4096, 4096, 4096),
      [{ id: 'naive', values: {} }],
      { ...MACHINE, memoryBytes: 2 ** 36 },
      1e6,
      2,
    );
    expect(plan.refusals).toEqual([
      '对于冷缓存，2 份 A、B、C 和工作区的副本需要 384.0 MiB；可用内存为 976.6 KiB。请选择更小的大小。',
    ]);
  });

  it('of a saved run that is broken, or newer', () => {
    expect(parseRun({ schema: 'matmul-profiler/run@9' })).toEqual({
      problem: `其中写有 "matmul-profiler/run@9"，而本版本读取的是 "${RUN_SCHEMA}"。`,
    });
    expect(parseRun({ schema: RUN_SCHEMA, id: 7 })).toEqual({
      problem: '它不是 Matmul Profiler 的运行：id 缺失或有误。',
    });
    expect(parseRun(7)).toEqual({ problem: '它不是 Matmul Profiler 的运行。' });
  });

  it('by an editor that reads the schema of benchmark files', () => {
    const schema = JSON.stringify(jsonSchemas()['benchmark.schema.json']);
    expect(schema).toContain(
      '"title":"预算","description":"一种策略在一个大小上采样的秒数。时间已足够明确时，采样会提前结束。"',
    );
    expect(schema).toContain('"label":"方阵乘法"');
    expect(schema).not.toContain('Seconds for the samples');
  });

  it('by the title of a run; the name by which its rows are found in others stays', () => {
    const result = benchmarkFromRequest({ ...REQUEST, m: '8, 16' });
    if ('problems' in result) throw new Error(JSON.stringify(result.problems));
    expect(result.benchmark.name).toBe('2 sizes, 8×8×8 to 16×16×16');
    expect(benchmarkTitle(result.benchmark.name)).toBe('2 种大小，8×8×8 至 16×16×16');
    expect(benchmarkTitle('tune simd at 8×8×8')).toBe('调优 simd，8×8×8');
    expect(benchmarkTitle('sparse or dense, by density')).toBe(crossoverTitle('sparse'));
    expect(crossoverTitle('sparse')).toBe('稀疏或稠密，按密度');
    expect(benchmarkTitle('layer 1')).toBe('layer 1');
  });
});

const REQUEST: ProblemRequest = {
  ...{ m: '64', k: null, n: null, dtype: 'f32', transposeA: false, transposeB: false, alpha: 1, beta: 0 },
  ...{ structure: 'uniform', density: { unit: 'percent', text: '100' }, seed: 1 },
  ...{ budgetSeconds: '1', precision: 0.02, threads: null, strategies: [{ id: 'simd', values: {} }] },
};
