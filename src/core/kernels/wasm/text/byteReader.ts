/** Reads a module's bytes one after the other. @throws {RangeError} beyond their end. */
export class ByteReader {
  private at = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  byte(): number {
    const value = this.view.getUint8(this.at);
    this.at += 1;
    return value;
  }

  /** A whole number from 0 to 2^32 − 1 in LEB128. */
  unsigned(): number {
    let value = 0;
    for (let weight = 1; ; weight *= 128) {
      const byte = this.byte();
      value += (byte & 0x7f) * weight;
      if (byte < 128) return value;
    }
  }

  /** A whole number of 32 bits in LEB128. */
  signed(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value |= (byte & 0x7f) << shift;
      if (byte >= 128) continue;
      const isNegative = (byte & 0x40) !== 0 && shift + 7 < 32;
      return isNegative ? value | (-1 << (shift + 7)) : value;
    }
  }

  f32(): number {
    const value = this.view.getFloat32(this.at, true);
    this.at += 4;
    return value;
  }

  f64(): number {
    const value = this.view.getFloat64(this.at, true);
    this.at += 8;
    return value;
  }

  /** A count of bytes, then as many bytes, to be read by themselves. */
  sized(): Uint8Array {
    return this.take(this.unsigned());
  }

  take(count: number): Uint8Array {
    if (this.at + count > this.bytes.length) throw new RangeError('the module ends too early');
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  /** What has not been read. */
  rest(): Uint8Array {
    return this.bytes.subarray(this.at);
  }

  text(): string {
    return new TextDecoder().decode(this.sized());
  }

  /** A count, then as many items. */
  vector<T>(read: () => T): T[] {
    return Array.from({ length: this.unsigned() }, read);
  }
}
