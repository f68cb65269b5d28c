import type { MachinePeaks } from '../../src/core/machinePeaks';
import type { StrategyId } from '../../src/core/kernels/strategy';
import { NULL_TEST_SCHEMA } from '../../src/core/spec/nullTestSpec';
import type { NullTestAnswer } from '../../src/core/spec/nullTestSpec';
import type { FormVerdict, ProfileForm, SidebarState } from '../../src/shared/viewProtocol';
import { MACHINE } from '../machineFixture';
import { strategies } from './fixtures';

export const form: ProfileForm = {
  m: '512',
  k: '512',
  n: '512',
  square: true,
  dtype: 'f32',
  transposeA: false,
  transposeB: false,
  structure: 'uniform',
  densityPercent: '100',
  budgetSeconds: '1',
  strategies: strategies.map(({ id }) => ({ id, chosen: id !== 'sparse', values: {} })),
};

export function verdict(change: Partial<FormVerdict> = {}): FormVerdict {
  return {
    problems: {},
    summary: '268.4 MFLOP (2·m·n·k), 3.0 MiB',
    estimate: 'about 8 s on 2 threads, until ±2%',
    runLabel: 'Run 6 strategies',
    measurements: 6,
    support: Object.fromEntries(
      strategies.map(({ id }): [StrategyId, NonNullable<FormVerdict['support'][StrategyId]>] => [
        id,
        id === 'sparse' ? { supported: false, reason: 'A is dense: CSR gains nothing.' } : { supported: true },
      ]),
    ),
    ...change,
  };
}

export function sidebarState(change: Partial<SidebarState> = {}): SidebarState {
  const engine = { machine: MACHINE, notes: [], codePaths: [], nullTest: null, baseline: null };
  return { form, verdict: verdict(), strategies, ...engine, run: null, recent: [], problem: null, ...change };
}

export const PEAKS: MachinePeaks = {
  measuredAt: '2024-05-06T12:02:31.000Z',
  compute: [
    { dtype: 'f32', code: 'relaxed', threads: 1, gflops: 54.2 },
    { dtype: 'f32', code: 'relaxed', threads: 2, gflops: 108 },
  ],
  bandwidth: [{ level: 'L2', access: 'read', threads: 1, gbPerSecond: 92.5, workingSetBytes: 2 ** 19 }],
  lastLevelSeenBytes: null,
};

const SERIES = { medianRatio: 1.001, medianHalfWidth: 0.008, medianMs: 1400 };
export const NULL_TEST: NullTestAnswer = {
  schema: NULL_TEST_SCHEMA,
  takenAt: '2024-05-06T12:02:31.000Z',
  processor: MACHINE.processor,
  ...{ strategy: 'simd', size: 256, budgetSeconds: 0.6 },
  series: [
    { ...SERIES, slowedBy: 0, comparisons: 200, slower: 4, faster: 3 },
    { ...SERIES, slowedBy: 0.05, comparisons: 40, slower: 39, faster: 0, medianRatio: 1.05 },
  ],
  betweenRuns: 0.031,
  spreads: [
    { strategy: 'simd', size: 128, runs: 8, share: 0.02 },
    { strategy: 'naive', size: 512, runs: 8, share: 0.3 },
  ],
  isComplete: true,
};
