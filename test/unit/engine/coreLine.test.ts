import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CoreLine } from '../../../src/engine/coreLine';

describe('CoreLine', () => {
  it('reads how long the thread has waited, each time anew', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'matmul-line-'));
    const path = join(folder, 'schedstat');
    await writeFile(path, '136912 2493785 2\n');
    const line = new CoreLine(path);
    expect(line.waitedNs()).toBe(2_493_785);
    await writeFile(path, '136912 9999999999 2\n');
    expect(line.waitedNs()).toBe(9_999_999_999);
    await rm(folder, { recursive: true });
  });

  it('knows of no waiting where the system does not say', () => {
    expect(new CoreLine('/nowhere/schedstat').waitedNs()).toBe(0);
  });

  it.runIf(existsSync('/proc/thread-self/schedstat'))('rises on the system itself, never falls', () => {
    const line = new CoreLine();
    const first = line.waitedNs();
    expect(first).toBeGreaterThan(0);
    expect(line.waitedNs()).toBeGreaterThanOrEqual(first);
  });
});
