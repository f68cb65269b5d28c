import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CommandLineProcess, commandLine, runIn } from './commandLineProcess';

const QUICK = ['--budget', '0.02'];

describe('measure', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mmp-cli-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('verifies and times every strategy at a rectangular problem', async () => {
    const strategies = ['naive', 'loops', 'blocked', 'outer', 'simd', 'strassen', 'sparse', 'parallel'];
    const ended = await commandLine(
      ...['measure', '--m', '300', '--k', '200', '--n', '100', '--strategies', strategies.join(','), '--json', '-'],
    );
    const run = runIn(ended);
    expect(run.measurements.map(({ strategy, status }) => `${strategy} ${status}`)).toEqual(
      strategies.map((strategy) => `${strategy} ok`),
    );
    for (const measurement of run.measurements) {
      if (measurement.status !== 'ok') continue;
      expect(measurement.error.norm).toBeGreaterThan(0);
      expect(measurement.error.norm).toBeLessThanOrEqual(measurement.error.bound);
      expect(measurement.flops).toBe(2 * 300 * 200 * 100);
      expect(measurement.medianNs).toBeGreaterThanOrEqual(measurement.intervalNs[0]);
      expect(measurement.medianNs).toBeLessThanOrEqual(measurement.intervalNs[1]);
      expect(measurement.backend).not.toBe('');
    }
    expect(run.state).toBe('finished');
    expect(ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('holds strassen to the larger bound that its levels have', async () => {
    const ended = await commandLine(
      ...['measure', '--size', '64', '--strategies', 'simd,strassen', '--set', 'strassen.levels=3', ...QUICK],
      ...['--json', '-'],
    );
    const [conventional, larger] = runIn(ended).measurements.map((row) => (row.status === 'ok' ? row.error.bound : 0));
    expect(conventional).toBeGreaterThan(0);
    expect(larger).toBeGreaterThan(50 * conventional);
  });

  it('says in the JSON what was asked for', async () => {
    const ended = await commandLine(
      ...['measure', '--m', '8', '--k', '5,6', '--n', '4', '--dtype', 'f64', '--transpose-a', '--transpose-b'],
      ...['--alpha', '-1.5', '--beta', '0.5', '--seed', '7', '--strategies', 'blocked', '--set', 'blocked.mc=16'],
      ...['--density', '0.5', '--structure', 'block', '--threads', '1', ...QUICK, '--precision', '5', '--json', '-'],
    );
    const problem = {
      ...{ m: 8, n: 4, dtype: 'f64', transposeA: true, transposeB: true, alpha: -1.5, beta: 0.5 },
      ...{ structure: 'block', density: 0.5, seed: 7 },
    };
    expect(runIn(ended).measurements).toMatchObject([
      { strategy: 'blocked', parameters: { mc: 16 }, problem: { ...problem, k: 5 }, status: 'ok' },
      { strategy: 'blocked', parameters: { mc: 16 }, problem: { ...problem, k: 6 }, status: 'ok' },
    ]);
  });

  it('prints a table, the fastest for each size and a finding', async () => {
    const { code, stdout, stderr } = await commandLine(
      ...['measure', '--size', '16,32', '--strategies', 'naive,simd', ...QUICK],
    );
    expect(stdout).toMatch(/32×32×32 \(m×k×n\), f32, 65\.54 kFLOP\n {2}strategy +time ms +± +GFLOP\/s/);
    expect(stdout).toMatch(/Fastest for each size\n.*\n16×16×16 .*\n32×32×32 /);
    expect(stdout).toMatch(/fastest .*\.\n/);
    expect(stdout).not.toContain('\u001b');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('writes the JSON to a file, whole or not at all, beside the table', async () => {
    const file = join(folder, 'run.json');
    const { code, stdout } = await commandLine(
      ...['measure', '--size', '8', '--strategies', 'naive', ...QUICK, '--json', file],
    );
    expect(code).toBe(0);
    expect(stdout).toContain('8×8×8');
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ schema: 'matmul-profiler/run@1' });
    expect(await readdir(folder)).toEqual(['run.json']);
  });

  it('refuses a product that does not fit into memory, with the amounts, and does not fail for it', async () => {
    const ended = await commandLine('measure', '--size', '200000', '--strategies', 'simd', ...QUICK, '--json', '-');
    expect(runIn(ended).measurements).toMatchObject([{ status: 'unsupported', code: 'out of memory' }]);
    expect(ended.stdout).toMatch(/"reason": ".*\d [GT]iB.*\d [MGT]iB/);
    expect(ended.code).toBe(0);
  });

  it('profiles the smallest products there are', async () => {
    const ended = await commandLine(
      ...['measure', '--m', '0,1', '--k', '0,1', '--n', '1', '--strategies', 'naive,simd,parallel', ...QUICK],
      ...['--json', '-'],
    );
    expect(new Set(runIn(ended).measurements.map(({ status }) => status))).toEqual(new Set(['ok']));
    expect(ended.code).toBe(0);
  });

  it.each([
    ['a strategy that is not there', ['--size', '8', '--strategies', 'simd,fast'], /fast/],
    ['no strategy', ['--size', '8', '--strategies', ''], /strateg/],
    ['a size that is no number', ['--m', 'NaN', '--k', '8', '--n', '8'], /--m: "NaN"/],
    ['a negative size', ['--m', '-5', '--k', '8', '--n', '8'], /--m: .*-5/],
    ['a fraction of a size', ['--size', '8.5'], /--size: .*8\.5/],
    ['a size that no machine has memory for', ['--size', '1e99'], /--size: .*1e99/],
    ['an empty list of sizes', ['--size', ''], /--size: /],
    ['no size', [], /--size/],
    ['two sizes of three', ['--m', '8', '--n', '8'], /--k/],
    ['both kinds of size', ['--size', '8', '--m', '8'], /--size/],
    ['a density that is no number', ['--size', '8', '--density', 'NaN'], /--density: "NaN"/],
    ['a density above 1', ['--size', '8', '--density', '2'], /density/],
    ['an element type that is not there', ['--size', '8', '--dtype', 'f16'], /f16/],
    ['an α that is no number', ['--size', '8', '--alpha', 'one'], /one/],
    ['a budget of nothing', ['--size', '8', '--budget', '0'], /budget/],
    ['a seed that is no number', ['--size', '8', '--seed', 'x'], /seed/],
    ['no threads', ['--size', '8', '--threads', '0'], /thread/],
    ['a parameter without a value', ['--size', '8', '--set', 'blocked.mc'], /blocked\.mc/],
    ['a parameter that is not there', ['--size', '8', '--set', 'blocked.xx=1'], /xx/],
    ['a value out of range', ['--size', '8', '--set', 'blocked.mc=-1'], /mc/],
    [
      'a parameter of a strategy that is not measured',
      ['--size', '8', '--strategies', 'simd', '--set', 'blocked.mc=64'],
      /blocked/,
    ],
    ['an option that is not there', ['--size', '8', '--fast'], /--fast/],
    ['a folder for the JSON that is not there', ['--size', '8', '--json', '/nowhere/run.json'], /nowhere/],
  ])('refuses %s', async (_, args, complaint) => {
    const { code, stdout, stderr } = await commandLine('measure', ...args);
    expect(stderr).toMatch(complaint);
    expect(stderr).not.toMatch(/\n +at /);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});

describe('the GPU of a terminal', () => {
  const gpuRow = (gpu: string) =>
    new CommandLineProcess(['measure', '--size', '8', '--strategies', 'webgpu,simd', ...QUICK, '--json', '-'], {
      MATMUL_PROFILER_GPU: gpu,
    }).ended();

  it('is turned off by a variable, in words and in no way of other rows', async () => {
    const ended = await gpuRow('off');
    expect(ended.code).toBe(0);
    const [webgpu, simd] = runIn(ended).measurements;
    expect(webgpu).toMatchObject({
      status: 'unsupported',
      reason: 'GPUs are off by MATMUL_PROFILER_GPU. Set it to auto, and run again, to use one.',
    });
    expect(simd.status).toBe('ok');
  });

  it('is never that of a screen', async () => {
    const ended = await gpuRow('webview');
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain(
      'MATMUL_PROFILER_GPU is webview: the GPU of a screen is reached by views of the editor',
    );
    expect((await gpuRow('vulkan')).stderr).toContain(
      'MATMUL_PROFILER_GPU is vulkan. Set it to one of auto, host, off.',
    );
  });
});
