import { readFile } from 'node:fs/promises';
import type { Run } from '../core/measure/measurement';
import { parseRun } from '../core/spec/runSchema';
import { EXIT, UnusableInput } from './exitCode';
import type { ExitCode } from './exitCode';
import { reportFiles, writeReports } from './reportFiles';

/** `export`: writes a saved run in other formats. @throws {UnusableInput} */
export async function exportCommand(source: string, targets: readonly string[]): Promise<ExitCode> {
  const files = await reportFiles(targets);
  await writeReports(await readRun(source), files, null);
  return EXIT.done;
}

/** A run as `--json` wrote it. @throws {UnusableInput} */
export async function readRun(path: string): Promise<Run> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new UnusableInput('input', [`error: ${path} cannot be read: ${detail}.`]);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UnusableInput('input', [`error: ${path} is not JSON. Give a run that --json has written.`]);
  }
  const parsed = parseRun(value);
  if ('run' in parsed) return parsed.run;
  throw new UnusableInput('input', [`error: ${path}: ${parsed.problem} Give a run that --json has written.`]);
}
