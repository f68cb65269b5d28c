/**
 * The loops of a kernel with what they touch, from which the traffic beyond a cache follows by arithmetic.
 *
 * The model is that of data reuse in loop nests (Wolf and Lam, A Data Locality Optimizing Algorithm, PLDI 1991; McKinley,
 * Carr and Tseng, Improving Data Locality with Loop Transformations, TOPLAS 18, 1996): what one turn of a loop touches is
 * still there in the next turn if it fits into the cache. The cache is one of whole lines with replacement of the line that
 * was not used for the longest time, without conflicts, and a line that is written to is fetched first and written back
 * once.
 */

/** A matrix as it is stored, or a piece of workspace. */
export interface Storage {
  readonly rows: number;
  readonly columns: number;
  readonly elementBytes: number;
}

export interface Touch {
  readonly kind: 'touch';
  readonly name: string;
  readonly storage: Storage;
  /** Elements that are touched at once. */
  readonly rows: number;
  readonly columns: number;
  /** Loops around it that go on by so many rows, or columns, in each turn. */
  readonly rowLoops: readonly string[];
  readonly columnLoops: readonly string[];
  readonly access: 'read' | 'write' | 'update';
}

export interface Loop {
  readonly kind: 'loop';
  readonly id: string;
  /** May be a fraction: the last turn of a blocked loop is often not full. */
  readonly turns: number;
  readonly body: readonly Node[];
}

export type Node = Loop | Touch;

export interface ModelCache {
  readonly bytes: number;
  readonly lineBytes: number;
  /**
   * Addresses that are a multiple of this apart fall into the same set of lines, of which there is one for each way; left
   * out where any line may lie anywhere.
   */
  readonly wayBytes?: number;
}

export function loop(id: string, turns: number, ...body: readonly Node[]): Loop {
  return { kind: 'loop', id, turns: Math.max(1, turns), body };
}

/** Rows and columns of a part of some storage. */
interface Part {
  readonly storage: Storage;
  readonly rows: number;
  readonly columns: number;
  readonly isWritten: boolean;
}
type Parts = ReadonlyMap<string, Part>;
/** Lines by names. */
type Lines = ReadonlyMap<string, number>;
/** Lines that are fetched, and those of them that are changed and written back. */
type Misses = ReadonlyMap<string, { readonly fetched: number; readonly changed: number }>;

/** Bytes that go over the border beyond a cache that is empty before and written back after: fetched and written back. */
export function bytesBeyond(nodes: readonly Node[], cache: ModelCache): number {
  let sum = 0;
  for (const { fetched, changed } of missesOf(nodes, cache).values()) sum += fetched + changed;
  return sum * cache.lineBytes;
}

/** Bytes of all that is touched, in whole lines. */
export function footprintBytes(nodes: readonly Node[], lineBytes: number): number {
  return total(linesOf(partsOf(nodes), lineBytes)) * lineBytes;
}

/** Bytes that the kernel's own loads and stores move. */
export function bytesOfInstructions(nodes: readonly Node[]): number {
  return nodes.reduce((sum, node) => {
    if (node.kind === 'loop') return sum + node.turns * bytesOfInstructions(node.body);
    const { rows, columns, storage, access } = node;
    return sum + rows * columns * storage.elementBytes * (access === 'update' ? 2 : 1);
  }, 0);
}

/** What is touched in all, each name once. */
function partsOf(nodes: readonly Node[], turns: ReadonlyMap<string, number> = new Map()): Parts {
  const parts = new Map<string, Part>();
  const add = (name: string, part: Part): void => {
    const other = parts.get(name);
    parts.set(name, {
      storage: part.storage,
      rows: Math.max(part.rows, other?.rows ?? 0),
      columns: Math.max(part.columns, other?.columns ?? 0),
      isWritten: part.isWritten || other?.isWritten === true,
    });
  };
  for (const node of nodes) {
    if (node.kind === 'loop') {
      for (const [name, part] of partsOf(node.body, new Map([...turns, [node.id, node.turns]]))) add(name, part);
      continue;
    }
    const { storage, rowLoops, columnLoops, access } = node;
    const extent = (first: number, loops: readonly string[], limit: number): number =>
      Math.min(
        limit,
        loops.reduce((product, id) => product * (turns.get(id) ?? 1), first),
      );
    add(node.name, {
      storage,
      rows: extent(node.rows, rowLoops, storage.rows),
      columns: extent(node.columns, columnLoops, storage.columns),
      isWritten: access !== 'read',
    });
  }
  return parts;
}

