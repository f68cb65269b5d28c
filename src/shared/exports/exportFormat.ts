import * as l10n from '@vscode/l10n';
import { listed } from '../../core/sentences';

/** The formats that a run can be exported in; all but `html` are texts that are made of the run alone. */
export const EXPORT_FORMATS = [
  {
    id: 'json',
    suffix: '.json',
    title: 'JSON',
    use: () => l10n.t('all that is known, as schemas/run.schema.json describes it'),
  },
  { id: 'csv', suffix: '.csv', title: 'CSV', use: () => l10n.t('a line for each row, for spreadsheets') },
  {
    id: 'markdown',
    suffix: '.md',
    title: 'Markdown',
    use: () => l10n.t('tables for an issue, a pull request or a wiki'),
  },
  {
    id: 'junit',
    suffix: '.xml',
    title: 'JUnit XML',
    use: () => l10n.t('a test case for each row, for CI services'),
  },
  {
    id: 'googleBenchmark',
    suffix: '.benchmark.json',
    title: 'google/benchmark JSON',
    use: () => l10n.t('for compare.py and services that read it'),
  },
  {
    id: 'html',
    suffix: '.html',
    title: 'HTML',
    use: () => l10n.t('one page with the charts, that needs nothing else'),
  },
] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];
export type ExportFormatId = ExportFormat['id'];

/** The format that a file's name asks for by its end, the longest that fits; `null` for others. */
export function exportFormatOf(fileName: string): ExportFormat | null {
  const name = fileName.toLowerCase();
  const fitting = EXPORT_FORMATS.filter(({ suffix }) => name.endsWith(suffix));
  return fitting.reduce<ExportFormat | null>(
    (longest, format) => (longest === null || format.suffix.length > longest.suffix.length ? format : longest),
    null,
  );
}

/** '.json, .csv, .md, .xml, .benchmark.json or .html'. */
export function exportSuffixes(): string {
  const suffixes = EXPORT_FORMATS.map(({ suffix }) => suffix);
  return l10n.t('{0} or {1}', listed(suffixes.slice(0, -1)), suffixes.at(-1) ?? '');
}
