import type { ModelCache } from '../../../../../src/core/model/traffic/loopTree';

/** A cache that holds any lines, drops the one that was not used for the longest time, and writes changed lines back. */
export class LruCache {
  /** Lines in the order of their last use, and whether they were changed. */
  private readonly lines = new Map<number, boolean>();
  private moved = 0;

  constructor(readonly shape: ModelCache) {}

  touch(address: number, bytes: number, isWrite: boolean): void {
    const { lineBytes } = this.shape;
    const last = Math.floor((address + bytes - 1) / lineBytes);
    for (let line = Math.floor(address / lineBytes); line <= last; line++) this.touchLine(line, isWrite);
  }

  /** Bytes that were fetched, and written back, also by emptying it at the end. */
  bytesMoved(): number {
    const changed = [...this.lines.values()].filter((isChanged) => isChanged).length;
    return (this.moved + changed) * this.shape.lineBytes;
  }

  private touchLine(line: number, isWrite: boolean): void {
    const there = this.lines.get(line);
    if (there === undefined) {
      this.moved += 1;
      if (this.lines.size >= this.shape.bytes / this.shape.lineBytes) this.drop();
    } else this.lines.delete(line);
    this.lines.set(line, isWrite || there === true);
  }

  private drop(): void {
    for (const [line, isChanged] of this.lines) {
      this.lines.delete(line);
      if (isChanged) this.moved += 1;
      return;
    }
  }
}