function linesOf(parts: Parts, lineBytes: number): Lines {
  return new Map([...parts].map(([name, part]) => [name, linesOfPart(part, lineBytes)]));
}

/**
 * Rows that are short share lines with their neighbours; a narrow part of a long row takes lines of its own, one more than it
 * fills where it does not begin at a line's beginning.
 */
function linesOfPart({ storage, rows, columns }: Part, lineBytes: number): number {
  const leadingBytes = storage.columns * storage.elementBytes;
  const partBytes = columns * storage.elementBytes;
  const ofWholeRows = Math.max(1, (rows * leadingBytes) / lineBytes);
  const step = greatestCommonDivisor(greatestCommonDivisor(leadingBytes, Math.round(partBytes)), lineBytes);
  return Math.min(rows * Math.max(1, (partBytes - step) / lineBytes + 1), ofWholeRows);
}

function greatestCommonDivisor(x: number, y: number): number {
  return y === 0 ? x : greatestCommonDivisor(y, x % y);
}

function total(lines: Lines): number {
  let sum = 0;
  for (const each of lines.values()) sum += each;
  return sum;
}

function missesOf(nodes: readonly Node[], cache: ModelCache): Misses {
  if (occupiedBy(nodes, cache) <= 1) return eachOnce(nodes, cache);
  const misses = new Map<string, { fetched: number; changed: number }>();
  for (const [index, node] of nodes.entries()) {
    const kept = index === 0 ? NOTHING : keptFrom(nodes[index - 1], node, cache);
    for (const [name, { fetched, changed }] of missesOfNode(node, cache)) {
      const found = Math.min(fetched, kept.get(name) ?? 0);
      const before = misses.get(name) ?? { fetched: 0, changed: 0 };
      // A line that is found has been counted as changed by the loop that left it, if that changed it.
      misses.set(name, {
        fetched: before.fetched + fetched - found,
        changed: before.changed + Math.max(0, changed - (before.changed > 0 ? found : 0)),
      });
    }
  }
  return misses;
}

const NOTHING: Lines = new Map();

function eachOnce(nodes: readonly Node[], { lineBytes }: ModelCache): Misses {
  return new Map(
    [...partsOf(nodes)].map(([name, part]) => {
      const fetched = linesOfPart(part, lineBytes);
      return [name, { fetched, changed: part.isWritten ? fetched : 0 }];
    }),
  );
}

function missesOfNode(node: Node, cache: ModelCache): Misses {
  if (node.kind === 'touch') return eachOnce([node], cache);
  // What one turn touches is there in the next: all turns together fetch each line once.
  if (occupiedBy(node.body, cache) <= 1) return eachOnce([node], cache);
  const kept = keptForNextTurn(node, cache);
  return new Map(
    [...missesOf(node.body, cache)].map(([name, { fetched, changed }]) => {
      const over = (lines: number): number =>
        lines * node.turns - Math.min(lines, kept.get(name) ?? 0) * (node.turns - 1);
      return [name, { fetched: over(fetched), changed: over(changed) }];
    }),
  );
}

/**
 * Lines that a turn finds although all that the turn before touched does not fit: those that it used at its very end, and
 * the next uses at its very beginning.
 */
