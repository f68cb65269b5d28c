import { access, constants, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeWhole } from '../shared/wholeFile';
import { UnusableInput } from './exitCode';
import type { Terminal } from './terminal';

/** What `--json` takes for standard output. */
const STANDARD_OUTPUT = '-';

/** Says before a long run, not after it, that its JSON could not be written. @throws {UnusableInput} */
export async function checkJsonTarget(target: string | undefined): Promise<void> {
  if (target !== undefined && target !== STANDARD_OUTPUT) await checkTarget(target, '--json');
}

/** The same for a file that `option` names. @throws {UnusableInput} */
export async function checkTarget(target: string, option: string): Promise<void> {
  const kind = await kindOf(target);
  if (kind === 'folder') {
    throw new UnusableInput('input', [`error: ${target} is a folder; give ${option} a file's name.`]);
  }
  try {
    await access(kind === 'device' ? target : dirname(target), constants.W_OK);
  } catch {
    throw new UnusableInput('input', [
      `error: ${dirname(target)} is no folder that can be written to; give ${option} another.`,
    ]);
  }
}

/** Writes JSON to standard output or to a file. @throws {UnusableInput} */
export async function writeJson(target: string, value: object, terminal: Terminal): Promise<void> {
  const text = JSON.stringify(value, undefined, 2);
  if (target === STANDARD_OUTPUT) await terminal.print(text);
  else await writeOutput(target, `${text}\n`);
}

/** Writes a file so that a reader never sees half of it. @throws {UnusableInput} */
export async function writeOutput(target: string, text: string): Promise<void> {
  // A device such as /dev/null is written to: a rename would replace it.
  const write = (await kindOf(target)) === 'device' ? writeFile : writeWhole;
  try {
    await write(target, text);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new UnusableInput('input', [
      `error: ${target} could not be written: ${detail}. Give another place, or make room there.`,
    ]);
  }
}

async function kindOf(path: string): Promise<'nothing' | 'file' | 'folder' | 'device'> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) return 'folder';
    return found.isFile() ? 'file' : 'device';
  } catch {
    return 'nothing';
  }
}
