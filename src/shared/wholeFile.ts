import { randomUUID } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';

/** How a file that is being written ends its name, until it takes its place. */
export const TEMPORARY_SUFFIX = '.tmp';

/**
 * Writes a file beside its place and then renames it, so that a reader never sees half of it. It is on the disk before it
 * takes its name: a process that is killed, or a machine that is switched off, leaves a temporary file, never half a file.
 * Where writing fails nothing is left behind, and what was there stays.
 * @throws what the file system says.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}${TEMPORARY_SUFFIX}`;
  try {
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
