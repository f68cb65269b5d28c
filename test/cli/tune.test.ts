import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TunedStore } from '../../src/shared/tunedStore';
import { tunedKeyOf } from '../../src/core/spec/tunedDefaults';
import { CommandLineProcess, runIn } from './commandLineProcess';
import type { Ended } from './commandLineProcess';

const QUICK = ['--budget', '0.02'];

describe('tune', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mmp-tune-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const commandLine = (...args: readonly string[]): Promise<Ended> =>
    new CommandLineProcess(args, { MATMUL_PROFILER_DATA: folder }).ended();

  it('measures the default and the grid, and says in the JSON that it is a tuning', async () => {
    const ended = await commandLine(
      ...['tune', '--strategy', 'blocked', '--size', '96', '--grid', 'mc=16,32,64', 'kc=96,128', ...QUICK],
      ...['--json', '-'],
    );
    const run = runIn(ended);
    expect(run.measurements.map(({ strategy, parameters, status }) => [strategy, parameters, status])).toEqual([
      ['blocked', {}, 'ok'],
      ['blocked', { mc: 16, kc: 96 }, 'ok'],
      ['blocked', { mc: 32, kc: 96 }, 'ok'],
    ]);
    expect(run.benchmarks[0].tuning).toMatchObject({
      strategy: 'blocked',
      axes: [
        { parameter: 'mc', values: [16, 32, 64] },
        { parameter: 'kc', values: [96, 128] },
      ],
    });
    expect(run.benchmarks[0].tuning?.leftOut).toHaveLength(4);
    expect(ended).toMatchObject({ code: 0, stderr: '' });
  });

  it('prints the map and the sentence', async () => {
    const { code, stdout, stderr } = await commandLine(
      ...['tune', '--strategy', 'blocked', '--size', '200', '--grid', 'mc=8,64', 'kc=16,128', '--budget', '0.3'],
    );
    expect(stdout).toMatch(/^blocked at 200×200×200 .*\n\nGFLOP\/s\nmc \\ kc +16 +128\n8 +\S.*\n64 +\S.*\n\ndefault: /);
    expect(stdout).toMatch(/(as fast as the default \(.*\)|No point is faster than the default: keep it)\.\n/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('fills in what is kept wherever it is not set, says so in the row, and forgets it', async () => {
    const measure = ['measure', '--size', '64', '--strategies', 'blocked', ...QUICK, '--json', '-'];
    const { machine } = runIn(await commandLine(...measure));
    await new TunedStore({ folder, onBadFile: () => undefined }).keep({
      ...tunedKeyOf(machine, 'blocked', 'f32'),
      ...{ values: { mc: 16, kc: 32 }, size: '64×64×64', gain: { ratio: 2, low: 2, high: 2 }, keptAt: '2026-01-02' },
    });
    expect(runIn(await commandLine(...measure)).measurements).toMatchObject([
      { parameters: { mc: 16, kc: 32 }, tuned: ['mc', 'kc'], backend: 'scalar JS 4×4, blocks 16×32×128' },
    ]);
    const [set] = runIn(await commandLine(...measure, '--set', 'blocked.mc=32')).measurements;
    expect(set).toMatchObject({ parameters: { mc: 32 } });
    expect(set).not.toHaveProperty('tuned');
    const tuning = ['tune', '--strategy', 'blocked', '--size', '64', '--grid', 'mc=16', ...QUICK, '--json', '-'];
    expect(runIn(await commandLine(...tuning)).measurements[0]).toMatchObject({
      parameters: {},
      backend: 'scalar JS 4×4, blocks 64×128×128',
    });
    expect(await commandLine('tune', '--strategy', 'blocked', '--forget')).toMatchObject({
      code: 0,
      stdout: 'Forgotten: blocked for f32 on this machine has its built-in default again.\n',
    });
    expect(runIn(await commandLine(...measure)).measurements).toMatchObject([{ parameters: {} }]);
  });

  it('goes on with the built-in defaults where the file is broken, and says so', async () => {
    await writeFile(join(folder, 'tuned.json'), '{');
    const ended = await commandLine('measure', '--size', '16', '--strategies', 'naive', ...QUICK, '--json', '-');
    expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining('set aside as tuned.json.bad') as string });
    expect(await readdir(folder)).toContain('tuned.json.bad');
    expect(await readFile(join(folder, 'tuned.json.bad'), 'utf8')).toBe('{');
  });

  it('keeps what was measured when it is cancelled, says that it is not finished, and keeps no default', async () => {
    const process_ = new CommandLineProcess(
      ['tune', '--strategy', 'blocked', '--size', '300', '--budget', '3', '--precision', '0.1', '--keep'],
      { MATMUL_PROFILER_DATA: folder, MATMUL_PROFILER_LOG: '1' },
    );
    await process_.says(/blocked, round/);
    process.kill(process_.pid, 'SIGINT');
    const { code, stdout, stderr } = await process_.ended();
    expect(code).toBe(130);
    expect(stdout).toContain('The tuning is not finished.');
    expect(stderr).toContain('Nothing was kept');
    expect(await readdir(folder)).not.toContain('tuned.json');
  });

  it.each([
    ['no strategy', ['--size', '8'], /--strategy/],
    ['a strategy that is not there', ['--strategy', 'smid', '--size', '8'], /did you mean "simd"/],
    ['a strategy without parameters', ['--strategy', 'naive', '--size', '8'], /naive has no parameters/],
    ['no size', ['--strategy', 'simd'], /--size/],
    ['several sizes', ['--strategy', 'simd', '--size', '8,16'], /one problem, and this asks for 2/],
    ['an unknown parameter', ['--strategy', 'simd', '--size', '8', '--grid', 'mrr=3'], /did you mean "mr"/],
    ['a value out of range', ['--strategy', 'simd', '--size', '8', '--grid', 'mr=0'], /from 1 to 8/],
    ['a grid of nothing', ['--strategy', 'simd', '--size', '8', '--grid', 'nr=3'], /no point to measure/],
    ['three parameters', ['--strategy', 'simd', '--size', '8', '--grid', 'mr', 'nr', 'mc'], /one or two/],
    [
      'too many points',
      ['--strategy', 'simd', '--size', '8', '--grid', 'mr', 'kc=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15'],
      /105 points; 100/,
    ],
    ['keep and forget', ['--strategy', 'simd', '--size', '8', '--keep', '--forget'], /--forget/],
  ])('refuses %s', async (_, args, complaint) => {
    const { code, stdout, stderr } = await commandLine('tune', ...args);
    expect(stderr).toMatch(complaint);
    expect(stderr).not.toMatch(/\n +at /);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
