import type { Node, Touch } from '../../../../../src/core/model/traffic/loopTree';
import { addressOf } from '../../../../../src/core/model/steps/step';
import type { Walk } from '../../../../../src/core/model/steps/step';

/** How often each element is read and written: 'A[2, 3] read' → times. */
export type AccessCounts = ReadonlyMap<string, number>;

/** Those of a walk, its regions named as a tree of loops names them. */
export function accessesOf(walk: Walk, nameOf: (region: string) => string = (region) => region): AccessCounts {
  const counts = new Map<string, number>();
  for (const { accesses } of walk.steps.flat()) {
    for (const { cell, kind } of accesses) {
      add(counts, `${nameOf(cell.region)}[${cell.row}, ${cell.column}] ${kind}`);
    }
  }
  return counts;
}

/** In order, as addresses. */
export function addressesOf(walk: Walk): readonly string[] {
  const regions = new Map(walk.regions.map((region) => [region.id, region]));
  return walk.steps.flat().flatMap(({ accesses }) =>
    accesses.map(({ cell, kind }) => {
      const region = regions.get(cell.region);
      if (region === undefined) throw new RangeError(`there is no region ${cell.region}`);
      return `${addressOf(region, cell)} ${kind}`;
    }),
  );
}

/** Those that the loops of a traffic model make, of which each has a whole number of turns. */
export function accessesOfTree(nodes: readonly Node[]): AccessCounts {
  const counts = new Map<string, number>();
  walkTree(nodes, [], counts);
  return counts;
}

interface Turn {
  readonly id: string;
  readonly turns: number;
  readonly at: number;
}

function walkTree(nodes: readonly Node[], around: readonly Turn[], counts: Map<string, number>): void {
  for (const node of nodes) {
    if (node.kind === 'touch') touch(node, around, counts);
    else {
      const { id, turns, body } = node;
      for (let at = 0; at < turns; at++) walkTree(body, [...around, { id, turns, at }], counts);
    }
  }
}

function touch(
  { name, rows, columns, rowLoops, columnLoops, access }: Touch,
  around: readonly Turn[],
  counts: Map<string, number>,
): void {
  const [top, left] = [firstOf(rowLoops, rows, around), firstOf(columnLoops, columns, around)];
  for (let row = top; row < top + rows; row++) {
    for (let column = left; column < left + columns; column++) {
      if (access !== 'write') add(counts, `${name}[${row}, ${column}] read`);
      if (access !== 'read') add(counts, `${name}[${row}, ${column}] write`);
    }
  }
}

/** Where a touch begins: each loop goes on by what the loops within it have been through. */
function firstOf(loops: readonly string[], extent: number, around: readonly Turn[]): number {
  let first = 0;
  let step = extent;
  for (const id of [...loops].reverse()) {
    const turn = around.find((each) => each.id === id);
    if (turn === undefined) continue;
    first += turn.at * step;
    step *= turn.turns;
  }
  return first;
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
