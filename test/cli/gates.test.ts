import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readBaseline } from '../../src/shared/baselineFile';
import { commandLine } from './commandLineProcess';

describe('expectations', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mmp-gates-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const path = (name: string): string => join(folder, name);

  async function write(expectations: readonly object[]): Promise<string> {
    const benchmark = { name: 'small', size: 96, strategies: ['naive', 'simd'], budget: 0.1, expect: expectations };
    await writeFile(path('gate.matmul.json'), JSON.stringify({ benchmarks: [benchmark] }, undefined, 2));
    return path('gate.matmul.json');
  }

  it('that are met leave the exit code at 0 and are said with their figures', async () => {
    const ended = await commandLine('run', await write([{ strategy: 'simd', fasterThan: 'naive', by: '50%' }]));
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(
      /Expectations: 1 met\n✓ simd is faster than naive by more than 50% at 96×96×96: naive takes \d/,
    );
  });

  it('that are missed make it 1, in JUnit too, and mark their line for GitHub', async () => {
    const file = await write([
      { strategy: 'simd', fasterThan: 'naive' },
      { strategy: 'naive', fasterThan: 'simd' },
    ]);
    const ended = await commandLine('run', file, '--annotate', 'github', '--report', path('junit.xml'));
    expect(ended.code).toBe(1);
    expect(ended.stdout).toContain('Expectations: 1 missed, 1 met\n✗ naive is faster than simd at 96×96×96: ');
    const line = (await readFile(file, 'utf8')).split('\n').findIndex((text) => text.includes('"strategy": "naive"'));
    // The line of the object, one above that of its first key.
    expect(ended.stderr).toContain(`::error file=${file},line=${line},title=naive is faster than simd`);
    expect(await readFile(path('junit.xml'), 'utf8')).toMatch(/tests="4" failures="1"/);
  });

  it('hold a run to the baseline beside its file, once there is one', async () => {
    const file = await write([{ strategy: 'simd', notSlowerThanBaselineBy: 900 }]);
    const first = await commandLine('run', file);
    expect(first).toMatchObject({ code: 0, stdout: expect.stringContaining('1 undecided') as string });
    expect(first.stdout).toContain('There is no baseline.');
    expect((await commandLine('run', file, '--strict')).code).toBe(1);

    const saved = await commandLine('run', file, '--save-baseline');
    expect(saved.stderr).toContain(`Baseline saved: ${path('gate.matmul.baseline.json')}`);
    const held = await commandLine('run', file, '--strict');
    expect(held).toMatchObject({ code: 0, stdout: expect.stringContaining('Expectations: 1 met') as string });
    expect(await readdir(folder)).toEqual(['gate.matmul.baseline.json', 'gate.matmul.json']);
  });

  it('keep what the baseline has of other benchmarks, when some are run and saved', async () => {
    const square = { m: 32, k: 32, n: 32, strategies: ['simd'], budget: 0.05 };
    const file = path('two.matmul.json');
    const benchmarks = [
      { ...square, name: 'one' },
      { ...square, name: 'other' },
    ];
    await writeFile(file, JSON.stringify({ benchmarks }));
    await commandLine('run', file, '--save-baseline');
    const saved = await commandLine('run', file, '--only', 'other', '--save-baseline');
    expect(saved.stderr).toContain('It still holds one as before.');
    const read = await readBaseline(path('two.matmul.baseline.json'));
    const names = read.kind === 'run' ? read.run.measurements.map(({ benchmark }) => benchmark) : [];
    expect(names).toEqual(['other', 'one']);
  });

  it('are not judged by a baseline that cannot be read', async () => {
    const file = await write([{ strategy: 'simd', notSlowerThanBaselineBy: 5 }]);
    await writeFile(path('gate.matmul.baseline.json'), '{');
    const ended = await commandLine('run', file);
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toMatch(/gate\.matmul\.baseline\.json: It is not JSON\. Save a new one with --save-baseline/);
    const replaced = await commandLine('run', file, '--save-baseline');
    expect(replaced.stderr).toMatch(/It is not JSON\. The run is held to nothing, and takes its place\./);
    expect((await commandLine('run', file, '--strict')).stdout).toMatch(
      /Expectations: 1 (met|undecided|missed)\n. .*: It takes /,
    );
    const named = await commandLine('run', file, '--baseline', path('none.json'));
    expect(named).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no such file') as string });
  });

  it('of strategies that are not measured, or that mean nothing, are refused at their place', async () => {
    const file = await write([
      { strategy: 'simd', fasterThan: 'blocked' },
      { strategy: 'simd', notSlowerThanBaselineBy: 'much' },
      { strategy: 'simd', slowerThan: 'naive' },
    ]);
    const { code, stderr } = await commandLine('run', file);
    expect(code).toBe(2);
    expect(stderr).toMatch(/percent from 0 to/);
    expect(stderr).toMatch(/"slowerThan" is not a key of an expectation/);
    const other = await commandLine('run', await write([{ strategy: 'simd', fasterThan: 'blocked' }]));
    expect(other.stderr).toMatch(/:\d+:\d+: error: blocked is not among the strategies of this benchmark/);
  });
});
