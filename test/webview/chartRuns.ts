import type { SamplingRecord } from '../../src/core/measure/measurement';
import type { Roofline } from '../../src/core/model/roofline';
import type { RunView } from '../../src/shared/viewProtocol';
import { MACHINE } from '../machineFixture';
import { done, problem, runView, subject, sweep, timed } from './fixtures';
import { PEAKS } from './formFixtures';

/** Strategies over many sizes, on a machine whose peaks are known. */
export function curvesRun(): RunView {
  return { ...sweep(), machine: { ...MACHINE, peaks: PEAKS } };
}

const ROOFLINE: Roofline = {
  flops: 2 * 512 ** 3,
  minimumBytes: 3 * 2 ** 20,
  intensity: 85.3,
  traffic: [{ level: 'L2', bytes: 30 * 2 ** 20, ceilingGflops: 40 }],
  bound: { kind: 'bandwidth', level: 'L2' },
  attainableGflops: 40,
};

/** blocked under its roof, at a speed. */
export function roofRun(gflops: number, change: Partial<RunView> = {}): RunView {
  const measurement = { ...timed(subject('blocked', problem(512)), gflops), roofline: ROOFLINE };
  return runView([done(measurement)], { machine: { ...MACHINE, peaks: PEAKS }, ...change });
}

/** simd with a severe outlier, a disturbed sample and a round that was set aside; naive without any record. */
export function sampledRun(): RunView {
  const simd = timed(subject('simd', problem(512)), 100, { samples: 40 });
  const samplesNs = simd.samplesNs.map((ns, index) => (index === 30 ? 3 * ns : ns));
  const sampling: SamplingRecord = {
    session: 'one',
    rounds: samplesNs.map((_, index) => (index < 20 ? index + 1 : index + 2)),
    calibrationNs: samplesNs.map((_, index) => (index === 30 ? 1100 : 1000 + (index % 3))),
    disturbance: { disturbed: 1, rounds: 41, isSetAside: true },
  };
  return runView([done(timed(subject('naive', problem(512)), 2)), done({ ...simd, samplesNs, sampling })]);
}
