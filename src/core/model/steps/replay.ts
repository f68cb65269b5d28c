import { LruCache } from '../cache/lruCache';
import { addressOf, cellText, ELEMENT_BYTES } from './step';
import type { Cell, Operation, Region, Walk } from './step';

/** The simulated cache of each thread: whole lines, the one that was not used for the longest time leaves. */
export interface CacheShape {
  readonly lines: number;
  /** Of 8 bytes. */
  readonly elementsOfLine: number;
}

export interface Counts {
  readonly reads: number;
  readonly writes: number;
  readonly hits: number;
  readonly misses: number;
}

export interface WalkCounts {
  readonly total: Counts;
  /** By region, in the order of the walk. */
  readonly regions: ReadonlyMap<string, Counts>;
  /** By thread. */
  readonly threads: readonly Counts[];
  readonly multiplyAdds: number;
  /** Additions of whole matrices, as Strassen's. */
  readonly additions: number;
  /** Bytes that misses fetched, and that changed lines write back, those that are still in a cache too. */
  readonly bytesMoved: number;
}

export type TouchKind = 'read' | 'write' | 'read and write';

/** What is touched in the last step. */
export interface TouchedNow {
  readonly kind: TouchKind;
  readonly missed: boolean;
  readonly thread: number;
}

/** An element after some steps. */
export interface CellState {
  readonly now: TouchedNow | null;
  /** Threads in whose caches it lies. */
  readonly cachedBy: readonly number[];
  /** How many terms have been added to it, of those of the whole walk; `null` where none ever is. */
  readonly summed: { readonly terms: number; readonly of: number } | null;
  /** What a copy holds now, for people: 'A[2, 3]'; `null` where it is its own value, '' where it holds nothing yet. */
  readonly holds: string | null;
}

/** A walk after some of its steps. */
export interface WalkState {
  readonly counts: WalkCounts;
  /** Of each region, row by row. */
  readonly cells: ReadonlyMap<string, readonly CellState[]>;
}

interface CellRecord {
  now: TouchedNow | null;
  additions: number;
  holds: string | null;
}

/** Runs the first `count` steps from empty caches. */
export function replay(walk: Walk, shape: CacheShape, count: number): WalkState {
  const run = new Replay(walk, shape);
  const last = Math.min(count, walk.steps.length) - 1;
  for (let at = 0; at <= last; at++) run.step(at, at === last);
  return { counts: run.counts(), cells: run.cells() };
}

/** What the whole walk counts. */
export function countsOf(walk: Walk, shape: CacheShape): WalkCounts {
  const run = new Replay(walk, shape);
  for (let at = 0; at < walk.steps.length; at++) run.step(at, false);
  return run.counts();
}

class Replay {
  private readonly caches: readonly LruCache[];
  private readonly regions: ReadonlyMap<string, Region>;
  private readonly records: ReadonlyMap<string, readonly CellRecord[]>;
  private readonly byRegion: ReadonlyMap<string, Tally>;
  private readonly byThread: readonly Tally[];
  private multiplyAdds = 0;
  private additions = 0;

  constructor(
    private readonly walk: Walk,
    { lines, elementsOfLine }: CacheShape,
  ) {
    const lineBytes = elementsOfLine * ELEMENT_BYTES;
    const shape = { bytes: lines * lineBytes, lineBytes };
    this.caches = Array.from({ length: walk.threads }, () => new LruCache(shape));
    this.regions = new Map(walk.regions.map((region) => [region.id, region]));
    this.records = new Map(walk.regions.map((region) => [region.id, recordsOf(region)]));
    this.byRegion = new Map(
      walk.regions.filter(({ standsFor }) => standsFor === undefined).map(({ id }) => [id, new Tally()]),
    );
    this.byThread = this.caches.map(() => new Tally());
  }

  /** @param isLast whether what it touches is noted. */
  step(at: number, isLast: boolean): void {
    for (const { thread, accesses, operations } of this.walk.steps[at]) {
      for (const { cell, kind } of accesses) {
        const region = this.regions.get(cell.region);
        if (region === undefined) throw new RangeError(`there is no region ${cell.region}`);
        const { misses } = this.caches[thread].touch(addressOf(region, cell), region.elementBytes, kind === 'write');
        this.byRegion.get(cell.region)?.add(kind, misses > 0);
        this.byThread[thread].add(kind, misses > 0);
        if (isLast) this.note(cell, kind, misses > 0, thread);
      }
      for (const operation of operations) this.apply(operation);
    }
  }

