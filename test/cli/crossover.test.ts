import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { crossoversOf } from '../../src/core/model/crossoverFinding';
import { parseRun } from '../../src/core/spec/runSchema';
import { commandLine } from './commandLineProcess';

describe('crossover', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mmp-cli-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('searches between two ends, says what was found, and saves the points as a run', async () => {
    const json = join(folder, 'run.json');
    const { code, stdout } = await commandLine(
      ...['crossover', 'sparse', '--size', '64', '--from', '0.02', '--to', '1', '--budget', '0.02', '--json', json],
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/^sparse or dense, by density\ndensity +sparse +dense +ratio +faster\n/);
    const parsed = parseRun(JSON.parse(await readFile(json, 'utf8')));
    if ('problem' in parsed) throw new Error(parsed.problem);
    const [result] = crossoversOf(parsed.run);
    const positions = result?.points.map(({ position }) => position) ?? [];
    expect(positions.length).toBeGreaterThan(2);
    expect([positions.at(0), positions.at(-1)]).toEqual([0.02, 1]);
    // The rows that the search added are like those that were planned.
    expect(parsed.run.measurements.length).toBe(2 * positions.length);
  });

  it('says of what cannot be measured why not, and refuses what there is not', async () => {
    vi.stubEnv('VK_ICD_FILENAMES', '/none.json');
    vi.stubEnv('__EGL_VENDOR_LIBRARY_FILENAMES', '/none.json');
    expect(await commandLine('crossover', 'gpu')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Not measured: Vulkan offers no GPU.') as string,
    });
    vi.unstubAllEnvs();
    expect(await commandLine('crossover', 'moon')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is no crossover "moon"; there are sparse, threads') as string,
    });
    expect((await commandLine('crossover', 'sparse', 'threads', '--from', '2')).code).toBe(2);
  });
});
