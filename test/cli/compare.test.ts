import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TimedMeasurement } from '../../src/core/measure/measurement';
import { runOf, timed } from '../unit/cli/runFixture';
import { CommandLineProcess } from './commandLineProcess';
import type { Ended } from './commandLineProcess';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mmp-compare-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Without a null test of this machine, whatever was kept on it. */
function compare(...args: readonly string[]): Promise<Ended> {
  const inFolder = args.map((arg) => (arg.endsWith('.json') ? join(folder, arg) : arg));
  return new CommandLineProcess(['compare', ...inFolder], { MATMUL_PROFILER_DATA: folder }).ended();
}

async function save(name: string, rows: readonly TimedMeasurement[]): Promise<void> {
  await writeFile(join(folder, name), JSON.stringify(runOf(rows)));
}

describe('compare', () => {
  beforeAll(async () => {
    await save('before.json', [timed('naive', 1000), timed('simd', 100), timed('loops', 500)]);
    await save('same.json', [timed('naive', 1020), timed('simd', 99), timed('loops', 500)]);
    await save('slower.json', [timed('naive', 1500), timed('simd', 50), timed('blocked', 1)]);
  });

  it('finds no difference where there is none', async () => {
    const { code, stdout } = await compare('before.json', 'same.json');
    expect(stdout).toContain('0 slower, 0 faster, 3 no difference found.');
    expect(code).toBe(0);
  });

  it('exits with 1 where a row is slower, unless that is allowed; lists what has no partner', async () => {
    const { code, stdout } = await compare('before.json', 'slower.json');
    expect(stdout).toMatch(/naive +1\.000 µs +1\.500 µs +\+50% +\+\d[\d.]*% to \+\d[\d.]*% +slower/);
    expect(stdout).toContain('1 slower, 1 faster, 0 no difference found.');
    expect(stdout).toMatch(/loops: only in the earlier run\n.*blocked: only in the later run/);
    expect(code).toBe(1);
    expect((await compare('before.json', 'slower.json', '--allow-slower')).code).toBe(0);
  });

  it('prints nothing but JSON for --json -', async () => {
    const { code, stdout } = await compare('before.json', 'slower.json', '--json', '-');
    expect(JSON.parse(stdout)).toMatchObject({
      schema: 'matmul-profiler/comparison@1',
      spread: { share: 0.05, takenAt: null },
      rows: [
        { strategy: 'naive', verdict: 'slower', ratio: expect.closeTo(1.5) as number },
        { strategy: 'simd', verdict: 'faster' },
      ],
      unmatched: [{ strategy: 'loops' }, { strategy: 'blocked' }],
    });
    expect(code).toBe(1);
  });

  it('says what is wrong with a file', async () => {
    await writeFile(join(folder, 'bad.json'), '{ "schema": "other" }');
    const bad = await compare('before.json', 'bad.json');
    expect(bad.stderr).toMatch(
      /^error: .*bad\.json: It says "other" where this version reads .* Give a run that --json has written\./,
    );
    expect(bad.code).toBe(2);
    const none = await compare('before.json', 'none.json');
    expect(none.stderr).toMatch(/none\.json cannot be read: ENOENT.* Give a run that --json has written\./);
    expect(none.code).toBe(2);
  });

  it('does not pass where nothing could be compared', async () => {
    await save('other.json', [timed('blocked', 1)]);
    const { code, stderr, stdout } = await compare('before.json', 'other.json');
    expect(stderr).toMatch(/no row has a time in both runs, so nothing was compared\. Give two runs of the same/);
    expect(stdout).toContain('naive: only in the earlier run');
    expect(code).toBe(2);
  });
});
