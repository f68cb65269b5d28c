import { describe, expect, it } from 'vitest';
import { partWithin } from '../../src/core/matrix/maps/blockMap';
import type { BlockMap } from '../../src/core/matrix/maps/blockMap';
import type { ErrorMap } from '../../src/core/matrix/maps/errorMap';
import { unpackNumbers } from '../../src/core/matrix/maps/packedNumbers';
import type { Inspection, WantedMap } from '../../src/core/matrix/maps/productMaps';
import type { StrategyId } from '../../src/core/kernels/strategy';
import type { Problem } from '../../src/core/problem';
import type { EngineClient } from '../../src/shared/engineClient';
import type { InspectRequest } from '../../src/shared/engineProtocol';
import { square } from '../unit/core/measurementFixtures';
import { engine } from './engineClients';

const ALL: readonly WantedMap[] = (['A', 'B', 'C', 'error'] as const).map((of) => ({ of, part: null, cells: 32 }));

function request(id: StrategyId, problem: Problem, wanted = ALL): InspectRequest {
  return { choice: { id, values: {} }, problem, threads: null, wanted };
}

function inspect(client: EngineClient, of: InspectRequest): Promise<Inspection> {
  return client.inspect(of, new AbortController().signal);
}

function mapOf({ maps }: Inspection, wanted: 'A' | 'B' | 'C'): BlockMap {
  const found = maps.find(({ of }) => of === wanted);
  if (found === undefined) throw new Error(`there is no map of ${wanted}`);
  return found.map;
}

function errorsOf({ maps }: Inspection): ErrorMap {
  for (const each of maps) if (each.of === 'error') return each.map;
  throw new Error('there is no map of the error');
}

const largest = (numbers: Float64Array): number => numbers.reduce((most, each) => Math.max(most, each), -Infinity);

describe('a product that is looked into', () => {
  it('is made from the seed, run once and compared with the reference', async () => {
    const answer = await inspect(engine(), request('simd', { ...square(96), m: 64, k: 80 }));
    expect(answer.backend).toMatch(/^wasm simd/);
    expect(answer.maps.map(({ of, map }) => [of, map.part.rows, map.part.columns, map.down, map.across])).toEqual([
      ['A', 64, 80, 32, 27],
      ['B', 80, 96, 27, 32],
      ['C', 64, 96, 32, 32],
      ['error', 64, 96, 32, 32],
    ]);
    const values = mapOf(answer, 'A');
    expect(largest(unpackNumbers(values.maximum))).toBeLessThan(1);
    expect(largest(unpackNumbers(values.maximum))).toBeGreaterThan(0.9);
    const error = errorsOf(answer);
    expect(error.compared).toBe(64 * 96);
    expect(largest(unpackNumbers(error.relative))).toBe(error.worst?.relative);
    expect(error.worst?.relative).toBe(answer.verification.norm);
    expect(answer.verification.norm).toBeGreaterThan(0);
    expect(answer.verification.norm).toBeLessThan(answer.verification.bound);
  });

  it('is the same for every strategy but for rounding, of which Strassen has most', async () => {
    const client = engine();
    const problem = square(128);
    const naive = await inspect(client, request('naive', problem));
    const strassen = await inspect(client, {
      ...request('strassen', problem),
      choice: { id: 'strassen', values: { levels: 2 } },
    });
    const [x, y] = [naive, strassen].map((answer) => unpackNumbers(mapOf(answer, 'C').mean));
    expect(largest(x.map((each, cell) => Math.abs(each - y[cell])))).toBeLessThan(1e-4);
    expect(x).not.toEqual(y);
    expect(errorsOf(strassen).worst?.relative).toBeGreaterThan(errorsOf(naive).worst?.relative ?? Infinity);
    expect(mapOf(strassen, 'A').mean).toBe(mapOf(naive, 'A').mean);
  });

  it('says how the nonzeros of A lie', async () => {
    const problem: Problem = { ...square(200), density: 0.05, structure: 'power' };
    const { rows, maps } = await inspect(engine(), request('sparse', problem));
    expect(rows.nonzeros).toBe(2000);
    expect(rows.mean).toBe(10);
    expect(rows.most).toBeGreaterThan(20);
    expect(rows.bins.reduce((sum, bin) => sum + bin.rows, 0)).toBe(200);
    const [a] = maps;
    expect(unpackNumbers(a.map.nonzeros).reduce((sum, each) => sum + each, 0)).toBe(2000);
  });

  it('is looked at more closely without being computed again, down to its elements', async () => {
    const client = engine();
    const problem = { ...square(1024), dtype: 'f64' as const };
    const overview = performance.now();
    const whole = await inspect(client, request('blocked', problem, [{ of: 'C', part: null, cells: 64 }]));
    const computing = performance.now() - overview;
    const part = { firstRow: 512, rows: 8, firstColumn: 100, columns: 8 };
    const closer = performance.now();
    const zoomed = await inspect(
      client,
      request('blocked', problem, [
        { of: 'C', part, cells: 64 },
        { of: 'error', part, cells: 64 },
      ]),
    );
    expect(performance.now() - closer).toBeLessThan(computing / 3);
    const [c, error] = zoomed.maps;
    expect([c.map.part, c.map.down, c.map.across]).toEqual([part, 8, 8]);
    expect(c.map.minimum).toBe(c.map.maximum);
    expect(errorsOf(zoomed).comparedOfCell).toBe(1);
    expect(error.map.nonzeros).not.toBe('');
    expect(zoomed.verification).toEqual(whole.verification);
  });

  it('answers with as much for a large product as for a small one', async () => {
    const client = engine();
    const sizeOf = async (n: number): Promise<number> => {
      const wanted = ALL.map((each) => ({ ...each, cells: 1000 }));
      return JSON.stringify(await inspect(client, request('simd', square(n), wanted))).length;
    };
    const small = await sizeOf(256);
    expect((await sizeOf(1500)) / small).toBeLessThan(1.1);
  });

  it('compares some elements of each cell where all would take long', async () => {
    const answer = await inspect(engine(), request('simd', square(1500)));
    const error = errorsOf(answer);
    expect(error.compared).toBeLessThan(1500 * 1500);
    expect(error.compared).toBeGreaterThan(50_000);
    expect(error.comparedOfCell).toBeLessThan(error.rowsOfCell * error.columnsOfCell);
  });

  it('with α, β and transposes is op(A), op(B) and C as they were meant', async () => {
    const problem: Problem = {
      ...square(40),
      m: 30,
      dtype: 'f64',
      transposeA: true,
      transposeB: true,
      alpha: -0.5,
      beta: 2,
    };
    const answer = await inspect(engine(), request('parallel', problem));
    expect(mapOf(answer, 'A').part).toEqual(partWithin(null, 30, 40));
    expect(answer.verification.norm).toBeLessThanOrEqual(answer.verification.bound);
    expect(errorsOf(answer).worst?.relative).toBe(answer.verification.norm);
  });

  it('is refused where the strategy cannot run, with its reason', async () => {
    await expect(inspect(engine(), request('webgpu', { ...square(64), dtype: 'f64' }))).rejects.toThrow(/f64|GPU/);
    await expect(inspect(engine(), request('naive', square(40_000)))).rejects.toThrow(
      /WebAssembly memory ends at 4\.0 GiB\. Choose smaller sizes\.|of memory is free\. Choose smaller sizes\./,
    );
  });
});

