import { describe, expect, it } from 'vitest';
import type { ParameterValues } from '../../../../../src/core/kernels/parameters';
import { strategyById } from '../../../../../src/core/kernels/registry';
import type { StrategyId } from '../../../../../src/core/kernels/strategy';
import { bytesBeyond, bytesOfInstructions, footprintBytes } from '../../../../../src/core/model/traffic/loopTree';
import type { ModelCache } from '../../../../../src/core/model/traffic/loopTree';
import { loopsOfOrder, loopsOfPanels } from '../../../../../src/core/model/traffic/productLoops';
import { sparseBytesBeyond } from '../../../../../src/core/model/traffic/sparseTraffic';
import { LOOP_ORDERS } from '../../../../../src/core/kernels/wasm/loopOrders';
import { operandBytes, plainProblem } from '../../../../../src/core/problem';
import type { Problem } from '../../../../../src/core/problem';
import { machine } from '../../kernels/fakeContext';
import { LruCache } from './lruCache';
import { traceOfKernel, traceOfPanels, traceOfSparse } from './traces';
import type { Watch } from './traces';

const PLAIN = plainProblem(28, 48, 40);
const CACHES: readonly ModelCache[] = [1024, 2048, 4096, 8192, 16384, 32768].map((bytes) => ({
  bytes,
  lineBytes: 64,
}));

/**
 * The model steps where something just fits; the cache that is simulated steps a little earlier or later. So the simulation
 * is to lie between the model of a cache that is 1.4 times as large and that of one 1.4 times as small, or 20% off these.
 */
const NEIGHBOUR = 1.4;
const TOLERANCE = 0.2;
/** Half of all cases are this near to the model of the very cache. */
const MEDIAN_ERROR = 0.1;

async function expectAgreement(
  model: (cache: ModelCache) => number,
  trace: (watch: Watch) => void | Promise<void>,
  tolerance = TOLERANCE,
  medianError = MEDIAN_ERROR,
): Promise<void> {
  const caches = CACHES.map((shape) => new LruCache(shape));
  await trace((...access) => {
    for (const cache of caches) cache.touch(...access);
  });
  const errors = caches.map((cache) => {
    const { bytes, lineBytes } = cache.shape;
    const moved = cache.bytesMoved();
    const label = `${bytes} bytes`;
    expect(moved, label).toBeGreaterThan((1 - tolerance) * model({ bytes: bytes * NEIGHBOUR, lineBytes }));
    expect(moved, label).toBeLessThan((1 + tolerance) * model({ bytes: bytes / NEIGHBOUR, lineBytes }));
    return Math.abs(moved / model(cache.shape) - 1);
  });
  errors.sort((x, y) => x - y);
  expect(errors[Math.floor(errors.length / 2)]).toBeLessThan(medianError);
}

const KERNELS: readonly (readonly [StrategyId, ParameterValues])[] = [
  ['naive', {}],
  ...LOOP_ORDERS.map((order) => ['loops', { order }] as const),
  ['blocked', { mc: 16, kc: 24, nc: 16 }],
  ['blocked', { mc: 8, kc: 24, nc: 20 }],
  ['outer', { rank: 1 }],
  ['outer', { rank: 4 }],
  ['outer', { rank: 8 }],
  ['outer', { rank: 6 }],
];
const TRAITS: readonly Partial<Problem>[] = [{}, { transposeA: true }, { transposeB: true, dtype: 'f64' }];

describe.each(TRAITS.map((traits) => ({ traits, name: JSON.stringify(traits) })))(
  'the traffic model, against an LRU cache that sees what the kernel touches, $name',
  ({ traits }) => {
    const problem: Problem = { ...PLAIN, ...traits };

    it.each(KERNELS)('of %s %j', async (id, values) => {
      const model = strategyById(id).traffic?.(problem, machine, values, 0);
      await expectAgreement(
        (cache) => model?.bytesBeyond(cache) ?? NaN,
        (watch) => traceOfKernel(id, problem, values, watch),
      );
    });
  },
);

describe('the traffic model of rows that are a power of two apart', () => {
  const problem = plainProblem(48, 64, 64);
  const whole = { bytes: 8192, lineBytes: 64 };
  const inSets = { ...whole, wayBytes: 1024 };

  it.each(['ijk', 'jki', 'ikj'])('knows the conflicts of %s in a cache of sets', async (order) => {
    const caches = [whole, inSets].map((shape) => new LruCache(shape));
    await traceOfKernel('loops', problem, { order }, (...access) => {
      for (const cache of caches) cache.touch(...access);
    });
    const model = strategyById('loops').traffic?.(problem, machine, { order }, 0);
    for (const cache of caches) {
      expect((model?.bytesBeyond(cache.shape) ?? NaN) / cache.bytesMoved()).toBeCloseTo(1, 0.4);
    }
  });

  it('sees more traffic there where a column is walked down, and none where rows are', () => {
    const moved = (order: string, cache: ModelCache): number =>
      strategyById('loops').traffic?.(problem, machine, { order }, 0).bytesBeyond(cache) ?? NaN;
    expect(moved('ijk', inSets)).toBeGreaterThan(5 * moved('ijk', whole));
    expect(moved('ikj', inSets)).toBe(moved('ikj', whole));
  });
});

