import * as l10n from '@vscode/l10n';
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
  const name = nameOf(slowest);
  const slow =
    decided.length > 1
      ? l10n.t({ message: '{0} at {1}', args: [name, sizeLabel(largest.problem)], comment: ['strategy, size'] })
      : name;
  return [explanation(slow, slowest.roofline, nameOf(fastest), formatRatioInterval(ratio))];
}

function nameOf({ strategy, parameters }: TimedMeasurement): string {
  const values = Object.values(parameters);
  return values.length === 0 ? strategy : `${strategy} ${values.join(' ')}`;
}

/** @param slow what is slow; @param fast what to use instead; @param ratio how many times as fast. */
function explanation(
  slow: string,
  { bound, traffic, minimumBytes, attainableGflops }: Roofline,
  fast: string,
  ratio: string,
): string {
  const limit = formatSignificant(attainableGflops, 2);
  if (bound.kind === 'bandwidth') {
    const bytes = traffic.find(({ level }) => level === bound.level)?.bytes ?? 0;
    const level = bound.level === 'memory' ? l10n.t('memory') : bound.level;
    return l10n.t(
      'By the model, {0} moves {4}× the minimum through {5}, which allows {1} GFLOP/s at most; use {2} instead, {3} as fast.',
      ...[slow, limit, fast, ratio, formatRatio(bytes / minimumBytes), level],
    );
  }
  const said = [slow, limit, fast, ratio] as const;
  switch (bound.code) {
    case 'chain':
      return l10n.t(
        'By the model, {0} waits for one addition after the other, which allows {1} GFLOP/s at most; use {2} instead, {3} as fast.',
        ...said,
      );
    case 'scalar':
      return l10n.t(
        'By the model, {0} computes one element at a time, which allows {1} GFLOP/s at most; use {2} instead, {3} as fast.',
        ...said,
      );
    case 'simd256':
    case 'relaxed':
    case 'separate':
      return l10n.t(
        'By the model, {0} is bound by vector arithmetic, which allows {1} GFLOP/s at most; use {2} instead, {3} as fast.',
        ...said,
      );
    default:
      return assertNever(bound.code);
  }
}
