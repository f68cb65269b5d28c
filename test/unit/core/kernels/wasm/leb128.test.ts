import fc from 'fast-check';
import { expect, it } from 'vitest';
import { signedLeb128, unsignedLeb128 } from '../../../../../src/core/kernels/wasm/leb128';

function decode(bytes: readonly number[]): number {
  return bytes.reduce((sum, byte, at) => sum + (byte & 0x7f) * 2 ** (7 * at), 0);
}

it('writes the examples of the specification of DWARF', () => {
  expect(unsignedLeb128(624485)).toEqual([0xe5, 0x8e, 0x26]);
  expect(signedLeb128(-123456)).toEqual([0xc0, 0xbb, 0x78]);
  expect(signedLeb128(63)).toEqual([63]);
  expect(signedLeb128(64)).toEqual([0xc0, 0]);
  expect(signedLeb128(-64)).toEqual([0x40]);
});

it('keeps every number of 32 bits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (value) => {
      const bytes = unsignedLeb128(value);
      expect(decode(bytes)).toBe(value);
      expect(bytes.slice(0, -1).every((byte) => byte >= 128)).toBe(true);
    }),
    { seed: 1 },
  );
  fc.assert(
    fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (value) => {
      const bytes = signedLeb128(value);
      const sign = (bytes[bytes.length - 1] & 0x40) === 0 ? 0 : 2 ** (7 * bytes.length);
      expect(decode(bytes) - sign).toBe(value);
    }),
    { seed: 1 },
  );
});

it('takes addresses from 2 GiB up as the same bits', () => {
  expect(signedLeb128(2 ** 32 - 1)).toEqual(signedLeb128(-1));
});
