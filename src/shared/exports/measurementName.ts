import type { Measurement } from '../../core/measure/measurement';
import type { Problem } from '../../core/problem';

/**
 * A name that is the same for the same row of a benchmark in every run, in ASCII and without spaces, as other tools want it:
 * 'simd/64x784x100/f32', with what else differs from C = A·B behind: '/mc=96/tA/density=0.1:banded'.
 */
export function measurementName({ strategy, parameters, tuned = [], problem }: Measurement): string {
  // What a tuning gave is the machine's, not the row's.
  const set = Object.entries(parameters).filter(([id]) => !tuned.includes(id));
  const { m, k, n, dtype } = problem;
  const parts = [strategy, `${m}x${k}x${n}`, dtype, ...set.map(([id, value]) => `${id}=${value}`), ...traits(problem)];
  return parts.map(plainName).join('/');
}

/** A name of the user's, in ASCII and without spaces and slashes. */
export function plainName(name: string): string {
  return name.replace(/×/g, 'x').replace(/[^\x21-\x2e\x30-\x7e]+/g, '_');
}

function traits(problem: Problem): readonly string[] {
  const { transposeA, transposeB, alpha, beta, density, structure, seed } = problem;
  return [
    ...(transposeA ? ['tA'] : []),
    ...(transposeB ? ['tB'] : []),
    ...(alpha === 1 ? [] : [`alpha=${alpha}`]),
    ...(beta === 0 ? [] : [`beta=${beta}`]),
    ...(density === 1 ? [] : [`density=${density}:${structure}`]),
    ...(seed === 1 ? [] : [`seed=${seed}`]),
  ];
}
