import { describe, expect, it } from 'vitest';
import type { ParameterValues } from '../../../../../src/core/kernels/parameters';
import type { StrategyId } from '../../../../../src/core/kernels/strategy';
import { defaultShape } from '../../../../../src/core/kernels/wasm/gemmShape';
import { LOOP_ORDERS } from '../../../../../src/core/kernels/wasm/loopOrders';
import { strategyOfWalk, WALK_IDS, walkForStrategy, walkOf } from '../../../../../src/core/model/steps/catalogue';
import type { WalkId } from '../../../../../src/core/model/steps/catalogue';
import { blockedWalk } from '../../../../../src/core/model/steps/blockedSteps';
import { loopOrderWalk } from '../../../../../src/core/model/steps/loopOrderSteps';
import { packedWalk } from '../../../../../src/core/model/steps/packedSteps';
import { countsOf } from '../../../../../src/core/model/steps/replay';
import { patternOf, sparseWalk } from '../../../../../src/core/model/steps/sparseSteps';
import { cell, SIZE } from '../../../../../src/core/model/steps/step';
import type { Cell, Walk } from '../../../../../src/core/model/steps/step';
import { loopsOfBlocks, loopsOfGemm, loopsOfOrder } from '../../../../../src/core/model/traffic/productLoops';
import { plainProblem } from '../../../../../src/core/problem';
import type { Problem } from '../../../../../src/core/problem';
import { fakeContext, machine } from '../../kernels/fakeContext';
import { traceOfKernel, traceOfSparse, traceOfStrassen } from '../traffic/traces';
import { execute, WalkMemory } from './executeWalk';
import { accessesOf, accessesOfTree, addressesOf } from './walkAccesses';

const PROBLEM: Problem = { ...plainProblem(SIZE, SIZE, SIZE), dtype: 'f64' };
const INDICES = Array.from({ length: SIZE }, (_, index) => index);

/** Small whole numbers, whose sums are exact in any order. */
const valueOf = ({ region, row, column }: Cell): number => (((region === 'A' ? 7 : 5) * row + 3 * column) % 11) - 5;

/** The element of A or B that a cell holds from the beginning, where it is one. */
function originOf(walk: Walk, { region, row, column }: Cell): Cell | null {
  if (region === 'A' || region === 'B') return cell(region, row, column);
  const a = walk.regions.find(({ standsFor }) => standsFor !== undefined);
  const at = a?.standsFor?.findIndex((each) => each?.region === region && each.column === column) ?? -1;
  return at < 0 ? null : cell('A', Math.floor(at / SIZE), at % SIZE);
}

function memoryOf(walk: Walk): WalkMemory {
  const memory = new WalkMemory(walk);
  for (const { id, rows, columns, standsFor } of walk.regions) {
    for (let at = 0; standsFor === undefined && at < rows * columns; at++) {
      const own = cell(id, Math.floor(at / columns), at % columns);
      const origin = originOf(walk, own);
      if (origin !== null) memory.set(own, valueOf(origin));
    }
  }
  return memory;
}

/** Elements of A that are not stored are 0. */
function expectedElement(walk: Walk, row: number, column: number): number {
  const stored = walk.regions.find(({ id }) => id === 'A')?.standsFor;
  return INDICES.filter((k) => stored === undefined || stored[row * SIZE + k] !== null).reduce(
    (sum, k) => sum + valueOf(cell('A', row, k)) * valueOf(cell('B', k, column)),
    0,
  );
}

