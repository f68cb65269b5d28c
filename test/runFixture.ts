import { RUN_SCHEMA } from '../src/core/measure/measurement';
import type { Measurement, Run } from '../src/core/measure/measurement';
import { MACHINE } from './machineFixture';

/** A finished run of these measurements. */
export function runOf(measurements: readonly Measurement[], more: Partial<Run> = {}): Run {
  const names = [...new Set(measurements.map(({ benchmark }) => benchmark))];
  return {
    schema: RUN_SCHEMA,
    id: 'run-1',
    title: 'squares',
    startedAt: '2026-01-02T03:04:05.678Z',
    elapsedMs: 1500,
    state: 'finished',
    machine: MACHINE,
    versions: { extension: '0.1.0', node: '24.0.0', v8: '13.6', engineFlags: ['--no-liftoff'] },
    benchmarks: names.map((name) => ({ name, budgetSeconds: 1, precision: 0.02, threads: null })),
    measurements,
    ...more,
  };
}
