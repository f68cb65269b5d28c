import { describe, expect, it } from 'vitest';
import type { RunSpec } from '../../../../src/core/spec/runSpec';
import { specOfRun } from '../../../../src/core/spec/specOfRun';
import { RunRecorder } from '../../../../src/shared/runRecorder';
import { square } from '../measurementFixtures';
import { MACHINE } from '../../../machineFixture';

describe('specOfRun', () => {
  it('gives back what was asked for', () => {
    const spec: RunSpec = {
      title: 'two',
      benchmarks: [
        {
          name: 'a',
          problems: [square(8), square(16)],
          strategies: [
            { id: 'outer', values: { rank: 2 } },
            { id: 'outer', values: {} },
          ],
          budgetSeconds: 0.5,
          precision: 0.1,
          threads: 1,
        },
        {
          name: 'b',
          problems: [square(8)],
          strategies: [{ id: 'naive', values: {} }],
          budgetSeconds: 1,
          precision: 0.02,
          threads: null,
        },
      ],
    };
    const recorder = new RunRecorder('id', spec, new Date(0));
    const end = { state: 'cancelled', code: 'cancelled', reason: 'Stopped.', elapsedMs: 1 } as const;
    const run = recorder.finish(end, MACHINE, { extension: '1', node: '20', v8: '11', engineFlags: [] });
    expect(specOfRun(run)).toEqual(spec);
    const withUnknown = {
      ...run,
      measurements: run.measurements.map((one) => ({ ...one, strategy: 'from the future' })),
    };
    expect(specOfRun(withUnknown).benchmarks.map(({ strategies }) => strategies)).toEqual([[], []]);
  });
});
