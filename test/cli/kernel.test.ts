import { describe, expect, it } from 'vitest';
import { commandLine } from './commandLineProcess';

describe('kernel', () => {
  it('prints the module of a kernel as WebAssembly text, and nothing else', async () => {
    const { code, stdout, stderr } = await commandLine('kernel', '--strategy', 'simd', '--size', '512');
    expect(stdout).toMatch(/^;; Packed SIMD \(simd\): /);
    expect(stdout).toMatch(/^\(module ;; gemm f32 /m);
    expect(stdout).toMatch(/^\)\n$/m);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('prints the JavaScript of a kernel that is JavaScript', async () => {
    const { code, stdout } = await commandLine('kernel', '--strategy', 'loops', '--size', '8', '--set', 'order=kij');
    expect(stdout).toContain('function outerProducts(');
    expect(code).toBe(0);
  });

  it('says of a native BLAS what was asked for, and where its code is to be found, whether there is one or not', async () => {
    const options = ['--m', '64', '--k', '32', '--n', '16', '--dtype', 'f64', '--set', 'threads=1'];
    const { code, stdout, stderr } = await commandLine('kernel', '--strategy', 'blas', ...options);
    expect(stdout).toMatch(/^# Native BLAS \(blas\): /);
    expect(stdout).toMatch(/^# product +C ← A·B, op\(A\) 64×32, op\(B\) 32×16, in f64$/m);
    expect(stdout).toMatch(/^# parameters +threads = 1$/m);
    expect(stdout).toContain('There is no text of this kernel.');
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .every((line) => line.startsWith('#')),
    ).toBe(true);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('has no modules of a native BLAS for --json -', async () => {
    const { code, stdout } = await commandLine('kernel', '--strategy', 'blas', '--size', '8', '--json', '-');
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ strategy: 'blas', title: 'blas f32 8×8×8.txt', language: 'plaintext', modules: [] },
      text: expect.stringContaining('native library') as unknown,
    });
    expect(code).toBe(0);
  });

  it('prints nothing but JSON for --json -', async () => {
    const options = ['--strategy', 'simd', '--size', '64', '--dtype', 'f64', '--set', 'mr=4', '--set', 'simd.nr=4'];
    const { code, stdout } = await commandLine('kernel', ...options, '--json', '-');
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'matmul-profiler/kernel@1',
      strategy: 'simd',
      problem: { m: 64, k: 64, n: 64, dtype: 'f64' },
      parameters: { mr: 4, nr: 4 },
      title: 'simd f64 4×4 64×64×64.wat',
      language: 'wat',
      text: expect.stringContaining('(module ;; gemm f64 4×4 ') as unknown,
      modules: [{ name: expect.stringMatching(/^gemm f64 4×4 /) as unknown, bytes: expect.any(Number) as unknown }],
    });
    expect(code).toBe(0);
  });

  it.each([
    ['no strategy', ['--size', '8'], '--strategy'],
    ['a strategy that is not there', ['--strategy', 'smid', '--size', '8'], 'did you mean "simd"?'],
    ['no size', ['--strategy', 'simd'], '--size'],
    ['several sizes', ['--strategy', 'simd', '--size', '8,9'], 'one size'],
    ['a value that cannot be', ['--strategy', 'simd', '--size', '8', '--set', 'mr=99'], 'mr must be'],
    ['a tile that cannot be', ['--strategy', 'simd', '--size', '8', '--set', 'nr=3'], 'Set nr to a multiple of 4'],
    ['nothing to multiply', ['--strategy', 'simd', '--size', '0'], 'nothing to multiply'],
  ])('answers %s with 2', async (_, args, message) => {
    const { code, stdout, stderr } = await commandLine('kernel', ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });
});
