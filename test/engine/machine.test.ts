import { describe, expect, it } from 'vitest';
import type { MachineProgress } from '../../src/shared/engineProtocol';
import { engine } from './engineClients';

describe('the engine that measures its machine', () => {
  it('says then what it reached, in every description', async () => {
    const client = engine();
    expect((await client.describe()).machine.peaks).toBeUndefined();
    const progress: MachineProgress[] = [];
    const state = await client.measureMachine((each) => progress.push(each), new AbortController().signal);
    expect(state).toBe('finished');
    expect(progress.at(0)?.fraction).toBe(0);
    const { machine } = await client.describe();
    const { compute, bandwidth } = machine.peaks ?? { compute: [], bandwidth: [] };
    const threads = machine.logicalCores > 1 ? [1, machine.logicalCores] : [1];
    expect([...new Set(compute.map((peak) => peak.threads))]).toEqual(threads);
    expect(new Set(bandwidth.map(({ level }) => level))).toEqual(
      new Set([...(machine.caches ?? [{ level: 1 }, { level: 2 }]).map(({ level }) => `L${level}`), 'memory']),
    );
    expect([...compute.map(({ gflops }) => gflops), ...bandwidth.map((peak) => peak.gbPerSecond)]).toSatisfy(
      (figures: number[]) => figures.every((figure) => figure > 0),
    );
  });

  it('ends at once when it is cancelled, and measures nothing by halves', async () => {
    const client = engine();
    const cancellation = new AbortController();
    const state = await client.measureMachine(() => {
      cancellation.abort();
    }, cancellation.signal);
    expect(state).toBe('cancelled');
    expect((await client.describe()).machine.peaks).toBeUndefined();
  });
});
