import { cividis } from '../../charts/cividis';
import type { Colour } from '../../charts/colour';
import { diverging } from '../../charts/diverging';
import { colourOfCss } from '../../charts/themeColours';
import { themeColour } from '../../charts/themeColours';

/** The colour of the theme behind charts. */
export function backgroundColour(): Colour {
  const context = document.createElement('canvas').getContext('2d');
  const css = themeColour('editor-background', 'foreground');
  return context === null ? { red: 0, green: 0, blue: 0 } : colourOfCss(context, css);
}

/** Levels around 0 diverge from the background; levels from 0 up go through cividis. What is no number has no colour. */
export function levelColour(level: number, signed: boolean, background: Colour): Colour | null {
  if (Number.isNaN(level)) return null;
  return signed ? diverging(level, background) : cividis(level);
}
