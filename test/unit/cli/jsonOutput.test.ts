import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UnusableInput } from '../../../src/cli/exitCode';
import { checkJsonTarget, writeJson } from '../../../src/cli/fileOutput';
import { recordingTerminal } from './recordingTerminal';

describe('JSON output', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mmp-json-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('goes to standard output for a dash', async () => {
    const terminal = recordingTerminal();
    await writeJson('-', { a: 1 }, terminal);
    expect(JSON.parse(terminal.printed)).toEqual({ a: 1 });
  });

  it('replaces a file and leaves no other behind', async () => {
    const file = join(folder, 'run.json');
    const terminal = recordingTerminal();
    await writeJson(file, { a: 1 }, terminal);
    await writeJson(file, { a: 2 }, terminal);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ a: 2 });
    expect(await readdir(folder)).toEqual(['run.json']);
    expect(terminal.printed).toBe('');
  });

  it('writes to a device instead of replacing it', async () => {
    const device = join(folder, 'null');
    await symlink('/dev/null', device);
    await writeJson(device, { a: 1 }, recordingTerminal());
    expect(await readdir(folder)).toEqual(['null']);
    expect(await readFile(device, 'utf8')).toBe('');
  });

  it('is refused beforehand for a folder, or in a folder that is not there', async () => {
    await mkdir(join(folder, 'sub'));
    await expect(checkJsonTarget(join(folder, 'sub'))).rejects.toBeInstanceOf(UnusableInput);
    await expect(checkJsonTarget(join(folder, 'no', 'run.json'))).rejects.toBeInstanceOf(UnusableInput);
    await expect(checkJsonTarget(join(folder, 'run.json'))).resolves.toBeUndefined();
  });
});