describe.each(WALK_IDS)('the walk %s', (id) => {
  const walk = walkOf(id);

  it('gives the product', () => {
    const memory = memoryOf(walk);
    execute(walk, memory);
    for (const row of INDICES) {
      for (const column of INDICES) {
        expect(memory.get(cell('C', row, column)), `C[${row}, ${column}]`).toBe(expectedElement(walk, row, column));
      }
    }
  });

  it('touches what it computes with, and stores all of C', () => {
    const written = new Set<string>();
    for (const { operations, accesses } of walk.steps.flat()) {
      const read = accesses.filter(({ kind }) => kind === 'read').map((each) => JSON.stringify(each.cell));
      for (const operation of operations) {
        if (operation.kind === 'copy') expect(read).toContain(JSON.stringify(operation.from));
      }
      for (const each of accesses) if (each.kind === 'write') written.add(JSON.stringify(each.cell));
    }
    for (const row of INDICES) {
      for (const column of INDICES) expect(written).toContain(JSON.stringify(cell('C', row, column)));
    }
  });

  it('names a line of its code with each statement', () => {
    for (const { line, text, thread } of walk.steps.flat()) {
      expect(walk.code()[line], text()).toBeDefined();
      expect(thread).toBeLessThan(walk.threads);
      expect(text()).not.toMatch(/undefined|NaN/);
    }
  });
});

describe.each(WALK_IDS.filter((id) => id !== 'strassen'))('the walk %s', (id) => {
  it('does every multiply-add exactly once', () => {
    const walk = walkOf(id);
    /** What cells hold, copies followed to where they come from. */
    const holds = new Map<string, Cell>();
    const followed = (of: Cell): Cell | null => originOf(walk, of) ?? holds.get(JSON.stringify(of)) ?? null;
    const done = new Map<string, number>();
    for (const { operations } of walk.steps.flat()) {
      for (const operation of operations) {
        if (operation.kind === 'copy') {
          const origin = followed(operation.from);
          if (origin !== null) holds.set(JSON.stringify(operation.to), origin);
        }
        if (operation.kind !== 'multiply') continue;
        const [a, b] = [followed(operation.x), followed(operation.y)];
        const { row, column } = operation.into;
        expect([a?.region, a?.row, b?.region, b?.column, b?.row]).toEqual(['A', row, 'B', column, a?.column]);
        const key = `${row} ${a?.column ?? ''} ${column}`;
        done.set(key, (done.get(key) ?? 0) + 1);
      }
    }
    const stored = walk.regions.find((region) => region.id === 'A')?.standsFor;
    const nonzeros = stored === undefined ? SIZE * SIZE : stored.filter((each) => each !== null).length;
    expect(done.size).toBe(nonzeros * SIZE);
    expect([...new Set(done.values())]).toEqual([1]);
  });
});

describe('the walk of Strassen', () => {
  it('does an eighth fewer multiply-adds, and 13 additions of quarters', () => {
    const { multiplyAdds, additions } = countsOf(walkOf('strassen'), { lines: 8, elementsOfLine: 4 });
    expect(multiplyAdds).toBe((7 / 8) * SIZE ** 3);
    expect(additions).toBe(13 * 16);
  });

  it('touches the elements that the kernel touches', () => {
    const touched = new Set<number>();
    traceOfStrassen(PROBLEM, defaultShape('f64', machine), 1, (address, bytes) => {
      for (let at = address; at < address + bytes; at += 8) touched.add(at);
    });
    const ofWalk = new Set(addressesOf(walkOf('strassen')).map((each) => Number.parseInt(each, 10)));
    // Panels, where the kernel makes some, lie behind.
    const end = Math.max(...ofWalk);
    expect([...touched].filter((at) => at <= end).sort((x, y) => x - y)).toEqual([...ofWalk].sort((x, y) => x - y));
  });
});

