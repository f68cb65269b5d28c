import type { ModelCache } from '../../../../../src/core/model/traffic/loopTree';

/** A cache that drops the line of a set that was not used for the longest time, and writes changed lines back. */
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

  touch(address: number, bytes: number, isWrite: boolean): void {
    const { lineBytes } = this.shape;
    const last = Math.floor((address + bytes - 1) / lineBytes);
    for (let line = Math.floor(address / lineBytes); line <= last; line++) this.touchLine(line, isWrite);
  }

  /** Bytes that were fetched, and written back, also by emptying it at the end. */
  bytesMoved(): number {
    const changed = this.sets.flatMap((lines) => [...lines.values()]).filter((isChanged) => isChanged).length;
    return (this.moved + changed) * this.shape.lineBytes;
  }

  private touchLine(line: number, isWrite: boolean): void {
    const lines = this.sets[line % this.sets.length];
    const there = lines.get(line);
    if (there === undefined) {
      this.moved += 1;
      if (lines.size >= this.ways) this.drop(lines);
    } else lines.delete(line);
    lines.set(line, isWrite || there === true);
  }

  private drop(lines: Map<number, boolean>): void {
    for (const [line, isChanged] of lines) {
      lines.delete(line);
      if (isChanged) this.moved += 1;
      return;
    }
  }
}
