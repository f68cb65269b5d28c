import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CodePathResult } from '../../../src/core/kernels/codePathTest';
import { CodePathCache } from '../../../src/engine/codePathCache';

const RESULTS: readonly CodePathResult[] = [{ dtype: 'f32', path: 'relaxed', gflops: 50 }];

describe('the cache of the self-test', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'matmul-cache-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('gives back what was written, in a folder that it makes', async () => {
    const deep = join(folder, 'a', 'b');
    await new CodePathCache(deep).write('key', RESULTS);
    expect(await new CodePathCache(deep).read('key')).toEqual(RESULTS);
    expect(await new CodePathCache(deep).read('other')).toBeUndefined();
    expect(await readdir(deep)).toEqual(['code-paths.json']);
  });

  it('keeps the twenty entries that came last', async () => {
    const cache = new CodePathCache(folder);
    for (let entry = 0; entry < 21; entry++) await cache.write(`key ${entry}`, RESULTS);
    expect(await cache.read('key 0')).toBeUndefined();
    expect(await cache.read('key 1')).toEqual(RESULTS);
    expect(await cache.read('key 20')).toEqual(RESULTS);
  });

  it.each(['no JSON', '{"key": 7}', '{"key": [{"dtype": "f16", "path": "relaxed", "gflops": 1}]}'])(
    'takes a file that says %s for an empty one, and writes over it',
    async (text) => {
      await writeFile(join(folder, 'code-paths.json'), text);
      const cache = new CodePathCache(folder);
      expect(await cache.read('key')).toBeUndefined();
      await cache.write('key', RESULTS);
      expect(await cache.read('key')).toEqual(RESULTS);
    },
  );

  it('does without a folder that cannot be made', async () => {
    await writeFile(join(folder, 'file'), '');
    const cache = new CodePathCache(join(folder, 'file'));
    await cache.write('key', RESULTS);
    expect(await cache.read('key')).toBeUndefined();
  });
});
