import type { RunSpec } from '../../../../src/core/spec/runSpec';
import type { EngineDescription, RunEvent, RunOutcome } from '../../../../src/shared/engineProtocol';
import { SQUARE_64, timed } from '../../core/measurementFixtures';
import { MACHINE } from '../../../machineFixture';

export const DESCRIPTION: EngineDescription = {
  machine: MACHINE,
  versions: { node: '20', v8: '11', engineFlags: [] },
  strategies: [],
  notes: [],
  codePaths: [],
};

/** Two rows: naive, then simd. */
export const SPEC: RunSpec = {
  title: 'squares',
  benchmarks: [
    {
      name: 'squares',
      problems: [SQUARE_64],
      strategies: [
        { id: 'naive', values: {} },
        { id: 'simd', values: {} },
      ],
      budgetSeconds: 1,
      precision: 0.02,
      threads: null,
    },
  ],
};

/** An engine whose runs are driven by the test. */
export class DrivenEngine {
  description = Promise.resolve(DESCRIPTION);
  send: (event: RunEvent) => void = () => undefined;
  signal: AbortSignal | null = null;
  end: (outcome: RunOutcome) => void = () => undefined;
  fail: (error: Error) => void = () => undefined;
  private begun: () => void = () => undefined;
  readonly started = new Promise<void>((resolve) => (this.begun = resolve));

  describe(): Promise<EngineDescription> {
    return this.description;
  }

  run(_spec: RunSpec, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<RunOutcome> {
    this.send = onEvent;
    this.signal = signal;
    this.begun();
    return new Promise((resolve, reject) => {
      this.end = resolve;
      this.fail = reject;
    });
  }
}

export const measured = (row: number, strategy: string): RunEvent => ({
  type: 'measured',
  row,
  measurement: timed(strategy, 5),
  final: true,
});

/** What the engine says when it begins with some rows. */
export const workingOn = (rows: readonly number[]): RunEvent => ({
  type: 'activity',
  activity: {
    rows,
    row: null,
    text: 'generating A and B',
    rowsDone: 0,
    rowsTotal: 2,
    fraction: 0,
    elapsedMs: 1,
    remainingMs: null,
  },
});
