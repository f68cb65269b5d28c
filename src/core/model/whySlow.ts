import { assertNever } from '../assertNever';
import { formatRatio, formatRatioInterval, formatSignificant } from '../format';
import { isTimed } from '../measure/comparison';
import type { Fastest, ProblemGroup } from '../measure/comparison';
import type { TimedMeasurement } from '../measure/measurement';
import { ratioOf } from '../measure/ratio';
import { problemFlops, sizeLabel } from '../problem';
import type { Roofline } from './roofline';

interface Decided extends ProblemGroup {
  readonly result: Fastest;
}

/** Below this there is nothing to explain. */
const LEAST_RATIO = 1.5;

/**
 * Why the slowest strategy of the largest problem is slow, by the model, and what to use instead, as measured: a sentence, or
 * none where the peaks of the machine are not known or nothing is slow.
 */
export function whySlow(decided: readonly Decided[]): readonly string[] {
  const largest = [...decided].sort((x, y) => problemFlops(y.problem) - problemFlops(x.problem)).at(0);
  if (largest === undefined) return [];
  const { fastest } = largest.result;
  const rows = largest.measurements.filter(isTimed).sort((x, y) => y.medianNs - x.medianNs);
  const slowest = rows.find(({ roofline }) => roofline !== undefined);
  if (slowest?.roofline === undefined || slowest === fastest) return [];
  const ratio = ratioOf(slowest, fastest);
  if (ratio.low < LEAST_RATIO) return [];
  const at = decided.length > 1 ? ` at ${sizeLabel(largest.problem)}` : '';
  const instead = `use ${nameOf(fastest)} instead, ${formatRatioInterval(ratio)} as fast`;
  return [`By the model, ${nameOf(slowest)}${at} ${reasonOf(slowest.roofline)}; ${instead}.`];
}

function nameOf({ strategy, parameters }: TimedMeasurement): string {
  const values = Object.values(parameters);
  return values.length === 0 ? strategy : `${strategy} ${values.join(' ')}`;
}

function reasonOf({ bound, traffic, minimumBytes, attainableGflops }: Roofline): string {
  const limit = `${formatSignificant(attainableGflops, 2)} GFLOP/s at most`;
  if (bound.kind === 'bandwidth') {
    const bytes = traffic.find(({ level }) => level === bound.level)?.bytes ?? 0;
    return `moves ${formatRatio(bytes / minimumBytes)}× the minimum through ${bound.level}, which allows ${limit}`;
  }
  switch (bound.code) {
    case 'chain':
      return `waits for one addition after the other, which allows ${limit}`;
    case 'scalar':
      return `computes one element at a time, which allows ${limit}`;
    case 'simd256':
    case 'relaxed':
    case 'separate':
      return `is bound by vector arithmetic, which allows ${limit}`;
    default:
      return assertNever(bound.code);
  }
}