describe('the walks touch what the kernels in JavaScript touch, in their order', () => {
  const kernels: readonly (readonly [WalkId, StrategyId, ParameterValues])[] = [
    ['ijk', 'naive', {}],
    ...LOOP_ORDERS.map((order) => [order, 'loops', { order }] as const),
    ['blocked4', 'blocked', { mc: 4, kc: 4, nc: 4 }],
    ['blocked8', 'blocked', { mc: 8, kc: 8, nc: 8 }],
    ...([1, 2, 4, 8] as const).map((rank) => [`outer${rank}`, 'outer', { rank }] as const),
  ];

  it.each(kernels)('%s: %s %j', async (walk, strategy, values) => {
    const { a } = fakeContext(PROBLEM, { workspaceBytes: 0 });
    const { b, c } = fakeContext(PROBLEM, { workspaceBytes: 0 });
    const places = [a, b, c].map(({ offset }) => offset);
    const kernel: string[] = [];
    await traceOfKernel(strategy, PROBLEM, values, (address, _bytes, isWrite) => {
      const matrix = places.findLastIndex((offset) => offset <= address);
      kernel.push(`${matrix * SIZE * SIZE * 8 + address - places[matrix]} ${isWrite ? 'write' : 'read'}`);
    });
    expect(addressesOf(walkOf(walk))).toEqual(kernel);
  });
});

describe('the walks touch what the trees of the traffic models touch', () => {
  it.each(LOOP_ORDERS)('%s', (order) => {
    expect(accessesOf(loopOrderWalk(order))).toEqual(accessesOfTree(loopsOfOrder(PROBLEM, order, 1)));
  });

  it.each([4, 8])('blocked by %i, but that C is not read before the first block of k is stored', (block) => {
    const tree = new Map(accessesOfTree(loopsOfBlocks(PROBLEM, { mc: block, kc: block, nc: block })));
    for (const [key, times] of tree) if (/^C.*read$/.test(key)) tree.set(key, times - 1);
    for (const [key, times] of tree) if (times === 0) tree.delete(key);
    expect(accessesOf(blockedWalk(block))).toEqual(tree);
  });

  it.each([
    [2, 4],
    [4, 4],
  ])('packed, by tiles of %i×%i', (mr, nr) => {
    const shape = { ...defaultShape('f64', machine), mr, nr };
    const blocking = {
      kernel: 'tiles',
      swapped: false,
      mc: 4,
      kc: 4,
      nc: 8,
      packA: true,
      packB: true,
      wide: false,
    } as const;
    const tree = new Map(accessesOfTree(loopsOfGemm(PROBLEM, shape, blocking)));
    for (const [key, times] of tree) if (/^C\[.*read$/.test(key)) tree.set(key, times - 1);
    const names = new Map([
      ['pA', 'panels of A'],
      ['pB', 'panels of B'],
    ]);
    expect(accessesOf(packedWalk(mr, nr), (region) => names.get(region) ?? region)).toEqual(tree);
  });

  it.each([0.125, 0.25, 0.5])('sparse rows at density %f, against the written-out loops', (density) => {
    const problem = { ...PROBLEM, density };
    const loops = { b: 0, c: 0, values: 0, indices: 0 };
    const entries = traceOfSparse(
      problem,
      { block: 1, width: 8, strip: 8, down: 1, across: 1, packB: false },
      (address, bytes, isWrite) => {
        if (address >= 2 ** 30) loops.indices += bytes;
        else if (bytes === 8) loops.values += bytes;
        else if (isWrite) loops.c += bytes;
        else loops.b += bytes;
      },
    );
    const walk = sparseWalk(density);
    const counts = new Map<string, number>();
    for (const {
      cell: { region },
    } of walk.steps.flat().flatMap(({ accesses }) => accesses)) {
      counts.set(region, (counts.get(region) ?? 0) + 1);
    }
    expect(patternOf(density).flat()).toHaveLength(entries);
    expect(Object.fromEntries(counts)).toEqual({
      starts: 2 * SIZE,
      columns: entries,
      values: loops.values / 8,
      B: loops.b / 8,
      C: loops.c / 8,
    });
    expect(loops.indices).toBe(4 * (entries + 2 * SIZE));
  });
});

describe('the catalogue', () => {
  it('has a walk for every strategy that runs on the processor’s own kernels', () => {
    for (const id of WALK_IDS)
      expect(strategyOfWalk(walkForStrategy(strategyOfWalk(id)) ?? id)).toBe(strategyOfWalk(id));
    expect(walkForStrategy('blas')).toBeNull();
  });
});
