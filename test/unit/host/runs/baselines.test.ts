import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Expectation } from '../../../../src/core/measure/expectation';
import type { Run } from '../../../../src/core/measure/measurement';
import { Baselines } from '../../../../src/host/runs/baselines';
import { RunStore } from '../../../../src/host/runs/runStore';
import { readBaseline } from '../../../../src/shared/baselineFile';
import { runOf } from '../../../runFixture';
import { timed } from '../../core/measurementFixtures';

const KEPT: Expectation = { kind: 'not slower than baseline', strategy: 'simd', byPercent: 5 };

function runTaking(ns: number): Run {
  const run = runOf([timed('simd', ns)]);
  return { ...run, id: `run-${ns}`, benchmarks: run.benchmarks.map((each) => ({ ...each, expect: [KEPT] })) };
}

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matmul-baselines-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function baselines() {
  const messages: string[] = [];
  const kept: { id: string | undefined } = { id: undefined };
  const onBadFile = (message: string): void => void messages.push(message);
  const store = new RunStore({ folder: join(folder, 'runs'), keep: () => 9, onBadFile });
  const held = new Baselines({
    ...{ store, onBadFile, stored: () => kept.id },
    keep: (id) => {
      kept.id = id;
      return Promise.resolve();
    },
  });
  for (const ns of [1e6, 2e6]) await store.save(runTaking(ns));
  return {
    store,
    held,
    messages,
    outcome: (ns: number, file: string | null) => held.judge(runTaking(ns), file)[0].outcome,
  };
}

