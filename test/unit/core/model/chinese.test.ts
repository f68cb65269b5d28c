import { describe, expect, it } from 'vitest';
import { blasText } from '../../../../src/core/blas';
import { gpuText } from '../../../../src/core/gpu';
import type { Expectation } from '../../../../src/core/measure/expectation';
import { outliersText } from '../../../../src/core/measure/outliers';
import { disturbanceText } from '../../../../src/core/measure/roundLog';
import { compareRuns } from '../../../../src/core/measure/runComparison';
import { problemText } from '../../../../src/core/measurementLabel';
import { nullSeries } from '../../../../src/core/measure/nullTest';
import { comparisonFinding } from '../../../../src/core/model/comparisonFinding';
import { findingOf } from '../../../../src/core/model/findings';
import { judgeGates } from '../../../../src/core/model/gates';
import { machineFinding } from '../../../../src/core/model/machineFinding';
import { nullTestVerdict, seriesText, spreadsText } from '../../../../src/core/model/nullTestText';
import { cachesText, peakTable } from '../../../../src/core/model/peakTable';
import type { Roofline } from '../../../../src/core/model/roofline';
import { NULL_TEST_SCHEMA } from '../../../../src/core/spec/nullTestSpec';
import type { NullTestAnswer } from '../../../../src/core/spec/nullTestSpec';
import { MACHINE } from '../../../machineFixture';
import { runOf } from '../../../runFixture';
import { englishPhrases } from '../../../englishWords';
import { inChinese } from '../../l10n/inChinese';
import { disturbedRounds, square, timed, untimed } from '../measurementFixtures';

