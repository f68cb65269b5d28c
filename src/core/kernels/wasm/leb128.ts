/** Integers as WebAssembly modules write them: LEB128, seven bits a byte, the lowest first (core specification, 5.2.2). */

/** A whole number from 0 to 2^32 − 1. */
export function unsignedLeb128(value: number): readonly number[] {
  if (value < 128) return [value];
  const bytes: number[] = [];
  let rest = value;
  do {
    const bits = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest === 0 ? bits : bits | 0x80);
  } while (rest !== 0);
  return bytes;
}

/** A whole number of 32 bits, taken as signed: 2^32 − 1 and −1 are the same. */
export function signedLeb128(value: number): readonly number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const bits = rest & 0x7f;
    rest >>= 7;
    const isSignKept = (bits & 0x40) === 0 ? rest === 0 : rest === -1;
    bytes.push(isSignKept ? bits : bits | 0x80);
    if (isSignKept) return bytes;
  }
}
