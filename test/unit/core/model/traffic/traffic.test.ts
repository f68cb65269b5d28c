import { describe, expect, it } from 'vitest';
import type { ParameterValues } from '../../../../../src/core/kernels/parameters';
import { strategyById } from '../../../../../src/core/kernels/registry';
import type { StrategyId } from '../../../../../src/core/kernels/strategy';
import { bytesBeyond, bytesOfInstructions, footprintBytes } from '../../../../../src/core/model/traffic/loopTree';
import type { ModelCache, Node } from '../../../../../src/core/model/traffic/loopTree';
import { loopsOfGemm, loopsOfOrder, loopsOfRank } from '../../../../../src/core/model/traffic/productLoops';
import { sparseBytesBeyond, sparseTraffic } from '../../../../../src/core/model/traffic/sparseTraffic';
import { gemmBlocking, layoutOf, NO_WISHES } from '../../../../../src/core/kernels/wasm/gemmBlocking';
import type { GemmBlocking } from '../../../../../src/core/kernels/wasm/gemmBlocking';
import { defaultShape } from '../../../../../src/core/kernels/wasm/gemmShape';
import type { GemmShape } from '../../../../../src/core/kernels/wasm/gemmShape';
import { LOOP_ORDERS } from '../../../../../src/core/kernels/wasm/loopOrders';
import { operandBytes, plainProblem } from '../../../../../src/core/problem';
import type { Problem } from '../../../../../src/core/problem';
import { machine } from '../../kernels/fakeContext';
import { LruCache } from '../../../../../src/core/model/cache/lruCache';
import { traceOfExpansion, traceOfGemm, traceOfKernel, traceOfOrder, traceOfSparse, traceOfStrassen } from './traces';
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

/** The model of these loops: what goes beyond caches, and what the kernel's own loads and stores move. */
async function expectAgreementOfLoops(
  nodes: readonly Node[],
  trace: (watch: Watch) => void,
  instructionError = 0.03,
): Promise<void> {
  await expectAgreement((cache) => bytesBeyond(nodes, cache), trace);
  let touched = 0;
  trace((_address, bytes) => {
    touched += bytes;
  });
  expect(Math.abs(bytesOfInstructions(nodes) / touched - 1)).toBeLessThan(instructionError);
}

const KERNELS: readonly (readonly [StrategyId, ParameterValues])[] = [
  ['naive', {}],
  ...LOOP_ORDERS.map((order) => ['loops', { order }] as const),
  ['blocked', { mc: 16, kc: 24, nc: 16 }],
  ['blocked', { mc: 8, kc: 24, nc: 20 }],
  ['blocked', { mc: 8, kc: 8, nc: 12 }],
  ['blocked', { mc: 28, kc: 12, nc: 20 }],
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
      const model = strategyById(id).traffic?.(problem, machine, values, 0, null);
      await expectAgreement(
        (cache) => model?.bytesBeyond(cache) ?? NaN,
        (watch) => traceOfKernel(id, problem, values, watch),
      );
    });
  },
);

describe('the traffic model of loops and outer products in vectors, against an LRU cache', () => {
  it.each<[string, Partial<Problem>, number]>([
    ['rank 1', {}, 1],
    ['rank 6', {}, 6],
    ['rank 8, C scaled first', { beta: 0.5 }, 8],
    ['rank 8, B stored transposed and gathered', { transposeB: true }, 8],
    ['rank 24', {}, 24],
  ])('of a sum of outer products, %s', async (_name, traits, rank) => {
    const problem: Problem = { ...PLAIN, n: 72, ...traits };
    const nodes = loopsOfRank(problem, rank, 16);
    await expectAgreementOfLoops(nodes, (watch) => {
      traceOfExpansion(problem, rank, 16, watch);
    });
  });

  it.each(LOOP_ORDERS)('of the loops in the order %s', async (order) => {
    const problem: Problem = { ...PLAIN, n: 48 };
    const nodes = loopsOfOrder(problem, order, 16);
    await expectAgreementOfLoops(nodes, (watch) => {
      traceOfOrder(problem, order, 16, watch);
    });
  });

  it('are those that the strategies give', () => {
    const cache = { bytes: 2048, lineBytes: 64 };
    const modelled = (id: StrategyId, values: ParameterValues): number | undefined =>
      strategyById(id)
        .traffic?.(PLAIN, machine, { path: 'simd', ...values }, 0, null)
        ?.bytesBeyond(cache);
    // Eight vectors of four columns at a time.
    expect(modelled('outer', { rank: 8 })).toBe(bytesBeyond(loopsOfRank(PLAIN, 8, 32), cache));
    expect(modelled('loops', { order: 'ijk' })).not.toBe(bytesBeyond(loopsOfOrder(PLAIN, 'ijk', 1), cache));
  });
});

