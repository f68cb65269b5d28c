import { describe, expect, it } from 'vitest';
import { kernelText } from '../../../../../src/core/kernels/shown/kernelText';
import type { KernelSubject, ShownKernel } from '../../../../../src/core/kernels/shown/kernelText';
import { moduleGuide } from '../../../../../src/core/kernels/shown/moduleGuide';
import { functionNote } from '../../../../../src/core/kernels/shown/moduleGuide';
import type { KernelModule } from '../../../../../src/core/kernels/wasm/kernelModule';
import { moduleText } from '../../../../../src/core/kernels/wasm/text/moduleText';
import { plainProblem } from '../../../../../src/core/problem';
import { MACHINE } from '../../../../machineFixture';
import { everyKernel } from '../everyKernel';

function kernelOf(change: Partial<KernelSubject>): ShownKernel {
  return kernelText({
    strategy: 'simd',
    problem: plainProblem(512, 512, 512),
    values: {},
    tuned: [],
    machine: { ...MACHINE, wasm: { ...MACHINE.wasm, codePaths: { f32: 'simd256', f64: 'shuffle' } } },
    backend: null,
    wraps: false,
    ...change,
  });
}

function shown(change: Partial<KernelSubject>): Extract<ShownKernel, { state: 'shown' }> {
  const kernel = kernelOf(change);
  if (kernel.state !== 'shown') throw new Error(kernel.reason);
  return kernel;
}

/** Modules of every generator. */
const modules = new Map<string, KernelModule>(
  everyKernel()
    .map(({ strategy, problem, machine, values }) => strategy.kernelCode?.(problem, machine, values, true))
    .flatMap((code) => (code?.language === 'wasm' ? code.modules : []))
    .map((module) => [module.key.split(' ').slice(0, 2).join(' '), module]),
);

