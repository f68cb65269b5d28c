import type { Run } from '../core/measure/measurement';
import { judgeGates } from '../core/model/gates';
import type { Baseline } from '../core/model/gates';
import { exportFormatOf, exportSuffixes } from '../shared/exports/exportFormat';
import type { ExportFormatId } from '../shared/exports/exportFormat';
import { exportRun } from '../shared/exports/exportRun';
import { UnusableInput } from './exitCode';
import { checkTarget, writeOutput } from './fileOutput';

export const REPORT_OPTION = '--report <file...>';
export const REPORT_HELP = `write reports: ${exportSuffixes()}`;

/** A file that a report is to be written to, in the format that its name asks for. */
export interface ReportFile {
  readonly path: string;
  readonly format: ExportFormatId;
}

/** Says before a long run, not after it, what is wrong with the files of `--report`. @throws {UnusableInput} */
export async function reportFiles(paths: readonly string[] = []): Promise<readonly ReportFile[]> {
  const files = paths.map((path): ReportFile => {
    const format = exportFormatOf(path);
    if (format === null) {
      throw new UnusableInput('usage', [`error: ${path}: a report's name ends with ${exportSuffixes()}.`]);
    }
    return { path, format: format.id };
  });
  for (const { path } of files) await checkTarget(path, '--report');
  return files;
}

/** Writes the reports of a run, with what it expects, held to a baseline where there is one. @throws {UnusableInput} */
export async function writeReports(run: Run, files: readonly ReportFile[], baseline: Baseline | null): Promise<void> {
  const verdicts = judgeGates(run, baseline);
  for (const { path, format } of files) await writeOutput(path, await exportRun({ run, verdicts }, format, __dirname));
}