function keptForNextTurn(node: Loop, cache: ModelCache): Lines {
  const { lineBytes } = cache;
  const one = linesOf(partsOf(node.body), lineBytes);
  const two = linesOf(partsOf([{ ...node, turns: Math.min(2, node.turns) }]), lineBytes);
  const kept = new Map<string, number>();
  for (const [name, lines] of one) {
    const shared = 2 * lines - (two.get(name) ?? 2 * lines);
    if (shared <= 0) continue;
    const distance =
      occupiedBy(passOf(node.body, name, lines, lineBytes, 'last'), cache) +
      occupiedBy(passOf(node.body, name, lines, lineBytes, 'first'), cache) -
      (lines * lineBytes) / cache.bytes;
    if (distance <= 1) kept.set(name, shared);
  }
  return kept;
}

/** The share of the cache that all that is touched takes; above 1 it does not fit. */
function occupiedBy(nodes: readonly Node[], cache: ModelCache): number {
  const { bytes, lineBytes, wayBytes = bytes } = cache;
  let lines = 0;
  let ways = 0;
  for (const part of partsOf(nodes).values()) {
    lines += linesOfPart(part, lineBytes);
    ways += cache.wayBytes === undefined ? 0 : waysOf(part, lineBytes, wayBytes);
  }
  return ways > bytes / wayBytes ? Infinity : (lines * lineBytes) / bytes;
}

/**
 * Lines of a set that are taken by rows so far apart that they fall into some of the sets only; 0 where they lie in all. Parts
 * of several matrices are taken to lie in the same sets, as they often do where sizes are powers of two.
 */
function waysOf({ storage, rows, columns }: Part, lineBytes: number, wayBytes: number): number {
  if (rows <= 1) return 0;
  const stepBytes = Math.max(lineBytes, greatestCommonDivisor(storage.columns * storage.elementBytes, wayBytes));
  const linesOfRow = Math.max(1, (columns * storage.elementBytes) / lineBytes);
  // A row takes as many neighbouring sets as it has lines; beyond the step they are those of another row.
  const sets = (wayBytes / stepBytes) * Math.min(linesOfRow, stepBytes / lineBytes);
  return sets >= wayBytes / lineBytes ? 0 : (rows * linesOfRow) / sets;
}

/**
 * What a loop leaves in the cache for the one that follows: what both touch, if it fits beside all that the first touches
 * and what the second touches until it has been through it once.
 */
function keptFrom(before: Node, after: Node, cache: ModelCache): Lines {
  const { lineBytes } = cache;
  const first = linesOf(partsOf([before]), lineBytes);
  const kept = new Map<string, number>();
  for (const [name, lines] of linesOf(partsOf([after]), lineBytes)) {
    const there = first.get(name);
    if (there === undefined) continue;
    const since = occupiedBy(passOf([before], name, there, lineBytes, 'last'), cache);
    const until = occupiedBy(passOf([after], name, lines, lineBytes, 'first'), cache);
    const shared = Math.min(there, lines);
    if (since + until - (shared * lineBytes) / cache.bytes <= 1) kept.set(name, shared);
  }
  return kept;
}

/**
 * The innermost turn, the first or the last, in which all that is touched by that name is touched; in a sequence, from its
 * beginning to there, or from there to its end.
 */
function passOf(
  nodes: readonly Node[],
  name: string,
  lines: number,
  lineBytes: number,
  which: 'first' | 'last',
): readonly Node[] {
  const covers = (node: Node): boolean => {
    const part = partsOf([node]).get(name);
    return part !== undefined && linesOfPart(part, lineBytes) >= lines * 0.99;
  };
  const index = which === 'first' ? nodes.findIndex(covers) : nodes.findLastIndex(covers);
  const node = nodes.at(index);
  if (index < 0 || node === undefined) return nodes;
  const rest = which === 'first' ? nodes.slice(0, index) : nodes.slice(index + 1);
  if (node.kind === 'touch') return [...rest, node];
  const body = partsOf(node.body).get(name);
  const isInBody = body !== undefined && linesOfPart(body, lineBytes) >= lines * 0.99;
  return [...rest, ...(isInBody ? passOf(node.body, name, lines, lineBytes, which) : [node])];
}
