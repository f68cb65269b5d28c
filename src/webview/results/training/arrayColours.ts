import { cividis } from '../../charts/cividis';
import type { Colour } from '../../charts/colour';
import { diverging } from '../../charts/diverging';

/** Levels around 0 diverge from the background; levels from 0 up go through cividis. What is no number has no colour. */
export function levelColour(level: number, signed: boolean, background: Colour): Colour | null {
  if (Number.isNaN(level)) return null;
  return signed ? diverging(level, background) : cividis(level);
}