describe('a product that is looked into, beside runs', () => {
  const spec = (problem: Problem, budgetSeconds: number) => ({
    title: 'test',
    benchmarks: [
      {
        name: 'test',
        problems: [problem],
        strategies: [{ id: 'naive' as const, values: {} }],
        budgetSeconds,
        precision: 0.05,
        threads: null,
      },
    ],
  });

  it('is refused while a run goes on', async () => {
    const client = engine();
    const controller = new AbortController();
    const run = client.run(spec(square(1000), 20), () => undefined, controller.signal);
    await expect.poll(() => client.pid).toBeDefined();
    await client.describe({ blas: false, gpu: false });
    await expect(inspect(client, request('naive', square(64)))).rejects.toThrow(
      'A run goes on, which this would disturb. Look again when it has ended.',
    );
    controller.abort();
    expect((await run).state).toBe('cancelled');
    expect((await inspect(client, request('naive', square(64)))).backend).toBe('scalar JS, i-j-k');
  });

  it('is given up when a run begins, which is not kept waiting', async () => {
    const client = engine();
    await client.describe({ blas: false, gpu: false });
    const looking = inspect(client, request('naive', square(3000)));
    const refused = expect(looking).rejects.toThrow(/^It was given up for something else/);
    // In its run by then.
    await new Promise((resolve) => setTimeout(resolve, 600));
    const started = performance.now();
    const events: string[] = [];
    const outcome = await client.run(
      spec(square(32), 0.1),
      (event) => events.push(event.type),
      new AbortController().signal,
    );
    expect(outcome.state).toBe('finished');
    expect(events).toContain('measured');
    expect(performance.now() - started).toBeLessThan(5000);
    await refused;
  });

  it('is given up for the next one that is asked for, and by who asks', async () => {
    const client = engine();
    await client.describe({ blas: false, gpu: false });
    const first = expect(inspect(client, request('naive', square(3000)))).rejects.toThrow(/given up/);
    expect((await inspect(client, request('simd', square(64)))).backend).toMatch(/^wasm/);
    await first;
    const controller = new AbortController();
    const second = expect(client.inspect(request('naive', square(3000)), controller.signal)).rejects.toThrow();
    controller.abort();
    await second;
    expect((await inspect(client, request('simd', square(64)))).backend).toMatch(/^wasm/);
  });
});
