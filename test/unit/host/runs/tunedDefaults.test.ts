import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Run } from '../../../../src/core/measure/measurement';
import { NothingToKeepError, TunedDefaults } from '../../../../src/host/runs/tunedDefaults';
import { TunedStore } from '../../../../src/shared/tunedStore';
import { MACHINE } from '../../../machineFixture';
import { TUNING, TUNING_POINTS } from '../../../tuningFixture';
import { runOf, timed } from '../../cli/runFixture';

function tuningRun(state: Run['state'] = 'finished'): Run {
  const rows = TUNING_POINTS.map((parameters, index) =>
    timed('simd', index === 2 ? 100 : 150, { parameters, finalRound: true }),
  );
  const benchmarks = [{ name: 'tune', budgetSeconds: 1, precision: 0.02, threads: null, tuning: TUNING }];
  return runOf(rows, { benchmarks, state });
}

describe('TunedDefaults', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(`${tmpdir()}/mmp-tuned-`);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps the winner of a tuning, tells views, and forgets it again', async () => {
    const tuned = new TunedDefaults(new TunedStore({ folder, onBadFile: () => undefined }));
    let changes = 0;
    tuned.onDidChange(() => (changes += 1));
    const run = tuningRun();
    await tuned.keep(run);
    expect(tuned.keptFor(MACHINE, run.measurements[0])).toMatchObject({ values: { mr: 4, nr: 16 }, strategy: 'simd' });
    expect(tuned.keptFor({ ...MACHINE, processor: 'Another' }, run.measurements[0])).toBeNull();
    expect(tuned.keptFor(MACHINE, { ...run.measurements[0], strategy: 'no such' })).toBeNull();
    await tuned.forget(run);
    expect(tuned.keptFor(MACHINE, run.measurements[0])).toBeNull();
    expect(changes).toBe(2);
  });

  it('sees what the command line has kept meanwhile', async () => {
    const store = new TunedStore({ folder, onBadFile: () => undefined });
    const tuned = new TunedDefaults(store);
    await new TunedDefaults(store).keep(tuningRun());
    expect(tuned.keptFor(MACHINE, tuningRun().measurements[0])).toBeNull();
    await tuned.refresh();
    expect(tuned.keptFor(MACHINE, tuningRun().measurements[0])).not.toBeNull();
  });

  it('keeps nothing of a tuning that was stopped', async () => {
    const tuned = new TunedDefaults(new TunedStore({ folder, onBadFile: () => undefined }));
    await expect(tuned.keep(tuningRun('cancelled'))).rejects.toThrow(NothingToKeepError);
  });
});