describe('baselines', () => {
  it('hold runs to that of the workspace, until it is cleared or its run is deleted', async () => {
    const { store, held, outcome } = await baselines();
    expect(outcome(2e6, null)).toBe('undecided');
    await held.setWorkspaceRun('run-1000000');
    expect([outcome(2e6, null), outcome(1e6, null)]).toEqual(['missed', 'met']);
    await held.clearWorkspaceRun();
    expect(outcome(2e6, null)).toBe('undecided');
    await held.setWorkspaceRun('run-1000000');
    await store.delete('run-1000000');
    expect(held.workspaceRun).toBeNull();
    expect(outcome(2e6, null)).toBe('undecided');
  });

  it('take that beside a benchmark file before that of the workspace', async () => {
    const { held, outcome } = await baselines();
    const file = join(folder, 'a.matmul.json');
    await held.setWorkspaceRun('run-1000000');
    const path = await held.writeFor(file, runTaking(2e6), ['squares', 'not in the run']);
    expect(path).toBe(join(folder, 'a.matmul.baseline.json'));
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ id: 'run-2000000' });
    expect([outcome(2e6, file), outcome(2e6, null)]).toEqual(['met', 'missed']);
    await rm(path);
    await held.refresh(file);
    expect(outcome(2e6, file)).toBe('missed');
  });

  it('lose benchmarks that a run does not have only where the user wants it', async () => {
    const { held } = await baselines();
    const file = join(folder, 'a.matmul.json');
    const named = (name: string): Run => {
      const run = runTaking(1e6);
      return {
        ...run,
        benchmarks: run.benchmarks.map((each) => ({ ...each, name })),
        measurements: run.measurements.map((each) => ({ ...each, benchmark: name })),
      };
    };
    const [both, wide] = [['squares', 'wide'], named('wide')];
    const benchmarksIn = async (path: string): Promise<readonly string[]> => {
      const read = await readBaseline(path);
      return read.kind === 'run' ? read.run.measurements.map(({ benchmark }) => benchmark) : [];
    };
    expect(await held.lostBy(file, wide, both)).toEqual({ names: [], canStay: false });
    const path = await held.writeFor(file, named('squares'), both);
    expect(await held.lostBy(file, wide, both)).toEqual({ names: ['squares'], canStay: true });
    // A benchmark that the file no longer has is not missed.
    expect((await held.lostBy(file, wide, ['wide'])).names).toEqual([]);
    await held.writeFor(file, wide, both, ['squares']);
    expect(await benchmarksIn(path)).toEqual(['wide', 'squares']);
    await held.writeFor(file, wide, both);
    expect(await benchmarksIn(path)).toEqual(['wide']);
  });

  it('say what is wrong with a file that cannot be used, and go on with that of the workspace', async () => {
    const { held, messages, outcome } = await baselines();
    const file = join(folder, 'a.matmul.json');
    const path = join(folder, 'a.matmul.baseline.json');
    await writeFile(path, '{');
    await held.setWorkspaceRun('run-1000000');
    await held.refresh(file);
    const said = `The baseline ${path} cannot be used: It is not JSON. Set a new one from a saved run, or delete the file.`;
    expect(messages).toEqual([said]);
    expect(outcome(2e6, file)).toBe('missed');
    await held.clearWorkspaceRun();
    const [verdict] = held.judge(runTaking(2e6), file);
    const reason = 'The baseline beside the file cannot be used: It is not JSON.';
    expect(verdict).toMatchObject({ outcome: 'undecided', reason });
    // Once, however often it is read; and again when it was good in between.
    await held.refresh(file);
    expect(messages).toEqual([said]);
    await held.writeFor(file, runTaking(2e6), ['squares']);
    await writeFile(path, '{');
    await held.refresh(file);
    expect(messages).toEqual([said, said]);
  });

  it('are read anew where something was judged by them, and where nothing was, not at all', async () => {
    const { held, outcome } = await baselines();
    const file = join(folder, 'a.matmul.json');
    const other = join(folder, 'b.matmul.json');
    let told = 0;
    expect(outcome(2e6, file)).toBe('undecided');
    await held.refresh(file);
    held.onDidChange(() => (told += 1));
    await writeFile(join(folder, 'a.matmul.baseline.json'), JSON.stringify(runTaking(1e6)));
    await held.refreshIfKnown(other);
    expect(told).toBe(0);
    await held.refreshIfKnown(file);
    expect(told).toBe(1);
    expect(outcome(2e6, file)).toBe('missed');
  });

  it('are all read anew where nobody knows which has changed', async () => {
    const { held, outcome } = await baselines();
    const [one, other] = ['a', 'b'].map((name) => join(folder, `${name}.matmul.json`));
    for (const file of [one, other]) await held.refresh(file);
    await writeFile(join(folder, 'b.matmul.baseline.json'), JSON.stringify(runTaking(1e6)));
    await held.refreshKnown();
    expect([outcome(2e6, one), outcome(2e6, other)]).toEqual(['undecided', 'missed']);
  });

  it('of two readings believe the one that was begun last', async () => {
    const { held, outcome } = await baselines();
    const file = join(folder, 'a.matmul.json');
    const path = join(folder, 'a.matmul.baseline.json');
    // Large, so that reading it takes longer than finding nothing.
    await writeFile(path, JSON.stringify(runTaking(1e6)) + ' '.repeat(2 ** 24));
    const first = held.refresh(file);
    await rm(path);
    await Promise.all([held.refresh(file), first]);
    expect(outcome(2e6, file)).toBe('undecided');
  });

  it('are not written for a file that has none of their benchmarks, or where it cannot be', async () => {
    const { held } = await baselines();
    const file = join(folder, 'a.matmul.json');
    await expect(held.writeFor(file, runTaking(1e6), ['others'])).rejects.toThrow(
      'The run “squares” has none of the benchmarks of a.matmul.json. Run the file, then set that run as its baseline.',
    );
    expect(await readdir(folder)).toEqual(['runs']);
    await expect(held.writeFor(join(folder, 'no', 'a.matmul.json'), runTaking(1e6), ['squares'])).rejects.toThrow(
      /^The baseline could not be written: ENOENT/,
    );
  });
});
