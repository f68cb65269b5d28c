import { describe, expect, test } from 'vitest';
import { mostZoom, zoomWithin } from '../../src/webview/charts/dense/mapZoom';
import { withZoom } from '../../src/webview/results/mapZooms';

const square = (side: number) => ({ down: side, across: side });

describe('a zoom', () => {
  test('goes until a cell is as wide or high as the plot, and never beyond 64 times', () => {
    expect(mostZoom(square(1000))).toBe(64);
    expect(mostZoom({ down: 3, across: 20 })).toBe(20);
    expect(mostZoom(square(0))).toBe(1);
  });

  test('that fits is left as it is', () => {
    const zoom = { k: 8, x: -3, y: -7 };
    expect(zoomWithin(zoom, square(50))).toEqual(zoom);
  });

  test('of a map that has fewer cells now is as far as it can be, around the same middle', () => {
    // The middle was at (0.5 + 28) ÷ 40 across, and at the lower end.
    const { k, x, y } = zoomWithin({ k: 40, x: -28, y: -39 }, square(10));
    expect(k).toBe(10);
    expect((0.5 - x) / k).toBeCloseTo(28.5 / 40, 12);
    expect(y).toBe(1 - k);
  });

  test('that lies outside of the map, or makes it smaller than whole, is brought back', () => {
    expect(zoomWithin({ k: 2, x: 5, y: -9 }, square(50))).toEqual({ k: 2, x: 0, y: -1 });
    const whole = zoomWithin({ k: 0.2, x: 0, y: 0 }, square(50));
    expect([whole.k, Math.abs(whole.x), Math.abs(whole.y)]).toEqual([1, 0, 0]);
  });
});

describe('zooms that are remembered', () => {
  test('are those of maps that are not seen whole, the last 32 of them', () => {
    const many = Array.from({ length: 40 }, (_zoom, index) => `map ${index}`).reduce(
      (zooms, of) => withZoom(zooms, of, { k: 2, x: 0, y: 0 }),
      {},
    );
    expect(Object.keys(many)).toHaveLength(32);
    expect(Object.keys(many).at(0)).toBe('map 8');
    const again = withZoom(many, 'map 8', { k: 3, x: 0, y: 0 });
    expect(Object.keys(again).at(-1)).toBe('map 8');
    expect(withZoom(again, 'map 8', { k: 1, x: 0, y: 0 })).not.toHaveProperty('map 8');
  });
});