describe('the traffic model of rows that are a power of two apart', () => {
  const problem = plainProblem(48, 64, 64);
  const whole = { bytes: 8192, lineBytes: 64 };
  const inSets = { ...whole, wayBytes: 1024 };

  it.each(['ijk', 'jki', 'ikj'])('knows the conflicts of %s in a cache of sets', async (order) => {
    const caches = [whole, inSets].map((shape) => new LruCache(shape));
    await traceOfKernel('loops', problem, { order }, (...access) => {
      for (const cache of caches) cache.touch(...access);
    });
    const model = strategyById('loops').traffic?.(problem, machine, { order }, 0, null);
    for (const cache of caches) {
      expect((model?.bytesBeyond(cache.shape) ?? NaN) / cache.bytesMoved()).toBeCloseTo(1, 0.4);
    }
  });

  it('sees more traffic there where a column is walked down, and none where rows are', () => {
    const moved = (order: string, cache: ModelCache): number =>
      strategyById('loops').traffic?.(problem, machine, { order }, 0, null)?.bytesBeyond(cache) ?? NaN;
    expect(moved('ijk', inSets)).toBeGreaterThan(5 * moved('ijk', whole));
    expect(moved('ikj', inSets)).toBe(moved('ikj', whole));
  });
});

/** Of 128 bits, so that thin kernels show at small sizes. */
const SHAPE: GemmShape = { ...defaultShape('f32', machine), mr: 4, nr: 8, vectorBits: 128 };
const TILES = {
  kernel: 'tiles',
  swapped: false,
  mc: 20,
  kc: 36,
  nc: 56,
  packA: false,
  packB: false,
  wide: false,
} as const;

describe('the traffic model of simd, against an LRU cache', () => {
  it.each<[string, Problem, Partial<GemmBlocking>, number?]>([
    ['both packed', PLAIN, { packA: true, packB: true }],
    ['both packed, in blocks of all three', { ...PLAIN, n: 112 }, { mc: 12, kc: 24, nc: 32, packA: true, packB: true }],
    ['both packed, in small blocks', PLAIN, { mc: 12, kc: 24, nc: 40, packA: true, packB: true }, 0.05],
    ['B packed', PLAIN, { packB: true }],
    ['nothing packed', PLAIN, { mc: 40, kc: 72 }],
    ['A stored transposed, unpacked', { ...PLAIN, transposeA: true }, { mc: 40, kc: 72 }],
    ['B stored transposed, packed', { ...PLAIN, transposeB: true }, { packB: true }],
    ['as Cᵀ', { ...PLAIN, m: 56, n: 6 }, { swapped: true, packB: true, mc: 8 }, 0.12],
    ['by wide tiles', { ...PLAIN, m: 2, n: 96 }, { wide: true, mc: 4, kc: 48, nc: 96 }],
  ])('%s', async (_name, problem, changed, instructionError) => {
    await expectGemm(problem, { ...TILES, ...changed }, instructionError);
  });

  it.each<[string, Problem, number]>([
    ['3 rows', { ...plainProblem(3, 96, 56), transposeB: true }, 24],
    ['6 rows, some steps of k at a time', { ...plainProblem(6, 160, 40), transposeB: true }, 80],
    ['3 columns, as Cᵀ', { ...plainProblem(56, 96, 3), transposeB: true }, 24],
    ['3 columns, as Cᵀ, gathered', plainProblem(56, 96, 3), 24],
    [
      '12 rows, gathered, some steps of k at a time',
      { ...plainProblem(12, 160, 48), transposeA: true, transposeB: true },
      80,
    ],
  ])('by dot products, %s', async (_name, problem, kc) => {
    await expectGemm(problem, { ...TILES, kernel: 'dot', swapped: problem.m > problem.n, kc, nc: 16 }, 0.06);
  });

  it('packs a B that is stored transposed, whatever was wished', () => {
    const problem = { ...PLAIN, transposeB: true };
    const moved = [false, true].map((packB) =>
      bytesBeyond(loopsOfGemm(problem, SHAPE, { ...TILES, packB }), { bytes: 2048, lineBytes: 64 }),
    );
    expect(moved[0]).toBe(moved[1]);
  });

  it('by an outer product', async () => {
    await expectGemm(plainProblem(40, 1, 72), { ...TILES, kernel: 'outer' });
  });

  it.each([
    ['tiles', plainProblem(96, 96, 96)],
    ['dot', { ...plainProblem(4, 256, 256), transposeB: true }],
    ['outer', plainProblem(96, 1, 96)],
  ])('models what is chosen: %s', (kernel, problem) => {
    const shape = defaultShape(problem.dtype, machine);
    const blocking = gemmBlocking(shape, layoutOf(problem), NO_WISHES);
    expect(blocking.kernel).toBe(kernel);
    const cache = { bytes: 4096, lineBytes: 64 };
    const modelled = strategyById('simd').traffic?.(problem, machine, {}, 0, null)?.bytesBeyond(cache);
    expect(modelled).toBe(bytesBeyond(loopsOfGemm(problem, shape, blocking), cache));
  });
});

