import { describe, expect, it } from 'vitest';
import { EXPORT_FORMATS, exportFormatOf, exportSuffixes } from '../../../../src/shared/exports/exportFormat';

describe('the format of a file', () => {
  it.each([
    ['run.json', 'json'],
    ['RUN.HTML', 'html'],
    ['a.b.md', 'markdown'],
    ['results.benchmark.json', 'googleBenchmark'],
    ['junit.xml', 'junit'],
    ['run.csv', 'csv'],
  ])('%s is %s', (name, id) => {
    expect(exportFormatOf(name)?.id).toBe(id);
  });

  it('is not known of other names', () => {
    expect(['run', 'run.txt', 'json', 'run.md.bak'].map((name) => exportFormatOf(name))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('is said with all that there are', () => {
    for (const { suffix } of EXPORT_FORMATS) expect(exportSuffixes()).toContain(suffix);
  });
});
