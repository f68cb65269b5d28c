import { describe, expect, it } from 'vitest';
import { RUN_SCHEMA } from '../../../../src/core/measure/measurement';
import type { Run } from '../../../../src/core/measure/measurement';
import { parseRun } from '../../../../src/core/spec/runSchema';
import { timed, untimed } from '../measurementFixtures';
import { MACHINE } from '../../../machineFixture';

const RUN: Run = {
  schema: RUN_SCHEMA,
  id: '7',
  title: 'squares',
  startedAt: '2026-01-02T03:04:05.678Z',
  elapsedMs: 1234,
  state: 'cancelled',
  machine: MACHINE,
  versions: { extension: '0.1.0', node: '20.0.0', v8: '11.3', engineFlags: ['--x'] },
  notes: ['The self-test chose instead.'],
  benchmarks: [{ name: 'squares', budgetSeconds: 1, precision: 0.02, threads: null }],
  measurements: [
    timed('outer', 1e6, undefined, { parameters: { rank: 8 } }),
    untimed('simd'),
    untimed('naive', { status: 'cancelled', code: 'cancelled', reason: 'Stopped.' }),
  ],
};

function changed(change: object): unknown {
  return { ...(JSON.parse(JSON.stringify(RUN)) as object), ...change };
}

describe('parseRun', () => {
  it('gives back a run that was written as JSON', () => {
    expect(parseRun(changed({}))).toEqual({ run: RUN });
  });

  it('lets keys of later versions through', () => {
    expect(parseRun(changed({ later: 1 }))).toEqual({ run: RUN });
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'It is not a run of Matmul Profiler.'],
    [
      'another schema',
      changed({ schema: 'matmul-profiler/run@2' }),
      `"matmul-profiler/run@2" where this version reads`,
    ],
    ['no measurements', changed({ measurements: undefined }), 'measurements is missing or wrong'],
    [
      'a time without its interval',
      changed({ measurements: [{ ...timed('simd', 1), intervalNs: [1] }] }),
      'measurements.0.intervalNs',
    ],
    ['a negative time', changed({ measurements: [timed('simd', -1)] }), 'measurements.0.medianNs'],
    [
      'a status that is none',
      changed({ measurements: [{ ...timed('simd', 1), status: 'fine' }] }),
      'measurements.0.status',
    ],
    [
      'a reason that is missing',
      changed({ measurements: [{ ...untimed('simd'), reason: undefined }] }),
      'measurements.0.reason',
    ],
    ['a state that is none', changed({ state: 'running' }), 'state is missing or wrong'],
  ])('says what is wrong with %s', (_, value, problem) => {
    expect(parseRun(value)).toEqual({ problem: expect.stringContaining(problem) as string });
  });
});
