import type { StrategyId } from '../../src/core/kernels/strategy';
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
