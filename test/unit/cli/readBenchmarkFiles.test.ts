import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UnusableInput } from '../../../src/cli/exitCode';
import { readBenchmarkFiles } from '../../../src/cli/readBenchmarkFiles';

describe('reading benchmark files', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mmp-files-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function fileOf(name: string, text: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  }

  async function namesIn(files: readonly string[], only: readonly string[] = []): Promise<readonly string[]> {
    const { spec } = await readBenchmarkFiles(files, only, () => undefined);
    const { benchmarks } = spec;
    return benchmarks.map(({ name }) => name);
  }

  const benchmarks = (...names: readonly string[]): string =>
    JSON.stringify({ benchmarks: names.map((name) => ({ name, size: 8, strategies: ['simd'] })) });

  it('puts the benchmarks of all files into one run, in the order given', async () => {
    const files = [await fileOf('b.matmul.json', benchmarks('x', 'y')), await fileOf('a.matmul.json', benchmarks('z'))];
    const { spec } = await readBenchmarkFiles(files, [], () => undefined);
    expect(spec.title).toBe('b.matmul.json, a.matmul.json');
    expect(spec.benchmarks.map(({ name }) => name)).toEqual(['x', 'y', 'z']);
  });

  it('tells benchmarks of the same name in two files apart', async () => {
    const a = await fileOf('a.matmul.json', benchmarks('x', 'y'));
    const b = await fileOf('b.matmul.json', benchmarks('x'));
    expect(await namesIn([a, b])).toEqual([`${a}: x`, 'y', `${b}: x`]);
    expect(await namesIn([a, b], ['x'])).toEqual([`${a}: x`, `${b}: x`]);
  });

  it('reads a file that is named twice once', async () => {
    const file = await fileOf('a.matmul.json', benchmarks('x'));
    expect(await namesIn([file, file])).toEqual(['x']);
  });

  it('takes a byte order mark for no part of the text', async () => {
    expect(await namesIn([await fileOf('a.matmul.json', `\uFEFF${benchmarks('x')}`)])).toEqual(['x']);
  });

  it('reports the problems of every file', async () => {
    const files = [
      join(folder, 'none.matmul.json'),
      await fileOf('a.matmul.json', '{\n  "benchmarks": [{ "name": "x", "size": 1.5 }]\n}'),
      await fileOf('b.matmul.json', benchmarks('y')),
    ];
    const refusal = await readBenchmarkFiles(files, [], () => undefined).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(UnusableInput);
    const problems = refusal instanceof UnusableInput ? refusal.problems : [];
    expect(problems).toHaveLength(2);
    expect(problems[0]).toBe(`${files[0] ?? ''}: error: there is no such file`);
    expect(problems[1]).toContain(`${files[1] ?? ''}:2:41: error: `);
  });

  it('refuses more measurements than one run may have, counted over all files', async () => {
    const many = (name: string): string =>
      JSON.stringify({ benchmarks: [{ name, size: { from: 1, to: 800, step: 1 } }] });
    const files = [await fileOf('a.matmul.json', many('x')), await fileOf('b.matmul.json', many('y'))];
    await expect(namesIn(files)).rejects.toThrow(/measurements/);
    expect(await namesIn(files.slice(0, 1))).toEqual(['x']);
  });
});
