import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { TimedMeasurement } from '../../../src/core/measure/measurement';
import { DEFAULT_NULL_TEST } from '../../../src/core/spec/nullTestSpec';
import type { NullTestAnswer } from '../../../src/core/spec/nullTestSpec';
import type { EngineClient } from '../../../src/shared/engineClient';
import { NullTestError, runNullTest } from '../../../src/shared/nullTestRun';
import { NullTestStore } from '../../../src/shared/nullTestStore';
import { MACHINE } from '../../machineFixture';
import { timed, untimed } from '../core/measurementFixtures';

type TestEngine = Pick<EngineClient, 'describe' | 'run' | 'restart'>;

/** Rows that took turns, all rounds alike; the calibration loop differs a little from engine to engine. */
function row(ns: number, engine: number): TimedMeasurement {
  const samplesNs = Array.from({ length: 60 }, (_, index) => ns + (index % 3));
  const rounds = samplesNs.map((_, index) => index + 1);
  const disturbance = { disturbed: 0, rounds: 60, isSetAside: false };
  const sampling = { session: '0.1', rounds, calibrationNs: rounds.map(() => 1e5 + 100 * engine), disturbance };
  return timed('simd', ns, undefined, { samplesNs, samples: 60, sampling });
}

function fakeEngine(more: Partial<TestEngine> = {}): TestEngine & { readonly restarts: () => number } {
  let restarts = 0;
  return {
    restarts: () => restarts,
    describe: () =>
      Promise.resolve({
        ...{ notes: [], codePaths: [], machine: MACHINE, strategies: [] },
        versions: { node: '20.0.0', v8: '11.3', engineFlags: [] },
      }),
    restart: () => {
      restarts += 1;
    },
    run: (spec, onEvent) => {
      if (spec.benchmarks.length > 1) {
        // A run of every strategy: this one differs by 3% from process to process.
        const measurement = row(1e5 * (1 + 0.03 * (restarts % 2)), restarts);
        onEvent({ type: 'measured', row: 0, measurement, final: true });
        onEvent({ type: 'measured', row: 1, measurement: untimed('blas'), final: true });
        return Promise.resolve({ state: 'finished', elapsedMs: 1 });
      }
      const [, second] = spec.benchmarks[0].strategies;
      const times = [1e5, 1e5 * (1 + (second.slowedBy ?? 0))];
      for (const [index, ns] of times.entries()) {
        onEvent({ type: 'measured', row: index, measurement: row(ns, restarts), final: true });
      }
      return Promise.resolve({ state: 'finished', elapsedMs: 1 });
    },
    ...more,
  };
}

const PLAN = { ...DEFAULT_NULL_TEST, comparisons: 22, slowComparisons: 4, slow: [0.05] };
const never = new AbortController().signal;

describe('a null test', () => {
  it('compares the same with itself, and with itself slowed, over several engine processes', async () => {
    const engine = fakeEngine();
    const told: string[] = [];
    const answer = await runNullTest(PLAN, engine, ({ done, total }) => told.push(`${done}/${total}`), never);
    expect(answer.series).toMatchObject([
      { slowedBy: 0, comparisons: 22, slower: 0, faster: 0 },
      { slowedBy: 0.05, comparisons: 4, slower: 4, faster: 0 },
    ]);
    expect(answer).toMatchObject({ isComplete: true, processor: MACHINE.processor, size: 256 });
    expect(answer.betweenRuns).toBeGreaterThan(0.0005);
    expect(told.at(-1)).toBe('34/34');
    // Two after ten comparisons each, and one for each run of every strategy, which has a process of its own.
    expect(engine.restarts()).toBe(2 + PLAN.runs + 1);
    expect(answer.spreads).toEqual([{ strategy: 'simd', size: 64, runs: 8, share: expect.any(Number) as number }]);
    expect(answer.spreads?.at(0)?.share).toBeGreaterThan(0.03);
  });

  it('measures no further strategies where no runs are asked for', async () => {
    const answer = await runNullTest({ ...PLAN, runs: 0 }, fakeEngine(), () => undefined, never);
    expect(answer).toMatchObject({ isComplete: true, spreads: [] });
  });

  it('ends with what it has when it is cancelled', async () => {
    const cancellation = new AbortController();
    const answer = await runNullTest(
      PLAN,
      fakeEngine(),
      ({ done }) => {
        if (done === 5) cancellation.abort();
      },
      cancellation.signal,
    );
    expect(answer.series.map(({ comparisons }) => comparisons)).toEqual([5, 0]);
    expect(answer.isComplete).toBe(false);
  });

  it('says why the strategy cannot be measured', async () => {
    const engine = fakeEngine({
      run: (_spec, onEvent) => {
        onEvent({ type: 'measured', row: 0, measurement: untimed('simd'), final: true });
        return Promise.resolve({ state: 'finished', elapsedMs: 1 });
      },
    });
    const taking = runNullTest(PLAN, engine, () => undefined, never);
    await expect(taking).rejects.toThrow(NullTestError);
    await expect(taking).rejects.toThrow('simd could not be measured: It cannot run here.');
  });

  it('is kept whole, and only when it came to its end; what cannot be read counts as none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'null-test-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const store = new NullTestStore(join(folder, 'data'));
    expect(await store.read()).toBeNull();
    const answer: NullTestAnswer = await runNullTest(PLAN, fakeEngine(), () => undefined, never);
    await store.keep({ ...answer, isComplete: false });
    expect(await store.read()).toBeNull();
    await store.keep(answer);
    expect(await store.read()).toEqual(answer);
    const path = join(folder, 'data', 'nulltest.json');
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(answer);
    await writeFile(path, '{');
    expect(await store.read()).toBeNull();
  });
});
