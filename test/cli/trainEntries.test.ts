import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { trainedOf } from '../../src/core/measure/trainingRecord';
import { runSchema } from '../../src/core/spec/runSchema';
import { commandLine, runIn } from './commandLineProcess';

const SMALL = { data: { rows: 1280, features: 40, classes: 4 }, layers: [16], batch: 32, epochs: 60 };

describe('trainings of benchmark files', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mmp-trainings-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const path = (name: string): string => join(folder, name);

  async function write(entry: object, benchmarks: readonly object[] = []): Promise<string> {
    const content = {
      ...(benchmarks.length === 0 ? {} : { benchmarks }),
      train: [{ name: 'clouds', ...SMALL, ...entry }],
    };
    await writeFile(path('t.matmul.json'), JSON.stringify(content, undefined, 2));
    return path('t.matmul.json');
  }

  it('are trained by each strategy in turns, and what they expect is judged', async () => {
    const file = await write({
      layers: [200],
      strategies: ['simd', 'naive'],
      epochs: 15,
      expect: [{ accuracyAtLeast: 0.9 }, { strategy: 'simd', fasterThan: 'naive', by: '50%' }],
    });
    const { code, stdout, stderr } = await commandLine('run', file);
    expect(stdout).toMatch(/^clouds\n40-200-4, relu, softmax \+ cross-entropy, 9004 parameters, f32\n/);
    expect(stdout).toMatch(/^trained by +test samples right +steps +step \(10% below, above\) +over simd$/m);
    expect(stdout).toMatch(/^naive +\d+(\.\d+)?% +600 .*× \(/m);
    expect(stdout).toMatch(/^naive +dW1 +\S+ \S+ +\d+(\.\d+)?% +naive/m);
    expect(stdout).toMatch(/Expectations: 3 met\n✓ simd has 90% of the test samples right: It has \d/);
    expect(stdout).toMatch(/✓ a step by simd is faster than by naive by 50%: A step by naive takes \d/);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });

  it('that come to less than expected make the exit code 1, and mark their line', async () => {
    const file = await write(
      {
        epochs: 20,
        rate: 1e-6,
        expect: [{ accuracyAtLeast: 1 }, { strategy: 'simd', fasterThan: 'other', by: 900 }],
        strategies: ['simd', { id: 'simd', name: 'other', mr: 4 }],
      },
      [{ name: 'small', size: 16, strategies: ['simd'], budget: 0.05 }],
    );
    const reports = ['junit.xml', 'run.md', 'run.json', 'run.csv', 'run.benchmark.json'].map(path);
    const ended = await commandLine('run', file, '--annotate', 'github', '--report', ...reports);
    expect(ended.code).toBe(1);
    expect(ended.stdout).toMatch(/✗ simd has 100% of the test samples right: It has \d/);
    expect(ended.stdout).toMatch(/✗ a step by simd is faster than by other by 900%: A step by other takes /);
    const line = (await readFile(file, 'utf8')).split('\n').findIndex((text) => text.includes('accuracyAtLeast'));
    expect(ended.stderr).toContain(`::error file=${file},line=${line},title=simd has 100%25 of the test samples right`);
    const junit = await readFile(reports[0], 'utf8');
    expect(junit).toMatch(/<testsuite name="clouds"[^>]* tests="5" failures="3"/);
    expect(junit).toMatch(/<testcase classname="clouds" name="training by other" time="0\.\d+">/);
    expect(junit).toMatch(/<testsuites [^>]*tests="6" failures="3"/);
    const markdown = await readFile(reports[1], 'utf8');
    expect(markdown).toMatch(/- \*\*missed\*\*: simd has 100% of the test samples right/);
    expect(markdown).toMatch(/\| other +\| +\d+(\.\d+)?% \|/);
    const run = JSON.parse(await readFile(reports[2], 'utf8')) as { trainings: unknown };
    expect(run.trainings).toMatchObject([{ name: 'clouds', status: 'finished', trained: { arms: [{}, {}] } }]);
    const { trainings = [] } = v.parse(runSchema, run);
    for (const { curve = [], epochs = [] } of trainings.flatMap((record) => trainedOf(record)?.arms ?? [])) {
      expect([curve.length > 1, epochs.length, Number.isFinite(curve[0]?.loss)]).toEqual([true, 20, true]);
    }
    expect(trainings).toHaveLength(1);
    const csv = await readFile(reports[3], 'utf8');
    expect(csv.match(/^clouds,other,.*,epoch,/gm)).toHaveLength(20);
    expect(await readFile(reports[4], 'utf8')).toContain('"name": "train/clouds/other/step"');
  });

  it('give JSON that is a run, which other formats can be made of', async () => {
    const file = await write({ mistakes: ['no-mean'], expect: [{ accuracyAtLeast: 1 }], epochs: 2 });
    const ended = await commandLine('run', file, '--json', '-');
    const { trainings, measurements } = runIn(ended);
    expect(measurements).toEqual([]);
    expect(trainings).toMatchObject([{ status: 'finished', spec: { mistakes: ['no-mean'] } }]);
    expect(ended.stderr).toContain('warning: Wrong on purpose: No division by the batch');
    await writeFile(path('run.json'), ended.stdout);
    expect((await commandLine('export', path('run.json'), path('run.md'), path('run.html'))).code).toBe(0);
    const markdown = await readFile(path('run.md'), 'utf8');
    expect(markdown).toContain('WRONG ON PURPOSE: No division by the batch');
    expect(markdown).toMatch(/With that, the gradient check gives a relative error of \d/);
  });

  it('find their data beside the file, and fail with the reason where it is not there', async () => {
    const file = await write({ data: { x: 'X.npy', y: 'y.npy' }, expect: [{ accuracyAtLeast: 0.5 }] });
    const ended = await commandLine('run', file);
    expect(ended.stdout).toContain(`not trained: ${path('X.npy')} could not be read`);
    expect(ended.stdout).toContain('✗ simd has 50% of the test samples right: Nothing was trained: ');
    expect(ended.code).toBe(1);
  });

  it('are undecided where there were too few turns to compare', async () => {
    const expected = [{ strategy: 'simd', fasterThan: 'naive' }];
    // Five steps make five turns.
    const file = await write({ epochs: 1, batch: 250, strategies: ['simd', 'naive'], expect: expected });
    const ended = await commandLine('run', file, '--only', 'clouds');
    expect(ended.stdout).toMatch(/Expectations: 1 undecided\n.*fewer than 6 turns each/);
    expect([ended.code, (await commandLine('run', file, '--strict')).code]).toEqual([0, 1]);
  });
});
