import type { ChartPoint } from './lineChart';
import type { Layout } from './layout';
import type { Mark, MeasureText } from './scene';

const HEIGHT = 22;
const PADDING = 8;

/** What is said of the point that is looked at, beside it and within the picture; nothing where that is too narrow for it. */
export function pointLabel(
  point: ChartPoint | null,
  { x, y, width, plot }: Layout,
  measure: MeasureText,
): readonly Mark[] {
  if (point === null) return [];
  const [atX, atY] = [x.at(point.x), y.at(point.y)];
  const boxWidth = measure(point.text) + 2 * PADDING;
  const isSeen = atX >= plot.left && atX <= plot.left + plot.width && atY >= plot.top - 1;
  if (boxWidth > width || !isSeen) return [];
  const left = Math.round(Math.min(width - boxWidth - 1, Math.max(1, atX - boxWidth / 2)));
  const below = atY - HEIGHT - 14 < 0;
  const top = Math.round(below ? atY + 14 : Math.min(atY, plot.top + plot.height) - HEIGHT - 12);
  const d = `M${left} ${top}h${boxWidth}v${HEIGHT}h${-boxWidth}z`;
  return [
    { kind: 'path', d, fill: 'background', stroke: 'dim', strokeWidth: 1, clipped: false },
    { kind: 'text', x: left + PADDING, y: top + HEIGHT / 2, text: point.text, ink: 'text', anchor: 'start' },
  ];
}
