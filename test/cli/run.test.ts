import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { commandLine, runIn } from './commandLineProcess';

describe('run', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mmp-cli-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function fileOf(name: string, text: string): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, text);
    return path;
  }

  const LAYERS = `{
    // Two small layers.
    "benchmarks": [
      { "name": "layer 1", "m": 8, "k": 16, "n": 4, "strategies": ["naive", "simd"], "budget": 0.02 },
      { "name": "layer 2", "size": [4, 8], "strategies": [{ "id": "blocked", "mc": 16 }], "budget": 0.02 },
    ],
  }`;

  it('runs all benchmarks of a file', async () => {
    const ended = await commandLine('run', await fileOf('layers.matmul.json', LAYERS), '--json', '-');
    const run = runIn(ended);
    expect(run.title).toBe('layers.matmul.json');
    expect(run.measurements).toMatchObject([
      { benchmark: 'layer 1', strategy: 'naive', problem: { m: 8, k: 16, n: 4 }, status: 'ok' },
      { benchmark: 'layer 1', strategy: 'simd', problem: { m: 8, k: 16, n: 4 }, status: 'ok' },
      { benchmark: 'layer 2', strategy: 'blocked', parameters: { mc: 16 }, problem: { m: 4 }, status: 'ok' },
      { benchmark: 'layer 2', strategy: 'blocked', parameters: { mc: 16 }, problem: { m: 8 }, status: 'ok' },
    ]);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('runs several files together', async () => {
    const other = '{ "benchmarks": [{ "name": "other", "size": 4, "strategies": ["naive"], "budget": 0.02 }] }';
    const files = [await fileOf('layers.matmul.json', LAYERS), await fileOf('other.matmul.json', other)];
    const { code, stdout } = await commandLine('run', ...files);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^layer 1: 8×16×4/);
    expect(stdout).toMatch(/\nother {6}4×4×4 {3}naive /);
  });

  it('runs the benchmarks of the names given alone', async () => {
    const file = await fileOf('layers.matmul.json', LAYERS);
    const run = runIn(await commandLine('run', file, '--only', 'layer 2', '--json', '-'));
    expect(new Set(run.measurements.map(({ benchmark }) => benchmark))).toEqual(new Set(['layer 2']));
  });

  it('refuses a name that no benchmark has, and says which there are', async () => {
    const { code, stdout, stderr } = await commandLine(
      ...['run', await fileOf('layers.matmul.json', LAYERS), '--only', 'layer 3'],
    );
    expect(stderr).toBe('error: no benchmark is called "layer 3"; there are "layer 1", "layer 2"\n');
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('says where a file is wrong, as compilers do, and runs nothing', async () => {
    const good = await fileOf('layers.matmul.json', LAYERS);
    const broken = await fileOf(
      'broken.matmul.json',
      '{ "benchmarks": [\n  { "name": "a", "size": -5 },\n  { "name": "b", "size": 8, "strategies": ["smid"] }\n] }',
    );
    const { code, stdout, stderr } = await commandLine('run', good, broken, '--json', '-');
    const [first = '', second = '', ...rest] = stderr.trimEnd().split('\n');
    expect(first).toContain(`${broken}:2:26: error: `);
    expect(second).toMatch(/broken\.matmul\.json:3:44: error: .*simd/);
    expect({ code, stdout, rest }).toEqual({ code: 2, stdout: '', rest: [] });
  });

  it.each([
    ['is no JSON', '{ "benchmarks": [', /broken\.matmul\.json:1:\d+: error: /],
    ['is empty', '', /broken\.matmul\.json:1:1: error: /],
    ['is binary', '\0\u0001\uFFFD', /broken\.matmul\.json:1:1: error: /],
    ['has no benchmarks', '{ "benchmarks": [] }', /broken\.matmul\.json:1:\d+: error: /],
  ])('refuses a file that %s', async (_, text, complaint) => {
    const { code, stdout, stderr } = await commandLine('run', await fileOf('broken.matmul.json', text));
    expect(stderr).toMatch(complaint);
    expect(stderr).not.toMatch(/\n +at /);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  it('refuses a file that is not there, and a folder', async () => {
    const missing = await commandLine('run', join(folder, 'none.matmul.json'));
    expect(missing.stderr).toMatch(/none\.matmul\.json: error: there is no such file\n$/);
    expect(missing.code).toBe(2);
    const notAFile = await commandLine('run', folder);
    expect(notAFile.stderr).toMatch(/error: this is a folder/);
    expect(notAFile.code).toBe(2);
  });

  it('refuses to run nothing', async () => {
    const { code, stderr } = await commandLine('run');
    expect(stderr).toMatch(/missing required argument 'file'/);
    expect(code).toBe(2);
  });
});
