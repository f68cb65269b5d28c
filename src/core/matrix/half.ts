/** The bits of infinity in binary16; NaN is above. */
const HALF_INFINITY = 0x7c00;
const HALF_NAN = 0x7e00;

/** The bits of the binary16 (IEEE 754) that is nearest to a binary32 given by its bits; of two, the even one. */
export function halfBits(bits: number): number {
  const sign = (bits >>> 16) & 0x8000;
  const size = bits & 0x7fff_ffff;
  if (size > 0x7f80_0000) return sign | HALF_NAN;
  // 65,536 and above.
  if (size >= 0x4780_0000) return sign | HALF_INFINITY;
  // Below 2^-14 the steps are of 2^-24, whatever the exponent.
  if (size < 0x3880_0000) {
    const shift = 126 - (size >>> 23);
    // Nearer to 0 than to the first step.
    if (shift > 24) return sign;
    return sign | rounded((size & 0x7f_ffff) | 0x80_0000, shift);
  }
  return sign | rounded(size - 0x3800_0000, 13);
}

/** Drops bits, to nearest, ties to even. A carry into the exponent is what the next larger number is. */
function rounded(value: number, dropped: number): number {
  const kept = value >>> dropped;
  const rest = value & ((1 << dropped) - 1);
  const tie = 1 << (dropped - 1);
  return rest > tie || (rest === tie && (kept & 1) === 1) ? kept + 1 : kept;
}

/** The elements as binary16, by their bits; one more where there is an odd number of them, for GPUs move four bytes at a time. */
export function toHalves(elements: Float32Array): Uint16Array<ArrayBuffer> {
  const bits = new Uint32Array(elements.buffer, elements.byteOffset, elements.length);
  const halves = new Uint16Array(elements.length + (elements.length % 2));
  for (const [at, each] of bits.entries()) halves[at] = halfBits(each);
  return halves;
}
