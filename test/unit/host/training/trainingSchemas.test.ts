import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { gradientCheckSchema } from '../../../../src/host/training/trainingSchemas';
import { check } from '../../../trainingFixture';

describe('a gradient check that was saved', () => {
  it('is read with the element type of its step', () => {
    const saved = { ...check(2e-5), tolerance: 1e-4, dtype: 'f32' as const };
    expect(v.parse(gradientCheckSchema, JSON.parse(JSON.stringify(saved)))).toEqual(saved);
  });

  it.each([
    [1e-7, 'f64'],
    [1e-4, 'f32'],
    [1e-2, 'f32'],
  ])('of before the type was kept is known by its tolerance, %d: %s', (tolerance, dtype) => {
    const { arrays, error, passed, skipped } = check(1e-9);
    const old = { arrays, error, passed, tolerance, skipped };
    expect(v.parse(gradientCheckSchema, old)).toEqual({ ...old, dtype });
  });

  it('of another type is refused', () => {
    expect(v.safeParse(gradientCheckSchema, { ...check(1e-9), dtype: 'f16' }).success).toBe(false);
  });
});