async function expectGemm(problem: Problem, blocking: GemmBlocking, instructionError?: number): Promise<void> {
  const nodes = loopsOfGemm(problem, SHAPE, blocking);
  await expectAgreementOfLoops(
    nodes,
    (watch) => {
      traceOfGemm(problem, SHAPE, blocking, watch);
    },
    instructionError,
  );
}

describe('the traffic model of parallel', () => {
  it('is the sum over its regions, each with its part of rows as long as those of the whole', () => {
    const problem = plainProblem(96, 64, 96);
    const cache = { bytes: 8192, lineBytes: 64 };
    const one = strategyById('parallel').traffic?.(problem, machine, { threads: 1 }, 0, null);
    const four = strategyById('parallel').traffic?.(problem, machine, { threads: 4 }, 0, null);
    expect(four?.threads).toBe(4);
    // Each thread reads what it needs of A and B for itself.
    expect(four?.bytesBeyond(cache)).toBeGreaterThan(one?.bytesBeyond(cache) ?? NaN);
    expect(four?.footprintBytes(64)).toBeLessThan(one?.footprintBytes(64) ?? NaN);
  });
});

describe('the traffic model of the sparse product, against an LRU cache', () => {
  const csr = { block: 1, width: 32, strip: 32, down: 1, across: 1 };
  const bsr = { block: 8, width: 32, strip: 16, down: 1, across: 1 };
  const cases = [
    ...[0.05, 0.3].map((density) => ({ ...csr, density, structure: 'uniform' as const })),
    ...[0.1, 0.4].map((density) => ({ ...bsr, density, structure: 'block' as const })),
    { ...bsr, block: 16, density: 0.4, structure: 'block' as const },
  ].flatMap((shape) => [true, false].map((packB) => ({ ...shape, packB })));

  it.each(cases)('in blocks of $block at density $density, packed $packB', async ({ density, structure, ...shape }) => {
    const problem = { ...plainProblem(64, 80, 64), density, structure };
    const entries = traceOfSparse(problem, shape, () => undefined);
    await expectAgreement(
      (cache) => sparseBytesBeyond(problem, { ...shape, entries }, cache),
      (watch) => {
        traceOfSparse(problem, shape, watch);
      },
      // Of few large blocks, some rows have many more than others; the model knows their mean.
      shape.block === 16 ? 0.4 : 0.35,
      0.2,
    );
  });

  it('counts the zeros within blocks among the flops, and a cache for each thread', () => {
    const problem = { ...plainProblem(64, 80, 64), density: 0.1, structure: 'block' as const };
    const alone = sparseTraffic(problem, 400, { ...bsr, entries: 10, packB: true });
    expect(alone.flopsShare).toBeCloseTo(1.6, 12);
    const shared = sparseTraffic(problem, 400, { ...bsr, entries: 10, packB: true, down: 2 });
    expect(shared.threads).toBe(2);
    const cache = { bytes: 1024, lineBytes: 64 };
    // Each packs all of B for itself.
    expect(shared.bytesBeyond(cache)).toBeGreaterThan(alone.bytesBeyond(cache));
  });

  it('has no model before A is converted', () => {
    expect(strategyById('sparse').traffic?.(PLAIN, machine, {}, 0, null)).toBeNull();
  });
});

describe('the traffic model of Strassen', () => {
  const strassen = strategyById('strassen');
  const problem = plainProblem(256, 256, 256);

  it.each([
    ['1 level', plainProblem(64, 64, 64), 1, TOLERANCE],
    ['2 levels', plainProblem(64, 64, 64), 2, TOLERANCE],
    ['1 level, not square', plainProblem(96, 64, 128), 1, TOLERANCE],
    ['2 levels, not square', plainProblem(64, 128, 64), 2, TOLERANCE],
    // The model does not know of quarters whose rows begin within a line.
    ['1 level and a rest', plainProblem(66, 66, 66), 1, 0.3],
    ['2 levels and a rest', plainProblem(70, 66, 70), 2, 0.4],
  ])('by %s, against an LRU cache that sees its steps', async (_name, product, levels, tolerance) => {
    const model = strassen.traffic?.(product, machine, { levels }, 0, null);
    await expectAgreement(
      (cache) => model?.bytesBeyond(cache) ?? NaN,
      (watch) => {
        traceOfStrassen(product, defaultShape('f32', machine), levels, watch);
      },
      tolerance,
      tolerance,
    );
  });

  it('saves an eighth of the flops with each level', () => {
    for (const levels of [1, 2]) {
      expect(strassen.traffic?.(problem, machine, { levels }, 0, null)?.flopsShare).toBeCloseTo((7 / 8) ** levels, 12);
    }
  });

  it('moves each byte once where all of it fits, and more than the packed product where little fits', () => {
    const model = strassen.traffic?.(problem, machine, { levels: 1 }, 0, null);
    const packed = strategyById('simd').traffic?.(problem, machine, {}, 0, null);
    const [small, large] = [64, 16384].map((kib) => ({ bytes: kib * 1024, lineBytes: 64 }));
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
