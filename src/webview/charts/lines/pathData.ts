import type { Box } from './scene';

/** A rectangle as data of an SVG path. */
export function rectangle({ left, top, width, height }: Box): string {
  return `M${px(left)} ${px(top)}h${px(width)}v${px(height)}h${px(-width)}z`;
}

/** A coordinate of path data; a hundredth of a pixel is enough. */
export function px(value: number): string {
  return String(Math.round(100 * value) / 100);
}
