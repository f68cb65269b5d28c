import { EXIT } from './exitCode';
import type { ExitCode } from './exitCode';
import { readRun } from './readRun';
import { reportFiles, writeReports } from './reportFiles';

/** `export`: writes a saved run in other formats. @throws {UnusableInput} */
export async function exportCommand(source: string, targets: readonly string[]): Promise<ExitCode> {
  const files = await reportFiles(targets);
  await writeReports(await readRun(source), files, null);
  return EXIT.done;
}
