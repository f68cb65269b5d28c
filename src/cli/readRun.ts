import { readFile } from 'node:fs/promises';
import type { Run } from '../core/measure/measurement';
import { parseRun } from '../core/spec/runSchema';
import { UnusableInput } from './exitCode';

/** A run as `--json` wrote it. @throws {UnusableInput} */
export async function readRun(path: string): Promise<Run> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new UnusableInput('input', [`error: ${path} cannot be read: ${detail}. Give a run that --json has written.`]);
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