  counts(): WalkCounts {
    const regions = new Map([...this.byRegion].map(([id, tally]) => [id, tally.counts()]));
    const total = this.byThread.reduce((sum, tally) => sum.with(tally), new Tally()).counts();
    const { multiplyAdds, additions } = this;
    const bytesMoved = this.caches.reduce((sum, cache) => sum + cache.bytesMoved(), 0);
    return {
      total,
      regions,
      threads: this.byThread.map((tally) => tally.counts()),
      multiplyAdds,
      additions,
      bytesMoved,
    };
  }

  cells(): ReadonlyMap<string, readonly CellState[]> {
    const most = additionsOf(this.walk);
    return new Map(
      [...this.regions.values()].map((region) => [
        region.id,
        (this.records.get(region.id) ?? []).map((own, index): CellState => {
          const column = index % region.columns;
          const place = { region: region.id, row: (index - column) / region.columns, column };
          const cell = region.standsFor === undefined ? place : (region.standsFor[index] ?? null);
          if (cell === null) return NOTHING;
          const record = this.recordOf(cell) ?? own;
          const all = most.get(cellText(cell)) ?? 0;
          return {
            now: record.now,
            cachedBy: this.threadsThatHold(cell),
            summed: all === 0 ? null : { terms: record.additions, of: all },
            holds: record.holds,
          };
        }),
      ]),
    );
  }

  private threadsThatHold(cell: Cell): readonly number[] {
    const region = this.regions.get(cell.region);
    if (region === undefined) return [];
    const address = addressOf(region, cell);
    return this.caches.flatMap((cache, thread) => (cache.holds(address) ? [thread] : []));
  }

  private recordOf({ region, row, column }: Cell): CellRecord | undefined {
    return this.records.get(region)?.[row * (this.regions.get(region)?.columns ?? 0) + column];
  }

  private note(cell: Cell, kind: 'read' | 'write', missed: boolean, thread: number): void {
    const record = this.recordOf(cell);
    if (record === undefined) return;
    const { now } = record;
    record.now =
      now === null
        ? { kind, missed, thread }
        : { ...now, kind: now.kind === kind ? kind : 'read and write', missed: now.missed || missed };
  }

  private apply(operation: Operation): void {
    switch (operation.kind) {
      case 'multiply':
        this.multiplyAdds += 1;
        this.count(operation.into);
        break;
      case 'sum':
        this.additions += 1;
        this.count(operation.to);
        break;
      case 'gather':
        this.additions += 2;
        this.count(operation.to);
        break;
      case 'copy': {
        const record = this.recordOf(operation.to);
        if (record !== undefined) record.holds = cellText(operation.from);
        break;
      }
      case 'clear':
        break;
    }
  }

  private count(cell: Cell): void {
    const record = this.recordOf(cell);
    if (record !== undefined) record.additions += 1;
  }
}

const NOTHING: CellState = { now: null, cachedBy: [], summed: null, holds: '' };

function recordsOf({ rows, columns, role, holds }: Region): readonly CellRecord[] {
  return Array.from({ length: rows * columns }, (_, index) => ({
    now: null,
    additions: 0,
    holds: holds?.[index] ?? (role === 'panels' ? '' : null),
  }));
}

/** How often each cell is added to in the whole walk. */
function additionsOf(walk: Walk): ReadonlyMap<string, number> {
  let known = additionsOfWalks.get(walk);
  if (known !== undefined) return known;
  const counted = new Map<string, number>();
  for (const { operations } of walk.steps.flat()) {
    for (const operation of operations) {
      const cell = operation.kind === 'multiply' ? operation.into : operation.to;
      const isAddition = operation.kind !== 'copy' && operation.kind !== 'clear';
      if (isAddition) counted.set(cellText(cell), (counted.get(cellText(cell)) ?? 0) + 1);
    }
  }
  known = counted;
  additionsOfWalks.set(walk, known);
  return known;
}

const additionsOfWalks = new WeakMap<Walk, ReadonlyMap<string, number>>();

class Tally {
  private reads = 0;
  private writes = 0;
  private misses = 0;

  add(kind: 'read' | 'write', missed: boolean): void {
    if (kind === 'read') this.reads += 1;
    else this.writes += 1;
    if (missed) this.misses += 1;
  }

  with(other: Tally): Tally {
    const sum = new Tally();
    sum.reads = this.reads + other.reads;
    sum.writes = this.writes + other.writes;
    sum.misses = this.misses + other.misses;
    return sum;
  }

  counts(): Counts {
    const { reads, writes, misses } = this;
    return { reads, writes, hits: reads + writes - misses, misses };
  }
}
