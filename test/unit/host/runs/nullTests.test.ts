import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_NULL_TEST } from '../../../../src/core/spec/nullTestSpec';
import { NullTestBusyError, NullTests } from '../../../../src/host/runs/nullTests';
import { ActiveRun, RunBusyError } from '../../../../src/host/runs/runService';
import { NullTestStore } from '../../../../src/shared/nullTestStore';
import { MACHINE } from '../../../machineFixture';
import { timed } from '../../core/measurementFixtures';

const PLAN = { ...DEFAULT_NULL_TEST, comparisons: 2, slow: [] };
const never = new AbortController().signal;

describe('the null tests of the editor', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(`${tmpdir()}/mmp-null-`);
  });
  afterEach(() => rm(folder, { recursive: true }));

  function nullTests(running: ActiveRun | null = null): { tests: NullTests; engines: string[] } {
    const engines: string[] = [];
    const tests = new NullTests(new NullTestStore(folder), { running }, () => {
      engines.push('started');
      return {
        describe: () =>
          Promise.resolve({
            ...{ notes: [], codePaths: [], machine: MACHINE, strategies: [] },
            versions: { node: '20.0.0', v8: '11.3', engineFlags: [] },
          }),
        run: (_spec, onEvent) => {
          for (const row of [0, 1]) {
            onEvent({ type: 'measured', row, measurement: timed('simd', 100), final: true });
          }
          return Promise.resolve({ state: 'finished', elapsedMs: 1 });
        },
        restart: () => undefined,
        dispose: () => {
          engines.push('ended');
          return Promise.resolve();
        },
      };
    });
    return { tests, engines };
  }

  it('keep the answer, tell views, and end the engine that they started', async () => {
    const { tests, engines } = nullTests();
    let changes = 0;
    tests.onDidChange(() => (changes += 1));
    expect(tests.last).toBeNull();
    const answer = await tests.take(PLAN, () => undefined, never);
    expect(answer).toMatchObject({ isComplete: true, series: [{ comparisons: 2, slower: 0, faster: 0 }] });
    expect(tests.last).toEqual(answer);
    expect(changes).toBe(1);
    expect(engines).toEqual(['started', 'ended']);
  });

  it('are taken one at a time, and not while a run goes on', async () => {
    const { tests, engines } = nullTests();
    const first = tests.take(PLAN, () => undefined, never);
    await expect(tests.take(PLAN, () => undefined, never)).rejects.toThrow(NullTestBusyError);
    await first;
    expect(engines).toEqual(['started', 'ended']);
    const busy = nullTests(new ActiveRun({ spec: { title: 'x', benchmarks: [] }, origin: { kind: 'form' } }, '0.1.0'));
    await expect(busy.tests.take(PLAN, () => undefined, never)).rejects.toThrow(RunBusyError);
    expect(busy.engines).toEqual([]);
  });
});
