import type { ReferenceLine } from './lineChart';
import type { Layout } from './layout';
import type { Mark, MeasureText } from './scene';

/** Names keep this from lines that are parallel to theirs, and from each other. */
const LINE_PX = 14;
const GAP_PX = 16;

/**
 * Names along lines, just above where each enters what is seen; where that is taken by the name of a line nearby, farther
 * along, and where there is no room at all, none.
 */
export function slopingNames(
  references: readonly ReferenceLine[],
  { x, y, plot }: Layout,
  measure: MeasureText,
  written: (name: string) => string,
): readonly Mark[] {
  const placed: { readonly left: number; readonly right: number; readonly yAt: (at: number) => number }[] = [];
  return references.flatMap(({ name, from, to, label }): Mark[] => {
    const text = written(name);
    const [x0, y0, x1, y1] = [x.at(from.x), y.at(from.y), x.at(to.x), y.at(to.y)];
    if (label !== 'along' || x1 <= x0) return [];
    const slope = (y1 - y0) / (x1 - x0);
    const angle = Math.atan(slope);
    const bottom = plot.top + plot.height;
    const end = Math.min(x1, plot.left + plot.width);
    const across = measure(text) * Math.cos(angle);
    const yAt = (at: number): number => y0 + (at - x0) * slope;
    // Where the line is below the plot there is nothing to write beside.
    let left = Math.max(x0, plot.left, slope < 0 ? x0 + (bottom - y0) / slope : plot.left) + GAP_PX;
    const blocking = (): number | null => {
      const hit = placed.find((other) => {
        const isBeside = left < other.right + GAP_PX && left + across > other.left - GAP_PX;
        return isBeside && Math.abs(other.yAt(left) - yAt(left)) * Math.cos(angle) < LINE_PX;
      });
      return hit?.right ?? null;
    };
    for (let right = blocking(); right !== null; right = blocking()) left = right + GAP_PX;
    if (left + across > end || yAt(left + across) < plot.top + LINE_PX) return [];
    placed.push({ left, right: left + across, yAt });
    const [dx, dy] = [9 * Math.sin(angle), -9 * Math.cos(angle)];
    const turn = (angle * 180) / Math.PI;
    return [{ kind: 'text', x: left + dx, y: yAt(left) + dy, text, ink: 'text', anchor: 'start', turn, seamed: true }];
  });
}
