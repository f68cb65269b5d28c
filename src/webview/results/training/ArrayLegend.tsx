import { useLayoutEffect, useRef } from 'preact/hooks';
import type { ArrayPicture } from '../../../core/mlp/arrayPicture';
import { paintRaster } from '../../charts/raster';
import { backgroundColour, useThemeVersion } from '../../charts/themeColours';
import { levelColour } from './arrayColours';
import { numberText } from './trainingTexts';

const STEPS = 64;

/** Which colour is which value, by the ends of the scale. */
export function ArrayLegend({ picture: { reach, signed } }: { readonly picture: ArrayPicture }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useThemeVersion();
  useLayoutEffect(() => {
    const { current } = canvas;
    if (current === null) return;
    const background = backgroundColour();
    paintRaster(current, 1, STEPS, (_row, column) => {
      const share = column / (STEPS - 1);
      return levelColour(signed ? 2 * share - 1 : share, signed, background);
    });
  }, [signed, theme]);
  return (
    <p class="array-legend num">
      <span>{signed ? numberText(-reach) : '0'}</span>
      <canvas ref={canvas} aria-hidden="true" />
      <span>{numberText(reach)}</span>
    </p>
  );
}
