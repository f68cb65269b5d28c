import type { MeasureText } from './scene';
import { TEXT_PX } from './scene';

let context: OffscreenCanvasRenderingContext2D | null = null;

/** Widths of texts in the font of the page. */
export const measureText: MeasureText = (text) => {
  context ??= new OffscreenCanvas(1, 1).getContext('2d');
  if (context === null) return text.length * 0.6 * TEXT_PX;
  context.font = `${TEXT_PX}px ${getComputedStyle(document.body).fontFamily}`;
  return context.measureText(text).width;
};
