import { describe, expect, it } from 'vitest';
import { codePathVerdicts } from '../../../../src/core/kernels/codePathVerdict';
import { parameterProblem } from '../../../../src/core/kernels/parameters';
import { strategies, strategyDescriptions } from '../../../../src/core/kernels/registry';
import { kernelText } from '../../../../src/core/kernels/shown/kernelText';
import { plainProblem } from '../../../../src/core/problem';
import { MACHINE } from '../../../machineFixture';
import { englishPhrases } from '../../../englishWords';
import { inChinese } from '../../l10n/inChinese';
import { everyKernel } from './everyKernel';

const HAN = /\p{Script=Han}/u;
const WIDE = /[\p{Script=Han}，。：；（）“”]/u;

describe('in Chinese', () => {
  inChinese();

  it.each(strategies)('$id and its parameters are described', ({ id }) => {
    const description = strategyDescriptions.find((each) => each.id === id);
    const texts = (description?.parameters ?? []).flatMap((spec) => [
      spec.title,
      spec.description,
      ...(spec.kind === 'choice' ? spec.options.map((option) => option.description) : []),
    ]);
    expect(description?.summary).toMatch(HAN);
    const said = [description?.title ?? '', description?.summary ?? '', ...texts];
    expect(said.flatMap((text) => englishPhrases(text))).toEqual([]);
    expect(texts.filter((text) => !HAN.test(text))).toEqual(id === 'blas' ? ['OpenBLAS'] : []);
  });

  it('it is said why a strategy cannot run, and what is wrong with a value', () => {
    const plain = { ...MACHINE, wasm: { ...MACHINE.wasm, simd: false } };
    const problem = { ...plainProblem(8, 8, 8), dtype: 'f64' } as const;
    for (const strategy of strategies) {
      const support = strategy.supports(problem, plain, { path: 'simd' });
      if (!support.supported) expect(support.reason).toMatch(/请/);
    }
    const [mr] = strategies.find(({ id }) => id === 'simd')?.parameters ?? [];
    expect(parameterProblem(mr, 0)).toBe('mr 必须是 1 到 8 的整数');
  });

  it('a code path is said to be chosen, or why not', () => {
    const results = [
      { dtype: 'f32', path: 'relaxed', gflops: 50 },
      { dtype: 'f32', path: 'separate', gflops: 30 },
      { dtype: 'f32', path: 'shuffle', gflops: null },
    ] as const;
    const [{ verdicts }] = codePathVerdicts(results, { codePaths: { f32: 'relaxed', f64: 'relaxed' } });
    expect(verdicts.map(({ reason }) => reason)).toEqual(['已选用', '为 relaxed 的 0.600 倍', '结果错误']);
  });

  /** One of each set of values, and for the defaults of each shape. */
  const cases = [
    ...new Map(
      everyKernel().map((each) => {
        const { strategy, problem, values } = each;
        const { m, transposeB } = problem;
        const others = Object.keys(values).length === 0 ? [m, transposeB] : [];
        return [JSON.stringify([strategy.id, values, ...others]), each] as const;
      }),
    ).values(),
  ];

  /** Comments of each kernel before its code, and within it where it is the text of WebAssembly. */
  function explained(
    wraps: boolean,
    of = cases,
  ): readonly { readonly lines: readonly string[]; readonly names: readonly string[] }[] {
    return of.flatMap(({ strategy, problem, machine, values }) => {
      const subject = { strategy: strategy.id, problem, values, tuned: [], machine, backend: null, wraps };
      const kernel = kernelText(subject);
      if (kernel.state !== 'shown') return [];
      const lines = kernel.text.split('\n');
      const isComment = (line: string): boolean => /^\s*(;;|#|\/\/)/.test(line);
      const end = kernel.language === 'wat' ? lines.length : lines.findIndex((line) => !isComment(line));
      return { lines: lines.slice(0, end).filter(isComment), names: kernel.modules.map(({ name }) => name) };
    });
  }

  it('every kernel is explained, but for the names of papers', () => {
    const kernels = explained(true);
    expect(kernels.length).toBeGreaterThan(80);
    const names = ['Matmul Profiler', 'perf record', 'packed B', ...new Set(kernels.flatMap((kernel) => kernel.names))];
    const lines = [...new Set(kernels.flatMap((kernel) => kernel.lines))];
    const said = lines.filter((line) => !/^;; - .*\(\d{4}\)|^;; 处理器/.test(line));
    expect(said.length).toBeGreaterThan(100);
    expect(said.flatMap((line) => englishPhrases(line, names))).toEqual([]);
  });

  it('lines are broken between characters, which take two columns', () => {
    const headings = explained(
      false,
      cases.filter(({ strategy }) => ['simd', 'blas', 'gpujs'].includes(strategy.id)),
    ).flatMap(({ lines }) => lines.filter((line) => !line.startsWith(' ')));
    const columns = (line: string): number =>
      Array.from(line).reduce((sum, each) => sum + (WIDE.test(each) ? 2 : 1), 0);
    expect(headings.filter((line) => columns(line) > 112)).toEqual([]);
    expect(headings.filter((line) => columns(line) > 105).length).toBeGreaterThan(20);
    expect(headings.filter((line) => /^;; +[，。：；）”]/.test(line))).toEqual([]);
  });
});
