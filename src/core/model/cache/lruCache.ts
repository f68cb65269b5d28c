import type { ModelCache } from '../traffic/loopTree';

/** What became of the lines that one access reaches into. */
export interface Touched {
  readonly hits: number;
  readonly misses: number;
}

/**
 * A cache that drops the line of a set that was not used for the longest time, and writes changed lines back. The models
 * of traffic are tested against it, and the views of the strategies show it.
 */
export class LruCache {
  /** Of each set, lines in the order of their last use, and whether they were changed. */
  private readonly sets: readonly Map<number, boolean>[];
  private readonly ways: number;
  private moved = 0;

  constructor(readonly shape: ModelCache) {
    const { bytes, lineBytes, wayBytes = lineBytes } = shape;
    this.sets = Array.from({ length: wayBytes / lineBytes }, () => new Map<number, boolean>());
    this.ways = bytes / wayBytes;
  }

  /** Reads or writes `bytes` from an address on; a line that is written to is fetched first. */
  touch(address: number, bytes: number, isWrite: boolean): Touched {
    const { lineBytes } = this.shape;
    const first = Math.floor(address / lineBytes);
    const last = Math.floor((address + bytes - 1) / lineBytes);
    let misses = 0;
    for (let line = first; line <= last; line++) if (!this.touchLine(line, isWrite)) misses += 1;
    return { hits: last - first + 1 - misses, misses };
  }

  /** Whether the line of an address is there. */
  holds(address: number): boolean {
    const line = Math.floor(address / this.shape.lineBytes);
    return this.sets[line % this.sets.length].has(line);
  }

  /** Bytes that were fetched, and written back, also by emptying it at the end. */
  bytesMoved(): number {
    const changed = this.sets.flatMap((lines) => [...lines.values()]).filter((isChanged) => isChanged).length;
    return (this.moved + changed) * this.shape.lineBytes;
  }

  /** Whether the line was there. */
  private touchLine(line: number, isWrite: boolean): boolean {
    const lines = this.sets[line % this.sets.length];
    const there = lines.get(line);
    if (there === undefined) {
      this.moved += 1;
      if (lines.size >= this.ways) this.drop(lines);
    } else lines.delete(line);
    lines.set(line, isWrite || there === true);
    return there !== undefined;
  }

  private drop(lines: Map<number, boolean>): void {
    for (const [line, isChanged] of lines) {
      lines.delete(line);
      if (isChanged) this.moved += 1;
      return;
    }
  }
}
