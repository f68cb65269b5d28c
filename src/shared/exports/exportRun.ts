import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { JudgedRun } from '../../core/model/gates';
import { ENGLISH } from '../pageLanguage';
import type { PageLanguage } from '../pageLanguage';
import { csvOf } from './csvExport';
import type { ExportFormatId } from './exportFormat';
import { googleBenchmarkOf } from './googleBenchmarkExport';
import { htmlOf } from './htmlExport';
import type { ReportAssets } from './htmlExport';
import { junitOf } from './junitExport';
import { markdownOf } from './markdownExport';

/** What programs read; the others are for people. */
export type ProgramFormatId = Exclude<ExportFormatId, 'markdown' | 'html'>;

export function isForPrograms(format: ExportFormatId): format is ProgramFormatId {
  return format !== 'markdown' && format !== 'html';
}

/**
 * A run as the text of a file.
 * @param distFolder where the bundles lie.
 * @param language of the HTML report; Markdown is in that of this process.
 * @throws when a bundle cannot be read.
 */
export async function exportRun(
  judged: JudgedRun,
  format: ExportFormatId,
  distFolder: string,
  language: PageLanguage = ENGLISH,
): Promise<string> {
  if (isForPrograms(format)) return exportForPrograms(judged, format);
  switch (format) {
    case 'markdown':
      return markdownOf(judged.run, judged.verdicts);
    case 'html':
      return htmlOf(judged, await readReportAssets(join(distFolder, 'webview')), language);
  }
}

/** The same of a format that needs nothing but the run. */
export function exportForPrograms({ run, verdicts }: JudgedRun, format: ProgramFormatId): string {
  switch (format) {
    case 'json':
      return `${JSON.stringify(run, undefined, 2)}\n`;
    case 'csv':
      return csvOf(run);
    case 'junit':
      return junitOf(run, verdicts);
    case 'googleBenchmark':
      return googleBenchmarkOf(run, hostname());
  }
}

/** Reads the bundle of the report from the folder of the webviews. */
export async function readReportAssets(folder: string): Promise<ReportAssets> {
  const read = (file: string): Promise<string> => readFile(join(folder, file), 'utf8');
  const [script, style, iconStyle, iconFont] = await Promise.all([
    read('report.js'),
    read('report.css'),
    read('codicon.css'),
    readFile(join(folder, 'codicon.ttf')),
  ]);
  return { script, style, iconStyle, iconFont };
}
