import { mkdir, mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeWhole } from '../../../src/shared/wholeFile';

describe('a file that is written whole', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mmp-whole-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('takes the place of what was there', async () => {
    const path = join(folder, 'a.json');
    await writeWhole(path, 'first, and longer');
    await writeWhole(path, 'second');
    expect(await readFile(path, 'utf8')).toBe('second');
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  it('is on the disk before it takes its name', async () => {
    const path = join(folder, 'a.json');
    const probe = await open(join(folder, 'probe'), 'w');
    const handles = Object.getPrototypeOf(probe) as { sync: () => Promise<void> };
    await probe.close();
    const seen: string[][] = [];
    // The real one, watched: what it has to come before can be seen in the folder only.
    const { sync } = handles;
    const watched = vi.spyOn(handles, 'sync').mockImplementation(async function (this: unknown) {
      seen.push(await readdir(folder));
      await sync.call(this);
    });
    await writeWhole(path, 'text');
    watched.mockRestore();
    expect(seen).toEqual([[expect.stringMatching(/^a\.json\..*\.tmp$/), 'probe']]);
    expect((await readdir(folder)).sort()).toEqual(['a.json', 'probe']);
  });

  it('leaves nothing behind where it cannot take its place', async () => {
    await mkdir(join(folder, 'a.json'));
    await expect(writeWhole(join(folder, 'a.json'), 'text')).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['a.json']);
  });
});
