import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainProblem } from '../../../src/core/problem';
import type { TunedDefault } from '../../../src/core/spec/tunedDefaults';
import { TunedEngine } from '../../../src/shared/tunedEngine';
import { TunedStore } from '../../../src/shared/tunedStore';
import { DrivenEngine, SPEC } from '../host/runs/drivenEngine';

const TUNED: TunedDefault = {
  ...{ processor: 'Example CPU 3000', codePath: 'relaxed', strategy: 'simd', dtype: 'f32' },
  ...{ values: { mr: 4, nr: 8 }, size: '512×512×512', keptAt: '2026-01-02T03:04:05.000Z' },
  gain: { ratio: 1.2, low: 1.1, high: 1.3 },
};

describe('TunedStore', () => {
  let folder = '';
  let told: string[] = [];
  const store = (): TunedStore =>
    new TunedStore({ folder: join(folder, 'data'), onBadFile: (text) => told.push(text) });
  const file = (): string => join(folder, 'data', 'tuned.json');

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mmp-tuned-'));
    told = [];
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('has nothing before anything was kept, and says nothing of it', async () => {
    expect(await store().list()).toEqual([]);
    expect(await store().forget(TUNED)).toBe(false);
    expect(told).toEqual([]);
  });

  it('keeps what another process reads', async () => {
    await store().keep(TUNED);
    expect(await store().list()).toEqual([TUNED]);
    expect(await readdir(join(folder, 'data'))).toEqual(['tuned.json']);
  });

  it('keeps one for each strategy, element type, processor and code path', async () => {
    const f64: TunedDefault = { ...TUNED, dtype: 'f64' };
    const better: TunedDefault = { ...TUNED, values: { mr: 5 } };
    for (const each of [TUNED, f64, better]) await store().keep(each);
    expect(await store().list()).toEqual([f64, better]);
    expect(await store().forget(TUNED)).toBe(true);
    expect(await store().list()).toEqual([f64]);
  });

  it.each([
    ['no JSON', '{ "schema"'],
    ['another schema', '{ "schema": "matmul-profiler/tuned@9", "tuned": [] }'],
  ])('sets a file aside that has %s, says so once, and goes on', async (_, text) => {
    await store().keep(TUNED);
    await writeFile(file(), text);
    expect(await store().list()).toEqual([]);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('set aside as tuned.json.bad');
    expect(await readFile(`${file()}.bad`, 'utf8')).toBe(text);
    await store().keep(TUNED);
    expect(await store().list()).toEqual([TUNED]);
    expect(told).toHaveLength(1);
  });

  it('passes over entries that it does not know, and leaves them in the file', async () => {
    await store().keep(TUNED);
    const content = JSON.parse(await readFile(file(), 'utf8')) as { tuned: unknown[] };
    const unknown = { ...TUNED, strategy: 'later' };
    await writeFile(file(), JSON.stringify({ ...content, tuned: [unknown, ...content.tuned] }));
    expect(await store().list()).toEqual([TUNED]);
    await store().forget(TUNED);
    expect((JSON.parse(await readFile(file(), 'utf8')) as { tuned: unknown[] }).tuned).toEqual([unknown]);
    expect(told).toEqual([]);
  });

  it('is read when a run begins and when a kernel is shown, so that the engine gets what is kept by then', async () => {
    const engine = new DrivenEngine();
    const specs: unknown[] = [];
    const watched = {
      describe: () => engine.describe(),
      run: (spec: unknown) => {
        specs.push(spec);
        return Promise.resolve({ state: 'finished', elapsedMs: 0 } as const);
      },
      kernel: (request: unknown) => {
        specs.push(request);
        return Promise.resolve({ state: 'none', reason: 'a test' } as const);
      },
      measureMachine: () => Promise.resolve('finished' as const),
    };
    const tuned = new TunedEngine(watched, store());
    await store().keep(TUNED);
    await tuned.run(SPEC, () => undefined, new AbortController().signal);
    const request = {
      choice: { id: 'simd', values: {} },
      problem: plainProblem(8, 8, 8),
      threads: null,
      wraps: true,
    } as const;
    await tuned.kernel({ ...request, measured: null });
    expect(specs).toEqual([
      { ...SPEC, tuned: [TUNED] },
      { ...request, measured: null, tuned: [TUNED] },
    ]);
  });
});
