import type { Failure, Measurement, TimedMeasurement, Timing } from '../../../src/core/measure/measurement';
import { plainProblem } from '../../../src/core/problem';
import type { Problem } from '../../../src/core/problem';

export const SQUARE_64: Problem = plainProblem(64, 64, 64);

export function square(n: number): Problem {
  return plainProblem(n, n, n);
}

/** A row with a median and an interval of ±1%, unless `more` says otherwise. */
export function timed(
  strategy: string,
  medianNs: number,
  problem: Problem = SQUARE_64,
  more: Partial<Timing> & { benchmark?: string; parameters?: TimedMeasurement['parameters'] } = {},
): TimedMeasurement {
  return {
    benchmark: 'squares',
    strategy,
    parameters: {},
    problem,
    status: 'ok',
    backend: 'scalar JS',
    medianNs,
    intervalNs: [medianNs * 0.99, medianNs * 1.01],
    confidence: 0.95,
    samples: 12,
    samplesNs: Array.from({ length: 12 }, () => medianNs),
    batch: 1,
    stopped: 'interval',
    flops: 2 * problem.m * problem.k * problem.n,
    nonzeros: problem.m * problem.k,
    gflops: (2 * problem.m * problem.k * problem.n) / medianNs,
    phasesNs: { prepare: 0, transfer: 0, compute: medianNs },
    error: { norm: 1e-7, bound: 1e-5, method: 'complete' },
    ...more,
  };
}

/** How many of 40 rounds were disturbed, and that they were taken again. */
export function disturbedRounds(disturbed: number): Pick<Timing, 'sampling'> {
  const disturbance = { disturbed, rounds: 40, isSetAside: disturbed > 0 };
  return { sampling: { session: 'turns', rounds: [], calibrationNs: [], disturbance } };
}

export function untimed(strategy: string, failure: Partial<Failure> = {}, problem: Problem = SQUARE_64): Measurement {
  return {
    benchmark: 'squares',
    strategy,
    parameters: {},
    problem,
    status: 'unsupported',
    code: 'not supported',
    reason: 'It cannot run here.',
    ...failure,
  };
}
