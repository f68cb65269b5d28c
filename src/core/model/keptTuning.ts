import { isStrategyId } from '../kernels/registry';
import type { Run } from '../measure/measurement';
import { sizeLabel } from '../problem';
import { tunedKeyOf } from '../spec/tunedDefaults';
import type { TunedDefault } from '../spec/tunedDefaults';
import { tuningOf, tuningWinner } from './tuningFinding';

/** What of a tuning would be kept as the default of its machine, or `null` where it found nothing that is faster. */
export function tunedDefaultOf(
  run: Pick<Run, 'benchmarks' | 'measurements' | 'state' | 'machine'>,
  now: Date,
): TunedDefault | null {
  const winner = tuningOf(run) === null ? null : tuningWinner(run);
  if (winner === null) return null;
  const { strategy, parameters, problem } = winner.point;
  if (!isStrategyId(strategy)) return null;
  const { ratio, low, high } = winner.gain;
  return {
    ...tunedKeyOf(run.machine, strategy, problem.dtype),
    values: parameters,
    size: sizeLabel(problem),
    gain: { ratio, low, high },
    keptAt: now.toISOString(),
  };
}
