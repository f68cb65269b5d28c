import { expect, it } from 'vitest';
import { specialize, specializeAll } from '../../../../src/core/kernels/specialize';

const outside = 3;
function double(value: number): number {
  return 2 * value;
}
function closing(value: number): number {
  return outside * value;
}

it('makes copies that compute the same and are functions of their own', () => {
  const { f32, f64 } = specializeAll(double);
  expect(f32(4)).toBe(8);
  expect(f64(4)).toBe(8);
  expect(new Set([double, f32, f64]).size).toBe(3);
});

it('cannot reach what the kernel refers to outside of itself', () => {
  expect(() => specialize(closing, 'f32')(1)).toThrow(ReferenceError);
});

it('refuses what has no source', () => {
  expect(() => specialize(Math.sin, 'f32')).toThrow(SyntaxError);
});
