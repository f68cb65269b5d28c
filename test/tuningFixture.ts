import type { ParameterValues } from '../src/core/kernels/parameters';
import type { Tuning } from '../src/core/measure/tuning';

/** A grid of register tiles: one point computes as the default (6×16), one cannot run. */
export const TUNING: Tuning = {
  strategy: 'simd',
  axes: [
    { parameter: 'mr', values: [4, 6] },
    { parameter: 'nr', values: [6, 8, 16] },
  ],
  leftOut: [
    { kind: 'unsupported', values: { mr: 4, nr: 6 }, reason: 'A vector holds 4 elements of f32.' },
    { kind: 'unsupported', values: { mr: 6, nr: 6 }, reason: 'A vector holds 4 elements of f32.' },
    { kind: 'equal', values: { mr: 6, nr: 16 }, equals: {} },
  ],
};

/** The points that are measured: the default, then the rest of the grid. */
export const TUNING_POINTS: readonly ParameterValues[] = [{}, { mr: 4, nr: 8 }, { mr: 4, nr: 16 }, { mr: 6, nr: 8 }];
