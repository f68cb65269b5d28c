import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseRun } from '../../src/core/spec/runSchema';
import { COMPARE_PYTHON, COMPARE_SCRIPT, hasBenchmarkTools } from '../../tools/benchmarkTools.mjs';
import { commandLine } from './commandLineProcess';

const MEASURE = ['measure', '--size', '16', '--strategies', 'naive,simd', '--budget', '0.02'];

describe('reports', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mmp-export-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const path = (name: string): string => join(folder, name);
  const read = (name: string): Promise<string> => readFile(path(name), 'utf8');

  it('of a run are written in the formats that their names ask for, beside its tables', async () => {
    const names = ['run.json', 'run.csv', 'run.md', 'run.xml', 'run.benchmark.json', 'run.html'];
    const ended = await commandLine(...MEASURE, '--report', ...names.map(path));
    expect(ended).toMatchObject({ code: 0, stdout: expect.stringContaining('× naive') as string });
    expect((await readdir(folder)).sort()).toEqual([...names].sort());
    expect(parseRun(JSON.parse(await read('run.json')))).toHaveProperty('run');
    expect(await read('run.csv')).toMatch(/^benchmark,strategy,/);
    expect(await read('run.md')).toContain('| naive ');
    expect(await read('run.xml')).toContain('<testsuites ');
    expect(JSON.parse(await read('run.benchmark.json'))).toHaveProperty('context.library_build_type', 'release');
    expect(await read('run.html')).toMatch(/^<!DOCTYPE html>/);
  });

  it('are made of a saved run by export, the same as with it', async () => {
    await commandLine(...MEASURE, '--report', path('run.json'), path('run.csv'));
    expect(await commandLine('export', path('run.json'), path('again.csv'))).toMatchObject({ code: 0, stderr: '' });
    expect(await read('again.csv')).toBe(await read('run.csv'));
  });

  it.skipIf(!hasBenchmarkTools())("are read by google/benchmark's own compare.py", async () => {
    const reports = ['before.benchmark.json', 'after.benchmark.json'].map(path);
    for (const report of reports) await commandLine(...MEASURE, '--report', report);
    const { stdout } = await promisify(execFile)(COMPARE_PYTHON, [
      ...[COMPARE_SCRIPT, '--no-color', '--display_aggregates_only', 'benchmarks', ...reports],
    ]);
    const [, ...table] = stdout.split(/^-+$/m).map((part) => part.trim());
    const rows = table.join('\n').split('\n');
    for (const strategy of ['naive', 'simd']) {
      const ofIt = rows.filter((row) => row.includes(`/${strategy}`));
      expect(ofIt.map((row) => /_(pvalue|mean|median|stddev|cv)\b/.exec(row)?.[1])).toEqual(
        expect.arrayContaining(['pvalue', 'mean', 'median']),
      );
      // The U test of the repetitions, and as many on both sides as samples.
      expect(ofIt.join('\n')).toMatch(/_pvalue\s+[\d.]+\s+[\d.]+\s+U Test, Repetitions: \d+ vs \d+/);
    }
  });

  it.each([
    ['a name of no format', 'run.txt', /run\.txt: a report's name ends with \.json, \.csv/],
    ['a folder that is not there', 'no/run.csv', /no folder that can be written to; give --report another/],
  ])('refuse %s before anything is measured', async (_, name, message) => {
    const ended = await commandLine(...MEASURE, '--report', path(name));
    expect(ended).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) as string });
  });

  it.each([
    ['a file that is not there', null, /cannot be read/],
    ['what is not JSON', 'naive,simd', /is not JSON/],
    ['what is no run', '{"schema":"matmul-profiler/run@1"}', /is not a run of Matmul Profiler: .* Give a run that/],
    ['a run of another version', '{"schema":"matmul-profiler/run@9"}', /says "matmul-profiler\/run@9"/],
  ])('of %s are refused', async (_, text, message) => {
    if (text !== null) await writeFile(path('run.json'), text);
    const ended = await commandLine('export', path('run.json'), path('run.csv'));
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringMatching(message) as string });
    expect(await readdir(folder)).not.toContain('run.csv');
  });
});
