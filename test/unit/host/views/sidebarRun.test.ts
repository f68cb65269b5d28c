import { describe, expect, it } from 'vitest';
import { sidebarRun } from '../../../../src/host/views/sidebarRun';
import type { RunActivity } from '../../../../src/shared/engineProtocol';
import type { RowState, RunView } from '../../../../src/shared/viewProtocol';
import { square, timed, untimed } from '../../core/measurementFixtures';

const done = (strategy: string, size: number, gflops: number): RowState => ({
  state: 'done',
  measurement: timed(strategy, 5, square(size), { gflops }),
});

const waiting = (strategy: string, size: number): RowState => ({
  state: 'waiting',
  subject: { benchmark: 'squares', strategy, parameters: {}, problem: square(size) },
});

function view(rows: readonly RowState[], activity: RunActivity | null = null): RunView {
  return {
    id: 'id',
    title: 'squares',
    startedAt: '2026-01-02T03:04:05.000Z',
    elapsedMs: 1,
    state: activity === null ? 'finished' : 'running',
    machine: null,
    versions: null,
    notes: [],
    tuning: null,
    searches: [],
    rows,
    activity,
    problem: null,
  };
}

const facts = ({ rows }: RunView): unknown[] =>
  rows.map((row) => {
    const { strategy, problem } = row.state === 'done' ? row.measurement : row.subject;
    return [strategy, problem.m, row.state];
  });

describe('what the side bar is sent of a run', () => {
  it('is the fastest row of each strategy, and one of each size, in their order', () => {
    const sizes = Array.from({ length: 100 }, (_, index) => 8 * (index + 1));
    const rows = sizes.flatMap((size) => [done('naive', size, 1000 - size), done('simd', size, size)]);
    const sent = sidebarRun(view(rows));
    expect(sent.rows).toHaveLength(101);
    expect(facts(sent).slice(0, 2)).toEqual([
      ['naive', 8, 'done'],
      ['naive', 16, 'done'],
    ]);
    expect(facts(sent).at(-1)).toEqual(['simd', 800, 'done']);
  });

  it('holds the first row of a strategy that has no speed, and the first that waits', () => {
    const refused = { state: 'done', measurement: untimed('sparse', {}, square(8)) } as const;
    const again = { state: 'done', measurement: untimed('sparse', {}, square(16)) } as const;
    const sent = sidebarRun(view([done('naive', 8, 1), refused, again, waiting('simd', 8), waiting('simd', 16)]));
    expect(facts(sent)).toEqual([
      ['naive', 8, 'done'],
      ['sparse', 8, 'done'],
      ['sparse', 16, 'done'],
      ['simd', 8, 'waiting'],
    ]);
  });

  it('has the row that runs now, under its new number', () => {
    const running: RowState = {
      state: 'measuring',
      subject: { benchmark: 'squares', strategy: 'naive', parameters: {}, problem: square(8) },
      soFar: timed('naive', 5, square(8), { gflops: 1 }),
    };
    const activity: RunActivity = {
      rows: [1, 2],
      row: 2,
      text: 'round 2',
      rowsDone: 1,
      rowsTotal: 3,
      fraction: 0.4,
      elapsedMs: 1,
      remainingMs: null,
    };
    const sent = sidebarRun(view([done('naive', 8, 3), done('naive', 8, 2), running], activity));
    expect(sent.rows).toHaveLength(2);
    expect(sent.activity).toMatchObject({ row: 1, rows: [1] });
    expect(sent.rows[1]).toMatchObject({ state: 'measuring', soFar: { gflops: 1 } });
  });

  it('carries no samples', () => {
    expect(sidebarRun(view([done('naive', 8, 3)])).rows[0]).toMatchObject({ measurement: { samplesNs: [] } });
  });
});
