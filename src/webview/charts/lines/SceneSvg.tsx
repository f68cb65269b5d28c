import type { Mark, PathMark, Scene, TextMark } from './scene';
import { DASH_PX, SEAM_PX } from './scene';

interface SceneMarksProps {
  readonly marks: readonly Mark[];
  readonly plot: Scene['plot'];
}

/** Marks as elements of an SVG; colours are classes, so that they follow the theme. */
export function SceneMarks({ marks, plot }: SceneMarksProps) {
  const { left, top, width, height } = plot;
  return (
    <>
      {marks.map((mark, index) => {
        if (mark.kind === 'text') return <Text key={index} mark={mark} />;
        if (!mark.clipped) return <Path key={index} mark={mark} />;
        return (
          <svg
            key={index}
            x={left}
            y={top}
            width={width}
            height={height}
            viewBox={`${left} ${top} ${width} ${height}`}
            class="clip"
          >
            <Path mark={mark} />
          </svg>
        );
      })}
    </>
  );
}

function Path({ mark }: { readonly mark: PathMark }) {
  const { d, stroke, strokeWidth = 1, dash = 'solid', fill, opacity = 1 } = mark;
  return (
    <path
      d={d}
      class={`${stroke === undefined ? '' : `stroke-${stroke}`} ${fill === undefined ? 'unfilled' : `fill-${fill}`}`}
      stroke-width={strokeWidth}
      stroke-dasharray={DASH_PX[dash].join(' ')}
      fill-opacity={opacity}
    />
  );
}

function Text({ mark }: { readonly mark: TextMark }) {
  const { x, y, text, ink, anchor, turn, bold = false, seamed = false } = mark;
  return (
    <text
      x={x}
      y={y}
      class={seamed ? `fill-${ink} stroke-background` : `fill-${ink}`}
      stroke-width={seamed ? SEAM_PX : undefined}
      paint-order={seamed ? 'stroke' : undefined}
      text-anchor={anchor}
      dominant-baseline="central"
      font-weight={bold ? 600 : 400}
      transform={turn === undefined ? undefined : `rotate(${turn} ${x} ${y})`}
    >
      {text}
    </text>
  );
}
