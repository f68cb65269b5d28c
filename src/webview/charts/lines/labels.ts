import type { Box, MeasureText, TextMark } from './scene';
import { TEXT_PX } from './scene';

/**
 * Heights for labels that want to stand at some heights but need `gap` between them: they keep their order, and move as
 * little as going through them twice, down and up again, allows. Where there is no room for all, they reach out below.
 */
export function spreadApart(
  wanted: readonly number[],
  gap: number,
  [top, bottom]: readonly [number, number],
): readonly number[] {
  const order = wanted.map((_, index) => index).sort((one, other) => wanted[one] - wanted[other]);
  const placed = [...wanted];
  let limit = top - gap;
  for (const index of order) {
    placed[index] = Math.max(placed[index], limit + gap);
    limit = placed[index];
  }
  limit = Math.max(bottom + gap, top + gap * wanted.length);
  for (const index of order.reverse()) {
    placed[index] = Math.min(placed[index], limit - gap);
    limit = placed[index];
  }
  return placed;
}

interface Named {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}
type Spot = Pick<TextMark, 'x' | 'y' | 'text' | 'anchor'>;

/**
 * Places for names beside their points, one after the other: to the right, the left, above or below, wherever the text
 * covers no other name and no point and stays in the plot; none where there is no such place.
 */
export function freeSpots(
  named: readonly Named[],
  points: readonly { readonly x: number; readonly y: number }[],
  plot: Box,
  measure: MeasureText,
): readonly Spot[] {
  const height = TEXT_PX + 2;
  const taken: Box[] = points.map(({ x, y }) => ({ left: x - 4, top: y - 4, width: 8, height: 8 }));
  const spots: Spot[] = [];
  for (const { x, y, text } of named) {
    const width = measure(text);
    const candidates: readonly Spot[] = [
      { x: x + 9, y, text, anchor: 'start' },
      { x: x - 9, y, text, anchor: 'end' },
      { x, y: y - 14, text, anchor: 'middle' },
      { x, y: y + 14, text, anchor: 'middle' },
      { x: x + 9, y: y - 12, text, anchor: 'start' },
      { x: x + 9, y: y + 12, text, anchor: 'start' },
    ];
    const found = candidates.find((spot) => {
      const box = boxOf(spot, width, height);
      return isInside(box, plot) && !taken.some((other) => overlaps(box, other));
    });
    if (found === undefined) continue;
    spots.push(found);
    taken.push(boxOf(found, width, height));
  }
  return spots;
}

function boxOf({ x, y, anchor }: Spot, width: number, height: number): Box {
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  return { left, top: y - height / 2, width, height };
}

function isInside(box: Box, outer: Box): boolean {
  return (
    box.left >= outer.left &&
    box.top >= outer.top &&
    box.left + box.width <= outer.left + outer.width &&
    box.top + box.height <= outer.top + outer.height
  );
}

function overlaps(one: Box, other: Box): boolean {
  return (
    one.left < other.left + other.width &&
    other.left < one.left + one.width &&
    one.top < other.top + other.height &&
    other.top < one.top + one.height
  );
}