describe('the traffic model of the packed product, against an LRU cache', () => {
  it.each([
    [
      { mr: 6, nr: 8 },
      { mc: 12, kc: 24, nc: 40, packA: true, packB: true },
    ],
    [
      { mr: 4, nr: 8 },
      { mc: 20, kc: 36, nc: 56, packA: true, packB: true },
    ],
    [
      { mr: 4, nr: 8 },
      { mc: 20, kc: 36, nc: 56, packA: false, packB: true },
    ],
    [
      { mr: 4, nr: 8 },
      { mc: 40, kc: 72, nc: 56, packA: false, packB: false },
    ],
  ])('of tiles %j in blocks %j', async (tile, blocking) => {
    const nodes = loopsOfPanels(PLAIN, tile, blocking);
    await expectAgreement(
      (cache) => bytesBeyond(nodes, cache),
      (watch) => {
        traceOfPanels(PLAIN, tile, blocking, watch);
      },
    );
  });

  it('of parallel is the sum over its regions', () => {
    const problem = plainProblem(96, 64, 96);
    const cache = { bytes: 8192, lineBytes: 64 };
    const one = strategyById('parallel').traffic?.(problem, machine, { threads: 1 }, 0);
    const four = strategyById('parallel').traffic?.(problem, machine, { threads: 4 }, 0);
    expect(four?.threads).toBe(4);
    // Each thread reads what it needs of A and B for itself.
    expect(four?.bytesBeyond(cache)).toBeGreaterThan(one?.bytesBeyond(cache) ?? NaN);
    expect(four?.footprintBytes(64)).toBeLessThan(one?.footprintBytes(64) ?? NaN);
  });
});

describe('the traffic model of the sparse product, against an LRU cache', () => {
  const cases = [0.05, 0.3].flatMap((density) => [true, false].map((packB) => ({ density, packB })));

  it.each(cases)('at density $density, packed $packB', async ({ density, packB }) => {
    const problem = { ...plainProblem(60, 80, 64), density };

    const nonzeros = traceOfSparse(problem, 32, packB, () => undefined);
    await expectAgreement(
      (cache) => sparseBytesBeyond(problem, { nonzeros, width: 32, packB }, cache),
      (watch) => {
        traceOfSparse(problem, 32, packB, watch);
      },
      0.35,
      0.2,
    );
  });
});

describe('the traffic model of Strassen', () => {
  const strassen = strategyById('strassen');
  const problem = plainProblem(256, 256, 256);

  it('saves an eighth of the flops with each level', () => {
    for (const levels of [1, 2]) {
      expect(strassen.traffic?.(problem, machine, { levels }, 0).flopsShare).toBeCloseTo((7 / 8) ** levels, 12);
    }
  });

  it('moves each byte once where all of it fits, and more than the packed product where little fits', () => {
    const model = strassen.traffic?.(problem, machine, { levels: 1 }, 0);
    const packed = strategyById('simd').traffic?.(problem, machine, {}, 0);
    const [small, large] = [16, 16384].map((kib) => ({ bytes: kib * 1024, lineBytes: 64 }));
    expect(model?.bytesBeyond(large)).toBe(model?.footprintBytes(64));
    expect(model?.bytesBeyond(small)).toBeGreaterThan(packed?.bytesBeyond(small) ?? NaN);
  });
});

describe('the loops of a model', () => {
  const nodes = loopsOfOrder(PLAIN, 'ikj', 1);
  const { m, k, n } = PLAIN;

  it('touch as many bytes as the operands have', () => {
    expect(footprintBytes(nodes, 64)).toBe(operandBytes(PLAIN));
  });

  it('load and store each element as often as the kernel says', () => {
    // C is written, then each turn of k reads A once and for each column B and C, and writes C.
    expect(bytesOfInstructions(nodes)).toBe(4 * (m * n + m * k + 3 * m * k * n));
  });

  it('move no less beyond a smaller cache', () => {
    const moved = CACHES.map((cache) => bytesBeyond(nodes, cache));
    expect(moved).toEqual([...moved].sort((x, y) => y - x));
  });
});
