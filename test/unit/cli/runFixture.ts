import type { Failure, Measurement, Run, TimedMeasurement } from '../../../src/core/measure/measurement';
import { RUN_SCHEMA } from '../../../src/core/measure/measurement';
import type { Problem } from '../../../src/core/problem';
import { problemFlops } from '../../../src/core/problem';
import { MACHINE } from '../../machineFixture';

/** A dense f32 problem with every field, so that a test names only what it is about. */
export function problemOf(m: number, k: number, n: number, traits: Partial<Problem> = {}): Problem {
  return {
    m,
    k,
    n,
    dtype: 'f32',
    transposeA: false,
    transposeB: false,
    alpha: 1,
    beta: 0,
    structure: 'uniform',
    density: 1,
    seed: 1,
    ...traits,
  };
}

/** A timed row whose interval is ±1% of its median. */
export function timed(
  strategy: string,
  medianNs: number,
  traits: Partial<Omit<TimedMeasurement, 'status'>> = {},
): TimedMeasurement {
  const problem = traits.problem ?? problemOf(64, 64, 64);
  const flops = problemFlops(problem);
  return {
    benchmark: 'square',
    strategy,
    parameters: {},
    problem,
    status: 'ok',
    backend: 'scalar JS',
    medianNs,
    intervalNs: [medianNs * 0.99, medianNs * 1.01],
    confidence: 0.95,
    samples: 3,
    samplesNs: [medianNs * 0.99, medianNs, medianNs * 1.01],
    batch: 1,
    stopped: 'interval',
    flops,
    nonzeros: problem.m * problem.k,
    gflops: flops / medianNs,
    phasesNs: { prepare: 0, transfer: 0, compute: medianNs },
    error: { norm: 2.4e-7, bound: 3.1e-5, method: 'complete' },
    ...traits,
  };
}

export function untimed(strategy: string, failure: Failure, problem: Problem = problemOf(64, 64, 64)): Measurement {
  return { benchmark: 'square', strategy, parameters: {}, problem, ...failure };
}

export function runOf(measurements: readonly Measurement[], traits: Partial<Run> = {}): Run {
  return {
    schema: RUN_SCHEMA,
    id: 'a-run',
    title: 'square',
    startedAt: '2025-01-02T03:04:05.000Z',
    elapsedMs: 4200,
    state: 'finished',
    machine: MACHINE,
    versions: { extension: '0.1.0', node: '20.19.0', v8: '11.3', engineFlags: ['--no-wasm-tier-up'] },
    benchmarks: [],
    measurements,
    ...traits,
  };
}
