import { describe, expect, it } from 'vitest';
import { kernelRequestOf, kernelRows } from '../../../../src/host/kernels/kernelRows';
import type { KernelRun } from '../../../../src/host/kernels/kernelRows';
import type { RowState } from '../../../../src/shared/viewProtocol';
import { MACHINE } from '../../../machineFixture';
import { SQUARE_64, timed } from '../../core/measurementFixtures';

const TIMED = timed('simd', 5);
const rows: readonly RowState[] = [
  { state: 'done', measurement: { ...TIMED, backend: 'wasm simd128 6×8', parameters: { mr: 6 }, tuned: ['mr'] } },
  { state: 'measuring', subject: { ...TIMED, strategy: 'naive', parameters: {} }, soFar: null },
  { state: 'waiting', subject: { ...TIMED, strategy: 'of a later version', parameters: {} } },
  {
    state: 'done',
    measurement: {
      ...{ benchmark: 'other', strategy: 'sparse', parameters: {}, problem: SQUARE_64 },
      ...{ status: 'failed', code: 'wrong result', reason: 'It is wrong.' },
    },
  },
];
const run: KernelRun = {
  view: { id: 'run-1', machine: MACHINE, rows },
  benchmarks: [
    { name: TIMED.benchmark, threads: 1 },
    { name: 'other', threads: null },
  ],
};

describe('the rows whose kernels can be shown', () => {
  it('are those of strategies that this version knows, with what ran or how they stand', () => {
    expect(kernelRows(run)).toEqual([
      { row: 0, label: 'simd (mr = 6)', description: '64×64×64 f32', detail: 'wasm simd128 6×8' },
      { row: 1, label: 'naive', description: '64×64×64 f32', detail: 'not measured yet' },
      { row: 3, label: 'sparse', description: '64×64×64 f32', detail: 'failed: It is wrong.' },
    ]);
  });
});

describe('what the engine is asked for a row', () => {
  it('is the kernel that was measured, on that machine, with the threads of its benchmark', () => {
    expect(kernelRequestOf(run, 0)).toEqual({
      choice: { id: 'simd', values: { mr: 6 } },
      problem: SQUARE_64,
      threads: 1,
      measured: { machine: MACHINE, backend: 'wasm simd128 6×8', tuned: ['mr'] },
      wraps: true,
    });
    expect(kernelRequestOf(run, 3)).toMatchObject({ threads: null, measured: { backend: null, tuned: [] } });
  });

  it('is the kernel that would run here while the machine of the run is not known', () => {
    const unknown = { ...run, view: { ...run.view, machine: null } };
    expect(kernelRequestOf(unknown, 1)).toMatchObject({ choice: { id: 'naive' }, measured: null });
  });

  it('is nothing for a strategy that is not known, or a row that is not there', () => {
    expect(kernelRequestOf(run, 2)).toBeNull();
    expect(kernelRequestOf(run, 4)).toBeNull();
  });
});
