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

/**
 * A run as the text of a file. Of all formats only the HTML report has a language; what scripts read is the same everywhere.
 * @param distFolder where the bundles lie.
 * @throws when a bundle cannot be read.
 */
export async function exportRun(
  { run, verdicts }: JudgedRun,
  format: ExportFormatId,
  distFolder: string,
  language: PageLanguage = ENGLISH,
): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(run, undefined, 2)}\n`;
    case 'csv':
      return csvOf(run);
    case 'markdown':
      return markdownOf(run, verdicts);
    case 'junit':
      return junitOf(run, verdicts);
    case 'googleBenchmark':
      return googleBenchmarkOf(run, hostname());
    case 'html':
      return htmlOf({ run, verdicts }, await readReportAssets(join(distFolder, 'webview')), language);
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
