import { shortened } from '../lines/drawChart';
import { measureText } from '../lines/measureText';
import type { CellLayout } from './cellLayout';

/** Room that a label needs along the lines, in CSS pixels. */
const LINE_PX = 15;
const MOST_LINE_LABEL_PX = 160;
const HEAD_PX = 20;

interface LabelsProps {
  readonly layout: CellLayout;
  readonly labelOf: (index: number) => string;
}

/** As wide as the longest of some labels, up to a limit. */
export function lineLabelsWidth(labelOf: LabelsProps['labelOf'], count: number): number {
  let longest = '';
  for (let line = 0; line < count; line++) {
    const label = labelOf(line);
    if (label.length > longest.length) longest = label;
  }
  return Math.min(MOST_LINE_LABEL_PX, Math.ceil(measureText(longest)) + 8);
}

/** What the lines that are seen are called, as many as have room. */
export function LineLabels({ layout, labelOf, width }: LabelsProps & { readonly width: number }) {
  const [from, to] = layout.lines;
  const step = Math.max(1, Math.ceil(LINE_PX / layout.cellHeight));
  return (
    <svg class="dense-lines" width={width} aria-hidden="true" focusable="false">
      {inSteps(from, to, step).map((line) => (
        <text
          key={line}
          x={width - 8}
          y={layout.y(line) + layout.cellHeight / 2}
          text-anchor="end"
          dominant-baseline="central"
        >
          {shortened(labelOf(line), width - 8, measureText)}
        </text>
      ))}
    </svg>
  );
}

/** What the columns that are seen are called, as many as have room. */
export function ColumnLabels({ layout, labelOf }: LabelsProps) {
  const [from, to] = layout.columns;
  const widest = Math.max(
    1,
    ...inSteps(from, to, Math.max(1, Math.floor((to - from) / 8))).map((at) => measureText(labelOf(at))),
  );
  const step = Math.max(1, Math.ceil((widest + 14) / layout.cellWidth));
  return (
    <svg class="dense-columns" height={HEAD_PX} aria-hidden="true" focusable="false">
      {inSteps(from, to, step).map((column) => (
        <text
          key={column}
          x={layout.x(column) + layout.cellWidth / 2}
          y={HEAD_PX / 2}
          text-anchor="middle"
          dominant-baseline="central"
        >
          {labelOf(column)}
        </text>
      ))}
    </svg>
  );
}

/** Multiples of the step, so that labels stay with their cells while the map is moved. */
function inSteps(from: number, to: number, step: number): readonly number[] {
  const first = Math.ceil(from / step) * step;
  return Array.from({ length: Math.max(0, Math.ceil((to - first) / step)) }, (_, index) => first + index * step);
}
