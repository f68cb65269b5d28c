import * as l10n from '@vscode/l10n';
import type { Ink } from './lineChart';
import { DASH_PX, SEAM_PX, TEXT_PX } from './scene';
import type { Scene, TextMark } from './scene';

const FONT = 'system-ui, -apple-system, "Segoe UI", sans-serif';
/** Device pixels a CSS pixel, so that a picture is sharp in print and on dense screens. */
const RATIO = 2;

/**
 * The scene as a PNG, in base64. It is painted, not made of the SVG: the content security policy lets no picture be loaded.
 * @throws {Error} where the browser has no canvas.
 */
export async function pngBase64(scene: Scene, colours: Readonly<Record<Ink, string>>): Promise<string> {
  const canvas = new OffscreenCanvas(scene.width * RATIO, scene.height * RATIO);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error(l10n.t('This browser gives no canvas to paint on. Save the picture as SVG.'));
  context.scale(RATIO, RATIO);
  context.fillStyle = colours.background;
  context.fillRect(0, 0, scene.width, scene.height);
  context.textBaseline = 'middle';
  for (const mark of scene.marks) {
    if (mark.kind === 'text') {
      paintText(context, mark, colours);
      continue;
    }
    const { d, stroke, strokeWidth = 1, dash = 'solid', fill, opacity = 1, clipped } = mark;
    const path = new Path2D(d);
    context.save();
    if (clipped) {
      const { left, top, width, height } = scene.plot;
      context.beginPath();
      context.rect(left, top, width, height);
      context.clip();
    }
    if (fill !== undefined) {
      context.globalAlpha = opacity;
      context.fillStyle = colours[fill];
      context.fill(path);
      context.globalAlpha = 1;
    }
    if (stroke !== undefined) {
      context.strokeStyle = colours[stroke];
      context.lineWidth = strokeWidth;
      context.setLineDash([...DASH_PX[dash]]);
      context.stroke(path);
    }
    context.restore();
  }
  return base64Of(await canvas.convertToBlob({ type: 'image/png' }));
}

function paintText(
  context: OffscreenCanvasRenderingContext2D,
  { x, y, text, ink, anchor, turn = 0, bold = false, seamed = false }: TextMark,
  colours: Readonly<Record<Ink, string>>,
): void {
  context.save();
  context.font = `${bold ? '600 ' : ''}${TEXT_PX}px ${FONT}`;
  context.fillStyle = colours[ink];
  context.textAlign = anchor === 'middle' ? 'center' : anchor;
  context.translate(x, y);
  context.rotate((turn * Math.PI) / 180);
  if (seamed) {
    context.strokeStyle = colours.background;
    context.lineWidth = SEAM_PX;
    context.lineJoin = 'round';
    context.strokeText(text, 0, 0);
  }
  context.fillText(text, 0, 0);
  context.restore();
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  // In pieces: a call takes only so many arguments.
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
