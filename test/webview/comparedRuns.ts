import { RUN_SCHEMA } from '../../src/core/measure/measurement';
import type { Run } from '../../src/core/measure/measurement';
import type { RunSummary } from '../../src/shared/viewProtocol';
import { MACHINE } from '../machineFixture';
import { failed, problem, subject, timed, versions } from './fixtures';

/** Three runs of the same, the newest first: `simd` has become faster, `outer` slower, and `naive` stayed as it was. */
export const SAVED: readonly Run[] = [
  saved('third', '2024-05-07T09:14:00.000Z', { simd: 130, outer: 31 }),
  saved('second', '2024-05-06T12:02:31.000Z', { simd: 106, outer: 40 }),
  saved('first', '2024-05-05T09:14:00.000Z', { simd: 104, outer: 40.2 }),
];

function saved(id: string, startedAt: string, gflops: Readonly<Record<'simd' | 'outer', number>>): Run {
  const [square, layer] = [problem(512), problem(100, { m: 64, k: 784 })];
  return {
    ...{ schema: RUN_SCHEMA, id, title: 'square.matmul.json', startedAt, elapsedMs: 48_000, state: 'finished' },
    ...{ machine: MACHINE, versions, benchmarks: [] },
    measurements: [
      timed(subject('naive', square), 1.62),
      timed(subject('simd', square), gflops.simd),
      timed(subject('outer', square, { rank: 8 }), gflops.outer),
      timed(subject('naive', layer, {}, 'layer 1'), 1.5),
      timed(subject('simd', layer, {}, 'layer 1'), 80),
      failed(subject('outer', layer, { rank: 8 }, 'layer 1'), {
        ...{ status: 'failed', code: 'over budget', reason: 'One run would take longer than the budget of 1 s.' },
      }),
    ],
  };
}

export const SUMMARIES: readonly RunSummary[] = SAVED.map(
  ({ id, title, startedAt, elapsedMs, state, measurements }) => ({
    ...{ id, title, startedAt, elapsedMs, state, measurements: measurements.length },
    note: id === 'first' ? 'before the new tile' : '',
  }),
);

export const runOf = (id: string): Run | null => SAVED.find((run) => run.id === id) ?? null;
