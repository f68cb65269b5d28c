import { rename, rm, writeFile } from 'node:fs/promises';
import process from 'node:process';

/**
 * Writes a file beside its place and then renames it, so that a reader never sees half of it. Where that fails nothing is
 * left behind, and what was there stays.
 * @throws what the file system says.
 */
export async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