describe('a kernel as text', () => {
  it('is titled by strategy, element type, tile and size', () => {
    expect(shown({}).title).toBe('simd f32 6×16 512×512×512.wat');
    expect(shown({ problem: { ...plainProblem(3, 4, 5), dtype: 'f64' } }).title).toBe('simd f64 5×4 3×4×5.wat');
    expect(shown({ strategy: 'outer', values: { rank: 2 } }).title).toBe('outer f32 rank 2 512×512×512.js');
    expect(shown({ strategy: 'loops', values: { path: 'simd' } }).title).toBe('loops f32 i-k-j 512×512×512.wat');
  });

  it('begins with what it computes, by which parameters, and what ran', () => {
    const problem = { ...plainProblem(30, 20, 10), transposeA: true, alpha: 2, beta: -1 };
    const values = { mr: 4, nr: 8 };
    const { text, parameters } = shown({ problem, values, tuned: ['nr'], backend: 'wasm simd128 4×8, relaxed madd' });
    expect(text).toMatch(/^;; Packed SIMD \(simd\): /);
    expect(text).toContain(';; product     C ← 2·Aᵀ·B + -1·C, op(A) 30×20, op(B) 20×10, in f32\n');
    expect(text).toContain(';; parameters  mr = 4, nr = 8 (tuned)\n');
    expect(text).toContain(';; ran as      wasm simd128 4×8, relaxed madd\n');
    expect(text).toContain(';; code path   simd256: ');
    expect(parameters).toEqual(values);
  });

  it('says where nothing was measured, and how sparse A is', () => {
    const problem = { ...plainProblem(30, 20, 10), density: 0.1, structure: 'power' } as const;
    const { text } = shown({ strategy: 'sparse', problem });
    expect(text).toContain(';; ran as      not measured\n');
    expect(text).toContain('in f32, A power, density 0.1\n');
  });

  it('says how to read the module, after whom, and how large it is', () => {
    const {
      text,
      modules: [module],
    } = shown({});
    expect(text).toContain(`;; Module ${module.name}: ${module.bytes.toLocaleString('en')} bytes, `);
    for (let loop = 1; loop <= 5; loop++) expect(text).toContain(`;; - loop ${loop}, in $`);
    expect(text).toContain('Goto');
    expect(text).toContain('BLIS');
    expect(module.functions.at(-1)).toMatchObject({ name: 'gemm' });
    expect(text).toContain('\n(module ;; gemm f32 6×16 ');
  });

  it('has all modules of a strategy that needs several', () => {
    const { text, modules } = shown({ strategy: 'strassen', values: { levels: 1 } });
    expect(modules.map(({ name }) => name.split(' ')[0])).toEqual(['gemm', 'sums']);
    expect(text.match(/^\(module /gm)).toHaveLength(2);
  });

  it('is the JavaScript that was compiled for the element type, where no module is generated', () => {
    const { text, language, modules } = shown({ strategy: 'naive' });
    expect(language).toBe('javascript');
    expect(text).toMatch(/^\/\/ Naive \(naive\): /);
    expect(text).toContain('compiled for f32 alone');
    expect(text).toMatch(/^function dotProducts\(\{ m, k, n, alpha, beta \}, a, b, c\) \{$/m);
    expect(modules).toEqual([]);
  });

  it('is not there where nothing is multiplied, or nothing can run, and says so', () => {
    const none = (change: Partial<KernelSubject>): string => {
      const kernel = kernelOf(change);
      return kernel.state === 'none' ? kernel.reason : 'shown';
    };
    expect(none({ problem: plainProblem(0, 3, 3) })).toContain('nothing to multiply');
    expect(none({ problem: { ...plainProblem(3, 3, 3), alpha: 0 } })).toContain('nothing to multiply');
    expect(none({ values: { nr: 3 } })).toContain('Set nr to a multiple of 4');
  });

  it('of a native library says what ran, why there is no text, and how to see the code', () => {
    const { title, language, text, modules } = shown({ strategy: 'blas', backend: 'OpenBLAS 0.3.21, 1 thread' });
    expect({ title, language, modules }).toEqual({
      title: 'blas f32 512×512×512.txt',
      language: 'plaintext',
      modules: [],
    });
    expect(text).toMatch(/^# ran as +OpenBLAS 0\.3\.21, 1 thread$/m);
    expect(text).toContain('machine code inside of a native library');
    expect(text).toContain('objdump -d');
    for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(110);
  });

  it('breaks its comments only where nobody else does it', () => {
    const comments = (wraps: boolean, strategy: 'simd' | 'naive'): readonly string[] =>
      shown({ wraps, strategy })
        .text.split('\n')
        .filter((line) => /^(?:;;|\/\/)/.test(line));
    for (const strategy of ['simd', 'naive'] as const) {
      for (const line of comments(false, strategy)) expect(line.length).toBeLessThanOrEqual(110);
    }
    const said = (lines: readonly string[]): string => lines.join(' ').replace(/;;| +/g, '');
    expect(said(comments(true, 'simd'))).toBe(said(comments(false, 'simd')));
    expect(comments(true, 'simd').length).toBeLessThan(comments(false, 'simd').length);
    expect(comments(true, 'naive')).toEqual(comments(false, 'naive'));
  });

  it('says which way the product takes through the module, and how it is cut', () => {
    const { text } = shown({ strategy: 'parallel', values: { threads: 2 } });
    expect(text).toMatch(/^;; threads {4,}2, \d×\d: each calls \$gemm for its region of C, the first for \d+×\d+$/m);
    expect(text).toMatch(/^;; way {8,}\$gemm → \$five_loops → \$macro_kernel_\w+ → \$tile_column_16_\w+ → /m);
    expect(text).toMatch(/^;; blocks {5,}mc = \d+, kc = \d+, nc = \d+; A is /m);
    const sparse = { ...plainProblem(30, 20, 10), density: 0.1 };
    expect(shown({ strategy: 'sparse', problem: sparse }).text).toContain(
      ';; A           60 entries in compressed rows\n',
    );
  });
});

describe('the guides to modules', () => {
  it.each([...modules])('there is one for %s that says what each function does', (_, module) => {
    const guide = moduleGuide(module);
    expect(guide.sources).not.toEqual([]);
    const { functions } = moduleText(module.bytes, () => null);
    for (const { name } of functions) expect(functionNote(guide, name), name).toMatch(/^[A-Z].*\.$/);
  });

  it('name no function and no parameter that is not there', () => {
    for (const module of modules.values()) {
      const { text } = moduleText(module.bytes, () => null);
      const mentioned = moduleGuide(module).reading.flatMap((line) => line.match(/\$\w+/g) ?? []);
      for (const name of mentioned) expect(text, `${module.key}: ${name}`).toContain(name);
    }
  });
});