describe('in Chinese', () => {
  inChinese();

  it('a finding says who is fastest, where and by how much', () => {
    const title = (measurements: Parameters<typeof findingOf>[0]['measurements']): string =>
      findingOf({ measurements }).title;
    expect(title([timed('naive', 1e6), timed('simd', 2e4), timed('parallel', 1e4)])).toBe(
      '64×64×64 时 parallel 最快：simd 的时间为其 2.00× (1.96–2.04)，而 naive 的时间为其 100× (98.0–102)',
    );
    expect(title([timed('naive', 1e6), timed('simd', 1e4), timed('parallel', 1.005e4)])).toMatch(
      /^64×64×64 时 simd 和 parallel 最快，彼此之间未发现差异：naive/,
    );
    const sizes = [16, 64, 256];
    expect(title(sizes.flatMap((n) => [timed('simd', 1e4, square(n)), timed('naive', 2e4, square(n))]))).toMatch(
      /^simd 在全部 3 种大小上最快，次快的时间为其 2\.00×.* 至 2\.00×/,
    );
    const taken = sizes.flatMap((n) => [
      timed('simd', 1e4, square(n)),
      timed('parallel', n < 256 ? 2e4 : 5e3, square(n)),
    ]);
    expect(title(taken)).toBe(
      '到 n = 64 为止 simd 最快；从 n = 256 起 parallel 最快，次快的时间为其 2.00× (1.96–2.04)',
    );
    const changing = sizes.flatMap((n) => [
      timed('simd', n === 64 ? 2e4 : 1e4, square(n)),
      timed('blocked', 1.5e4, square(n)),
    ]);
    expect(title(changing)).toBe('3 种大小中最快的：simd 在 2 处、blocked 在 1 处');
    expect(title([])).toBe('尚未测量任何内容');
  });

  it('a finding says what else there is to know, without blanks between sentences', () => {
    const error = (norm: number) => ({ error: { norm, bound: 1, method: 'complete' as const } });
    const measurements = [
      timed('strassen', 1e4, undefined, { ...error(4e-5), confidence: 0.9 }),
      timed('simd', 1.1e4, undefined, { ...error(5e-6), ...disturbedRounds(3) }),
      untimed('blas'),
      untimed('gpujs', { status: 'failed', code: 'wrong result' }),
    ];
    const { detail } = findingOf({ measurements });
    expect(detail).toBe(
      'strassen 以精度为代价：64×64×64 时其误差为 4.0e-5，simd 的误差为 5.0e-6。1 行失败；原因见该行。1 行无法在此运行；原因见该行。1 行的样本过少，得不到 95% 置信区间；更大的时间预算会得到更多样本。40 轮中有 3 轮受干扰，已重新测量。',
    );
  });

  it.each([
    [{ kind: 'bandwidth', level: 'memory' }, '数据移动量'],
    [{ kind: 'compute', code: 'chain' }, '等待前一次加法'],
    [{ kind: 'compute', code: 'scalar' }, '每次只计算一个元素'],
    [{ kind: 'compute', code: 'relaxed' }, '受向量运算限制'],
  ] as const)('it is said what makes a strategy slow: %o', (bound, reason) => {
    const roofline = rooflineBoundBy(bound);
    const { detail } = findingOf({ measurements: [timed('naive', 9e4, undefined, { roofline }), timed('simd', 1e4)] });
    expect(detail).toMatch(/^按模型，naive .*；请改用 simd，速度为其 9\.00× /);
    expect(detail).toContain(reason);
    expect(englishPhrases(detail)).toEqual([]);
  });

  it('expectations and verdicts', () => {
    const faster: Expectation = { kind: 'faster than', strategy: 'simd', than: 'blocked', byPercent: 5 };
    const kept: Expectation = { kind: 'not slower than baseline', strategy: 'simd', byPercent: 0 };
    const rows = [timed('simd', 1e6), timed('blocked', 2e6)];
    const run = runOf(rows);
    const expecting = { ...run, benchmarks: run.benchmarks.map((each) => ({ ...each, expect: [faster, kept] })) };
    const verdicts = [null, { measurements: [] }, { measurements: rows, processors: ['Other CPU'] }, run].flatMap(
      (baseline) => judgeGates(expecting, baseline),
    );
    expect(verdicts[0]).toMatchObject({
      title: 'simd 比 blocked 快 5% 以上，64×64×64 时',
      reason: 'blocked 的时间为其 2.00× (1.96–2.04)；要求大于 1.05×。',
    });
    const said = verdicts.flatMap(({ title, reason }) => [title, reason]);
    expect(said.flatMap((text) => englishPhrases(text, ['Other CPU']))).toEqual([]);
    expect(said.filter((text) => /\p{Script=Han}/u.test(text))).toHaveLength(said.length);
  });

  it('two runs beside each other', () => {
    const subject = { benchmark: 'layer', strategy: 'simd', parameters: {}, problem: square(64) };
    const row = (ratio: number, verdict: 'faster' | 'slower' | 'no difference found') =>
      ({ subject, ratio, low: 0.98 * ratio, high: 1.02 * ratio, verdict }) as const;
    const all = [row(0.8, 'faster'), row(1.2, 'slower'), row(1, 'no difference found')];
    expect(comparisonFinding(all)).toEqual({
      title: '1 行更快，1 行更慢，1 行未发现差异',
      detail:
        '最大的改进：simd 在 layer、64×64×64 上的时间为之前的 0.800× (0.784–0.816)。最大的退步：simd 在 layer、64×64×64 上的时间为之前的 1.20× (1.18–1.22)。',
    });
    const run = runOf([timed('simd', 1e4), timed('naive', 1e5)]);
    const later = {
      ...runOf([timed('simd', 1e4, undefined, { backend: 'wasm' }), untimed('naive')]),
      state: 'cancelled' as const,
      machine: { ...MACHINE, logicalCores: 4 },
      benchmarks: run.benchmarks.map((each) => ({ ...each, threads: 1, cache: 'cold' as const })),
    };
    const { warnings, unmatched } = compareRuns(run, later, { share: 0.03, rows: [] });
    expect(warnings).toContain('状态：之前为“已完成”，之后为“已取消”。');
    expect(warnings).toContain('缓存：之前为“热”，之后为“冷”，涉及 squares。');
    const said = [...warnings, ...unmatched.map(({ reason }) => reason)];
    expect(said.length).toBeGreaterThan(4);
    expect(said.flatMap((text) => englishPhrases(text, ['scalar JS', 'It cannot run here']))).toEqual([]);
  });

  it('what a machine has and does', () => {
    const peaks = {
      measuredAt: '2026-01-02T03:04:05.678Z',
      compute: [{ dtype: 'f32', code: 'relaxed', threads: 2, gflops: 90 }],
      bandwidth: [
        { level: 'memory', access: 'read', threads: 1, gbPerSecond: 10, workingSetBytes: 1 },
        { level: 'L1', access: 'triad', threads: 1, gbPerSecond: 100, workingSetBytes: 1 },
      ],
      lastLevelSeenBytes: 2 ** 20,
    } as const;
    const caches = [{ level: 3, bytes: 2 ** 25, lineBytes: 64, sharedBy: 4 }];
    const { title, detail } = machineFinding({ ...MACHINE, peaks });
    expect(title).toBe('Example CPU 3000 最多达到 90.0 GFLOP/s：f32、2 个线程、relaxed');
    expect(detail).toMatch(/受内存限制。$/);
    expect(machineFinding(MACHINE).title).toMatch(/\p{Script=Han}/u);
    const { columns, bandwidth } = peakTable(peaks);
    expect(columns).toEqual(['1 个线程', '2 个线程']);
    expect(bandwidth.map(({ name }) => name)).toEqual(['内存读取', 'L1 三元组 (triad)']);
    expect(cachesText({ ...MACHINE, caches, peaks })).toBe(
      'L3 32.0 MiB（由 4 个线程共享），其中一个线程似乎约有 1.0 MiB',
    );
    expect([blasText(null), gpuText(null)]).toEqual(['尚未查找', '尚未查找']);
    const gpu = {
      status: 'found',
      executor: 'webview',
      api: 'webgpu',
      name: 'llvmpipe',
      isSoftware: true,
      driver: 'Vulkan',
      clock: 'wall time',
      hasF16: false,
      limits: { operandBytes: 1, workgroupBytes: 1, invocationsPerWorkgroup: 1 },
    } as const;
    expect(gpuText(gpu)).toBe('llvmpipe（软件）（Vulkan；在用户的屏幕上，通过 webview；计时：挂钟时间）');
  });

  it('samples, rounds and problems', () => {
    expect(outliersText([1, 1, 1.1, 1.1, 1.2, 9])).toBe('6 个样本中有 1 个离群值：1 个严重偏高');
    expect(disturbanceText({ disturbed: 30, waited: 2, rounds: 40, isSetAside: false })).toBe(
      '40 轮中有 30 轮受干扰（其中 2 轮线程须等待核心），过多而无法重新测量：全部计入',
    );
    const problem = { ...square(64), density: 0.05, structure: 'banded' } as const;
    expect(problemText({ benchmark: 'a', problem, measurements: [] })).toMatch(/、5% 非零、/);
  });

  it('what a null test found', () => {
    const found = { ...nullSeries(0, []), comparisons: 200, slower: 3 };
    const answer = (slower: number): NullTestAnswer => ({
      schema: NULL_TEST_SCHEMA,
      ...{ takenAt: '2026-01-02T00:00:00.000Z', processor: 'x', strategy: 'simd', size: 64, budgetSeconds: 1 },
      series: [{ ...found, slower }],
      ...{ betweenRuns: null, isComplete: true },
    });
    expect(seriesText(found)).toBe('200 次比较中有 3 次误报：1.5% (0.3–4.3%)，标称 5%');
    const texts = [
      seriesText({ ...found, slower: 1 }),
      seriesText({ ...found, slowedBy: 0.02, slower: 38 }),
      seriesText(nullSeries(0, [])),
      ...[3, 100].map((slower) => nullTestVerdict(answer(slower))),
    ];
    expect(texts.flatMap((text) => englishPhrases(text))).toEqual([]);
    const spread = { strategy: 'simd', size: 128, runs: 8, share: 0.03 };
    expect(spreadsText([spread, { ...spread, size: 256 }, { ...spread, strategy: 'parallel' }])).toBe(
      'simd 128 时 3%、256 时 3%；parallel 128 时 3%',
    );
  });
});

function rooflineBoundBy(bound: Roofline['bound']): Roofline {
  const traffic = [{ level: 'memory', bytes: 3e6, ceilingGflops: 5 }] as const;
  return { flops: 1e6, minimumBytes: 1e6, intensity: 1, traffic, bound, attainableGflops: 5 };
}
