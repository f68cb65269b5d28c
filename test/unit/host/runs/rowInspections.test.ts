import { CancellationTokenSource } from 'vscode-jsonrpc';
import { describe, expect, it } from 'vitest';
import type { Inspection } from '../../../../src/core/matrix/maps/productMaps';
import type { InspectRequest } from '../../../../src/shared/engineProtocol';
import { RowInspections } from '../../../../src/host/runs/rowInspections';
import { parseInspect } from '../../../../src/host/views/viewRequests';
import { runOf } from '../../../runFixture';
import { timed } from '../../core/measurementFixtures';

const ANSWER: Inspection = {
  backend: 'scalar JS',
  verification: { norm: 0, bound: 1, method: 'complete' },
  rows: { nonzeros: 0, fewest: 0, most: 0, mean: 0, bins: [], parts: 1, fullestPart: 1 },
  maps: [],
};
const run = runOf([timed('simd', 100)]);
const WANTED = [{ of: 'C', part: null, cells: 96 }] as const;
const store = { get: (id: string) => (id === run.id ? run : null) };

function inspections(answer: (request: InspectRequest, signal: AbortSignal) => Promise<Inspection>): RowInspections {
  return new RowInspections({ inspect: answer }, { last: null }, store);
}

describe('rows that are looked into', () => {
  it('are asked of the engine with what they were measured by', async () => {
    const asked: InspectRequest[] = [];
    const rows = inspections((request) => {
      asked.push(request);
      return Promise.resolve(ANSWER);
    });
    const { token } = new CancellationTokenSource();
    expect(await rows.inspect({ runId: run.id, row: 0, wanted: WANTED }, token)).toBe(ANSWER);
    const [{ strategy, parameters, problem }] = run.measurements;
    expect(asked).toEqual([{ choice: { id: strategy, values: parameters }, problem, threads: null, wanted: WANTED }]);
  });

  it('are given up when the view no longer waits', async () => {
    const source = new CancellationTokenSource();
    const rows = inspections(
      (_request, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => {
            reject(new Error('given up'));
          });
        }),
    );
    const looking = rows.inspect({ runId: run.id, row: 0, wanted: WANTED }, source.token);
    source.cancel();
    await expect(looking).rejects.toThrow('given up');
  });

  it('must be there', async () => {
    const rows = inspections(() => Promise.resolve(ANSWER));
    const { token } = new CancellationTokenSource();
    await expect(rows.inspect({ runId: 'gone', row: 0, wanted: WANTED }, token)).rejects.toThrow(/no longer there/);
    await expect(rows.inspect({ runId: run.id, row: 99, wanted: WANTED }, token)).rejects.toThrow(/does not know/);
  });
});

describe('what a view asks to look into', () => {
  const request = { runId: 'run-1', row: 0, wanted: WANTED };

  it('is parsed', () => {
    expect(parseInspect(request)).toEqual(request);
  });

  it.each([
    { ...request, row: -1 },
    { ...request, wanted: [{ of: 'D', part: null, cells: 8 }] },
    { ...request, wanted: [{ of: 'C', part: null, cells: 1000 }] },
    { ...request, wanted: [{ of: 'C', part: { firstRow: 0.5, rows: 1, firstColumn: 0, columns: 1 }, cells: 8 }] },
    { ...request, wanted: Array.from({ length: 9 }, () => WANTED[0]) },
  ])('is refused where it asks for what there is not, or for too much: %j', (wrong) => {
    expect(() => parseInspect(wrong)).toThrow();
  });
});
