import type { Ink } from './lineChart';
import { DASH_PX, SEAM_PX, TEXT_PX } from './scene';
import type { Mark, Scene } from './scene';

const FONT = 'system-ui, -apple-system, "Segoe UI", sans-serif';

/** The scene as a file of SVG that needs nothing else, with its title for those who do not see it. */
export function svgText(
  { width, height, plot, marks }: Scene,
  title: string,
  colours: Readonly<Record<Ink, string>>,
): string {
  const clipped = marks.map((mark) => markText(mark, colours));
  const { left, top } = plot;
  const inner = `x="${left}" y="${top}" width="${plot.width}" height="${plot.height}" viewBox="${left} ${top} ${plot.width} ${plot.height}"`;
  const body = marks.map((mark, index) => (isClipped(mark) ? `<svg ${inner}>${clipped[index]}</svg>` : clipped[index]));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" font-family='${FONT}' font-size="${TEXT_PX}">
<title>${escaped(title)}</title>
<rect width="100%" height="100%" fill="${colours.background}"/>
${body.join('\n')}
</svg>
`;
}

function markText(mark: Mark, colours: Readonly<Record<Ink, string>>): string {
  if (mark.kind === 'text') {
    const { x, y, text, ink, anchor, turn, bold = false, seamed = false } = mark;
    const turned = turn === undefined ? '' : ` transform="rotate(${turn} ${x} ${y})"`;
    const seam = seamed ? ` stroke="${colours.background}" stroke-width="${SEAM_PX}" paint-order="stroke"` : '';
    const weight = bold ? ' font-weight="600"' : '';
    return `<text x="${x}" y="${y}" fill="${colours[ink]}" text-anchor="${anchor}" dominant-baseline="central"${weight}${seam}${turned}>${escaped(text)}</text>`;
  }
  const { d, stroke, strokeWidth = 1, dash = 'solid', fill, opacity = 1 } = mark;
  const line =
    stroke === undefined ? '' : ` stroke="${colours[stroke]}" stroke-width="${strokeWidth}"${dashText(DASH_PX[dash])}`;
  const area = fill === undefined ? ' fill="none"' : ` fill="${colours[fill]}" fill-opacity="${opacity}"`;
  return `<path d="${d}"${area}${line}/>`;
}

export function isClipped(mark: Mark): boolean {
  return mark.kind === 'path' && mark.clipped;
}

function dashText(dash: readonly number[]): string {
  return dash.length === 0 ? '' : ` stroke-dasharray="${dash.join(' ')}"`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
