import { describe, expect, it } from 'vitest';
import { isDefaultPoint } from '../../../src/core/measure/tuning';
import { RandomStream } from '../../../src/core/matrix/random';
import type { BatchTiming } from '../../../src/core/kernels/strategy';
import type { RoundTimes } from '../../../src/core/measure/roundTimes';
import type { Measurement, TimedMeasurement } from '../../../src/core/measure/measurement';
import { tuningWinner } from '../../../src/core/model/tuningFinding';
import { ProblemRun } from '../../../src/engine/problemRun';
import type { Row } from '../../../src/engine/contestant';
import type { ProblemSession } from '../../../src/engine/problemRun';
import { Progress } from '../../../src/engine/progress';
import { Rates } from '../../../src/engine/rates';
import { CancelledError } from '../../../src/engine/session';
import type { RunEvent } from '../../../src/shared/engineProtocol';
import { MACHINE } from '../../machineFixture';
import { TUNING_POINTS } from '../../tuningFixture';
import { SQUARE_64 } from '../core/measurementFixtures';

interface Kernels {
  /** Nanoseconds a run of the point, `run` being how many batches of it there were before. */
  readonly timeNs: (point: number, batches: number) => number;
  /** Error of a point, the bound being 1. */
  readonly norm?: (point: number) => number;
  /** Batches of all points together after which the user cancels. */
  readonly cancelAfter?: number;
}

interface Taken {
  readonly rows: readonly Measurement[];
  readonly batches: number;
  readonly cancelled: boolean;
}

/** Tunes kernels that are made up: handles are the places of the fixture's points. */
async function tune({ timeNs, norm = () => 0, cancelAfter = Infinity }: Kernels): Promise<Taken> {
  const rows = TUNING_POINTS.map((values, row): Row => {
    const subject = { benchmark: 'tune', strategy: 'simd', parameters: values, problem: SQUARE_64 };
    return { row, choice: { id: 'simd', values }, subject };
  });
  const batches = TUNING_POINTS.map(() => 0);
  let all = 0;
  const runBatch = (point: number, times: number): Promise<BatchTiming> => {
    all += 1;
    if (all > cancelAfter) return Promise.reject(new CancelledError('cancelled'));
    batches[point] += 1;
    return Promise.resolve({ times, computeNs: times * timeNs(point, batches[point]), transferNs: 0 });
  };
  const session: ProblemSession = {
    lastHandle: 0,
    open: () => Promise.resolve({ nonzeros: 64 * 64, clockNs: 100 }),
    prepare: ({ values }) => {
      const point = TUNING_POINTS.findIndex((each) => each === values);
      return Promise.resolve({ handle: point, backend: `point ${point}`, prepareNs: 0, sparse: null });
    },
    verify: (point) => Promise.resolve({ norm: norm(point), bound: 1, method: 'complete' }),
    runBatch,
    calibrate: () => Promise.resolve({ loopNs: 1e5, waitedNs: 0 }),
    runRounds: async ({ arms, rounds: orders }) => {
      const results: RoundTimes[] = [];
      for (const order of orders) {
        const timings: BatchTiming[] = [];
        for (const place of order) timings.push(await runBatch(arms[place].handle, arms[place].times));
        results.push({ timings, calibrationNs: [1e5, 1e5], waitedNs: 0 });
      }
      return results;
    },
    close: () => Promise.resolve(),
  };
  const events: RunEvent[] = [];
  const send = (event: RunEvent): void => {
    events.push(event);
  };
  const progress = new Progress(rows.length, 1000, send);
  const job = {
    ...{
      problem: SQUARE_64,
      machine: MACHINE,
      threads: 1,
      workspaceBytes: 0,
      isTuning: true,
      copies: 1,
      coolDownMs: 0,
    },
    plan: { budgetNs: 1e8, precision: 0.02, confidence: 0.95 },
  };
  const random = new RandomStream(3);
  const run = new ProblemRun(job, rows, new Rates(), progress, send, () => random.next());
  let cancelled = false;
  await run.measure(session).catch((error: unknown) => {
    cancelled = error instanceof CancelledError;
    if (!cancelled) throw error;
  });
  progress.stop();
  const last = new Map(events.flatMap((event) => (event.type === 'measured' ? [[event.row, event.measurement]] : [])));
  return { rows: rows.flatMap(({ row }) => last.get(row) ?? []), batches: all, cancelled };
}

const timedOf = (row: Measurement): TimedMeasurement => {
  if (row.status !== 'ok') throw new Error(row.reason);
  return row;
};

describe('a tuning in the engine', () => {
  it('measures the default and what beats it again, and lets the rest be', async () => {
    const times = [1e6, 2e6, 0.9e6, 0.93e6];
    const scatter = (batches: number): number => (batches % 2 === 0 ? 1 : 1.2);
    const { rows } = await tune({ timeNs: (point, batches) => times[point] * (point === 1 ? scatter(batches) : 1) });
    expect(rows.map(timedOf).map(({ finalRound, stopped }) => [finalRound ?? false, stopped])).toEqual([
      [true, 'interval'],
      [false, 'hopeless'],
      [true, 'interval'],
      [true, 'interval'],
    ]);
    expect(timedOf(rows[0]).confidence).toBeCloseTo(1 - 0.05 / 3);
    expect(tuningWinner({ measurements: rows, state: 'finished' })?.point.parameters).toEqual(TUNING_POINTS[2]);
  });

  it('takes only fresh samples into the final round: luck in the grid does not last', async () => {
    // Point 2 is fast while the grid is measured, and then as slow as the default.
    const { rows } = await tune({ timeNs: (point, batches) => (point === 2 && batches < 60 ? 0.8e6 : 1e6) });
    const lucky = timedOf(rows[2]);
    expect(lucky.finalRound).toBe(true);
    expect(lucky.medianNs).toBe(1e6);
    expect(tuningWinner({ measurements: rows, state: 'finished' })).toBeNull();
  });

  it('never gives the default up, however slow', async () => {
    const { rows } = await tune({ timeNs: (point) => (point === 0 ? 5e6 : 1e6) });
    expect(timedOf(rows[0]).stopped).not.toBe('hopeless');
    expect(timedOf(rows[0]).finalRound).toBe(true);
  });

  it('holds no final round where the default is best', async () => {
    const { rows } = await tune({ timeNs: (point) => (point === 0 ? 1e6 : 1.01e6) });
    expect(rows.map(timedOf).filter(({ finalRound }) => finalRound === true)).toEqual([]);
  });

  it('gives a wrong point an error in place of a speed, a hopeless one too', async () => {
    const { rows } = await tune({ timeNs: (point) => 1e6 * (1 + point), norm: (point) => (point === 3 ? 2 : 0) });
    expect(rows[3]).toMatchObject({ status: 'failed', code: 'wrong result' });
  });

  it('leaves the samples of the grid to a point that is cancelled in its final round', async () => {
    const times = [1e6, 2e6, 0.9e6, 0.93e6];
    const whole = await tune({ timeNs: (point) => times[point] });
    expect(whole.cancelled).toBe(false);
    expect(timedOf(whole.rows[0]).finalRound).toBe(true);
    const cut = await tune({ timeNs: (point) => times[point], cancelAfter: whole.batches - 3 });
    expect(cut.cancelled).toBe(true);
    expect(cut.rows).toHaveLength(TUNING_POINTS.length);
    expect(cut.rows.map(timedOf).filter(({ finalRound }) => finalRound === true)).toEqual([]);
    expect(isDefaultPoint(cut.rows[0].parameters)).toBe(true);
    expect(timedOf(cut.rows[0]).samples).toBeGreaterThan(10);
  });
});
