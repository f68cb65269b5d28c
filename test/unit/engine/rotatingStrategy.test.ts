import { describe, expect, it } from 'vitest';
import type { Prepared } from '../../../src/core/kernels/strategy';
import { rotating } from '../../../src/engine/rotatingStrategy';

function copy(number: number, ran: number[], disposed: number[]): Prepared {
  return {
    backend: 'scalar JS',
    prepareNs: 5,
    runBatch: (times) => {
      for (let run = 0; run < times; run++) ran.push(number);
      return Promise.resolve({ times, computeNs: 100 * times, transferNs: times });
    },
    read: () => Promise.resolve({ rows: 1, columns: 1, elements: Float32Array.of(number) }),
    dispose: () => disposed.push(number),
  };
}

describe('a strategy on several copies of its operands', () => {
  it('takes another copy for each run, in turns with others of the same problem', async () => {
    const ran: number[] = [];
    const disposed: number[] = [];
    let turn = 0;
    const next = (): number => turn++;
    const [one, other] = [0, 10].map((first) =>
      rotating([copy(first, ran, disposed), copy(first + 1, ran, disposed), copy(first + 2, ran, disposed)], next),
    );
    expect(await one.runBatch(2)).toEqual({ times: 2, computeNs: 200, transferNs: 2 });
    await other.runBatch(2);
    await one.runBatch(1);
    expect(ran).toEqual([0, 1, 12, 10, 1]);
    expect(one).toMatchObject({ backend: 'scalar JS, cold cache (3 copies)', prepareNs: 5 });
    one.dispose();
    expect(disposed).toEqual([0, 1, 2]);
  });
});
