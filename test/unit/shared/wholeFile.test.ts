import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

  it('leaves nothing behind where it cannot take its place', async () => {
    await mkdir(join(folder, 'a.json'));
    await expect(writeWhole(join(folder, 'a.json'), 'text')).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['a.json']);
  });
});
