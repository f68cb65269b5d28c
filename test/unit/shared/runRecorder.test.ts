import { describe, expect, it } from 'vitest';
import type { RunSpec } from '../../../src/core/spec/runSpec';
import type { RunActivity } from '../../../src/shared/engineProtocol';
import { RunRecorder } from '../../../src/shared/runRecorder';
import { SQUARE_64, timed } from '../core/measurementFixtures';
import { MACHINE } from '../../machineFixture';

const VERSIONS = { extension: '1', node: '20', v8: '11', engineFlags: [] };

const SPEC: RunSpec = {
  title: 'squares',
  benchmarks: [
    {
      name: 'squares',
      problems: [SQUARE_64],
      strategies: [
        { id: 'naive', values: {} },
        { id: 'simd', values: {} },
        { id: 'outer', values: { rank: 2 } },
      ],
      budgetSeconds: 1,
      precision: 0.02,
      threads: null,
    },
  ],
};

function recorder(): RunRecorder {
  return new RunRecorder('r1', SPEC, new Date('2026-01-02T03:04:05Z'));
}

describe('RunRecorder', () => {
  it('begins with every row waiting', () => {
    expect(recorder().rows.map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
  });

  it('marks the rows of the problem that the engine works on', () => {
    const run = recorder();
    const activity: RunActivity = {
      rows: [0, 2],
      row: 0,
      text: 'warming up',
      rowsDone: 0,
      rowsTotal: 3,
      fraction: 0,
      elapsedMs: 1,
      remainingMs: null,
    };
    expect(run.apply({ type: 'activity', activity })).toBeNull();
    expect(run.rows.map(({ state }) => state)).toEqual(['measuring', 'waiting', 'measuring']);
    expect(run.activity).toBe(activity);
  });

  it('takes a provisional result, then the final one, and nothing after it', () => {
    const run = recorder();
    const event = { type: 'measured', row: 1, measurement: timed('simd', 5) } as const;
    expect(run.apply({ ...event, final: false })).toBe(1);
    expect(run.rows[1]).toMatchObject({ state: 'measuring', soFar: { medianNs: 5 } });
    expect(run.apply({ ...event, measurement: timed('simd', 4), final: true })).toBe(1);
    expect(run.apply({ ...event, measurement: timed('simd', 9), final: false })).toBeNull();
    expect(run.rows[1]).toMatchObject({ state: 'done', measurement: { medianNs: 4 } });
    expect(run.done).toBe(1);
  });

  it('keeps what was measured when it is cancelled, and says of the rest that it was', () => {
    const run = recorder();
    run.apply({ type: 'measured', row: 0, measurement: timed('naive', 7), final: true });
    run.apply({ type: 'measured', row: 1, measurement: timed('simd', 5), final: false });
    const end = { state: 'cancelled', code: 'cancelled', reason: 'Stopped.', elapsedMs: 12 } as const;
    const finished = run.finish(end, MACHINE, VERSIONS);
    const { measurements, state, startedAt } = finished;
    expect(finished).not.toHaveProperty('notes');
    expect(finished.benchmarks).toEqual([{ name: 'squares', budgetSeconds: 1, precision: 0.02, threads: null }]);
    expect(state).toBe('cancelled');
    expect(startedAt).toBe('2026-01-02T03:04:05.000Z');
    expect(measurements[0]).toMatchObject({ status: 'ok', stopped: 'interval' });
    expect(measurements[1]).toMatchObject({ status: 'ok', stopped: 'cancelled', medianNs: 5 });
    expect(measurements[2]).toMatchObject({ status: 'cancelled', reason: 'Stopped.', parameters: { rank: 2 } });
  });

  it('fails the rest when the engine was lost', () => {
    const run = recorder();
    const end = { state: 'failed', code: 'engine lost', reason: 'Killed.', elapsedMs: 12 } as const;
    const finished = run.finish(end, MACHINE, VERSIONS, ['The self-test chose instead.']);
    const { measurements } = finished;
    expect(finished.notes).toEqual(['The self-test chose instead.']);
    expect(measurements.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed']);
    expect(run.rows.every(({ state }) => state === 'done')).toBe(true);
  });
});
