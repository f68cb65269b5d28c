import { describe, expect, it } from 'vitest';
import { arrayPicture, levelsOf } from '../../../../src/core/mlp/arrayPicture';

describe('the picture of an array', () => {
  it('has levels within half a step of the values', () => {
    const elements = Float64Array.from({ length: 30 }, (_, at) => Math.sin(at) * 3);
    const picture = arrayPicture(elements, 6, 5);
    levelsOf(picture).forEach((level, at) => {
      expect(Math.abs(level * picture.reach - elements[at])).toBeLessThanOrEqual(picture.reach / 254 + 1e-6);
    });
    expect(picture.signed).toBe(true);
  });

  it('shows what is no number as none, and what is infinite at the end of the scale', () => {
    const picture = arrayPicture(Float32Array.of(NaN, 2, Infinity, -Infinity), 2, 2);
    expect([...levelsOf(picture)]).toEqual([NaN, 1, 1, -1]);
    expect(picture.reach).toBe(2);
  });

  it('has the facts of each unit from all of its rows', () => {
    const { facts } = arrayPicture(Float32Array.of(3, 1, 4, -1), 2, 2);
    expect(facts[0]).toEqual({ norm: 5, low: 3, high: 4, mean: 3.5 });
    expect(facts[1]).toMatchObject({ low: -1, high: 1, mean: 0 });
  });

  it('shows the first of many units, and means of neighbours of many rows', () => {
    const rows = 2048;
    const picture = arrayPicture(
      Float32Array.from({ length: rows * 150 }, (_, at) => (Math.floor(at / 150) % 2 === 0 ? 1 : 3)),
      rows,
      150,
    );
    expect([picture.rows, picture.units, picture.totalRows, picture.totalUnits]).toEqual([1024, 100, 2048, 150]);
    expect(picture.reach).toBe(2);
  });

  it('is all in the middle where all is 0', () => {
    expect([...levelsOf(arrayPicture(new Float32Array(4), 2, 2))]).toEqual([0, 0, 0, 0]);
  });
});
