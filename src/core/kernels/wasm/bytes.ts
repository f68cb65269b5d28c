import { unsignedLeb128 } from './leb128';

/** Bytes that are written one after the other. */
export class Bytes {
  private room = new Uint8Array(256);
  private length = 0;

  append(bytes: ArrayLike<number>): this {
    this.reserve(bytes.length);
    // Most pieces are instructions of a few bytes, for which a call to `set` takes longer than the loop.
    for (let at = 0; at < bytes.length; at++) this.room[this.length + at] = bytes[at];
    this.length += bytes.length;
    return this;
  }

  /** Appends the count, then the bytes: names, function bodies and sections are written so. */
  appendSized(bytes: ArrayLike<number>): this {
    return this.append(unsignedLeb128(bytes.length)).append(bytes);
  }

  /** Appends the count of the items, then their bytes. */
  appendVector(items: readonly ArrayLike<number>[]): this {
    this.append(unsignedLeb128(items.length));
    for (const item of items) this.append(item);
    return this;
  }

  /** What has been written; not a copy. */
  view(): Uint8Array<ArrayBuffer> {
    return this.room.subarray(0, this.length);
  }

  private reserve(more: number): void {
    if (this.length + more <= this.room.length) return;
    const larger = new Uint8Array(Math.max(2 * this.room.length, this.length + more));
    larger.set(this.view());
    this.room = larger;
  }
}
