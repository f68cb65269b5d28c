import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RUN_SCHEMA } from '../../../../src/core/measure/measurement';
import type { Run } from '../../../../src/core/measure/measurement';
import { inChinese } from '../../l10n/inChinese';
import { RunStore } from '../../../../src/host/runs/runStore';
import { timed, untimed } from '../../core/measurementFixtures';
import { MACHINE } from '../../../machineFixture';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'matmul-runs-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

function run(id: string, minute: number): Run {
  return {
    schema: RUN_SCHEMA,
    id,
    title: `run ${id}`,
    startedAt: `2026-01-02T03:0${minute}:00.000Z`,
    elapsedMs: 5,
    state: 'finished',
    machine: MACHINE,
    versions: { extension: '1', node: '20', v8: '11', engineFlags: [] },
    benchmarks: [{ name: 'squares', budgetSeconds: 1, precision: 0.02, threads: null }],
    measurements: [timed('simd', 5), untimed('parallel')],
  };
}

function store(keep = 10): { store: RunStore; messages: string[] } {
  const messages: string[] = [];
  return {
    store: new RunStore({ folder, keep: () => keep, onBadFile: (message) => messages.push(message) }),
    messages,
  };
}

describe('RunStore', () => {
  it('gives back after a restart what was saved, newest first', async () => {
    const first = store().store;
    await first.save(run('a', 1));
    await first.save(run('b', 2));
    const second = store().store;
    await second.load();
    expect(second.list().map(({ id }) => id)).toEqual(['b', 'a']);
    expect(second.get('a')).toEqual(run('a', 1));
    expect(second.list()[0]).toMatchObject({ title: 'run b', measurements: 2, state: 'finished' });
  });

  it('keeps only so many, the newest', async () => {
    const { store: runs } = store(2);
    for (const [index, id] of ['a', 'b', 'c'].entries()) await runs.save(run(id, index + 1));
    expect(runs.list().map(({ id }) => id)).toEqual(['c', 'b']);
    expect((await readdir(folder)).sort()).toEqual(['b.json', 'c.json']);
  });

  it('deletes', async () => {
    const { store: runs } = store();
    await runs.save(run('a', 1));
    await runs.delete('a');
    expect(runs.list()).toEqual([]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('sets a bad file aside, says so once, and shows the others', async () => {
    await store().store.save(run('good', 1));
    await writeFile(join(folder, 'broken.json'), '{"schema": "matmul-profiler/run@1", "id": 7');
    await writeFile(join(folder, 'other.json'), '{"schema": "somebody else"}');
    const { store: runs, messages } = store();
    await runs.load();
    expect(runs.list().map(({ id }) => id)).toEqual(['good']);
    expect(messages).toHaveLength(2);
    expect(messages.join('\n')).toMatch(/broken\.json cannot be read and was set aside as broken\.json\.bad/);
    expect((await readdir(folder)).sort()).toEqual(['broken.json.bad', 'good.json', 'other.json.bad']);
    const again = store();
    await again.store.load();
    expect(again.messages).toEqual([]);
  });

  it('removes what a killed save left behind', async () => {
    await writeFile(join(folder, 'half.tmp'), '{"schema": "matmul-pro');
    await utimes(join(folder, 'half.tmp'), new Date(), new Date(Date.now() - 3_600_000));
    const { store: runs, messages } = store();
    await runs.load();
    expect(await readdir(folder)).toEqual([]);
    expect(messages).toEqual([]);
  });

  it('leaves alone what another window is saving', async () => {
    await writeFile(join(folder, 'half.tmp'), '{"schema": "matmul-pro');
    await store().store.load();
    expect(await readdir(folder)).toEqual(['half.tmp']);
  });

  it('writes no file outside of its folder, whatever a run calls itself', async () => {
    const { store: runs } = store();
    await runs.save(run('../../evil', 1));
    expect(await readdir(folder)).toEqual(['______evil.json']);
  });

  it('knows after a restart of which benchmark file a run is, and keeps that out of the run', async () => {
    const first = store().store;
    await first.save(run('a', 1), 'file:///x/a.matmul.json');
    await first.save(run('b', 2));
    const second = store().store;
    await second.load();
    expect(['a', 'b'].map((id) => second.fileOf(id))).toEqual(['file:///x/a.matmul.json', null]);
    expect(second.get('a')).toEqual(run('a', 1));
    await second.delete('a');
    expect(second.fileOf('a')).toBeNull();
  });

  it('keeps names and notes beside the run, which stays as it was taken', async () => {
    const first = store().store;
    await first.save(run('a', 1));
    await first.setLabel('a', { name: 'before the change', note: 'on battery' });
    const second = store().store;
    await second.load();
    expect(second.list()[0]).toMatchObject({ title: 'before the change', note: 'on battery' });
    expect(second.get('a')).toEqual(run('a', 1));
    await second.setLabel('a', { name: '', note: '' });
    expect(second.list()[0]).toMatchObject({ title: 'run a', note: '' });
    expect(await readdir(folder)).toEqual(['a.json']);
  });

  it('deletes the label with its run, and sets aside one that cannot be read without hiding the run', async () => {
    const first = store().store;
    await first.save(run('a', 1));
    await first.save(run('b', 2));
    await first.setLabel('a', { name: 'x', note: '' });
    await first.delete('a');
    await writeFile(join(folder, 'b.label.json'), '{ "schema": ');
    const { store: second, messages } = store();
    await second.load();
    expect(second.list().map(({ title }) => title)).toEqual(['run b']);
    expect(messages).toHaveLength(1);
    expect((await readdir(folder)).sort()).toEqual(['b.json', 'b.label.json.bad']);
  });

  it('never drops the run that others are held to, however old it is', async () => {
    const runs = new RunStore({ folder, keep: () => 1, isKept: (id) => id === 'a', onBadFile: () => undefined });
    for (const [index, id] of ['a', 'b', 'c'].entries()) await runs.save(run(id, index + 1));
    expect(runs.list().map(({ id }) => id)).toEqual(['c', 'a']);
  });
});

describe('RunStore in Chinese', () => {
  inChinese();

  it('says of a broken saved run, in a sentence without a blank between, why it was set aside', async () => {
    await writeFile(join(folder, 'broken.json'), '{"schema": "matmul-profiler/run@9"}');
    const { store: runs, messages } = store();
    await runs.load();
    expect(messages).toEqual([
      '已保存的运行 broken.json 无法读取，已另存为 broken.json.bad：其中写有 "matmul-profiler/run@9"，而本版本读取的是 "matmul-profiler/run@1"。其他运行保持不变。',
    ]);
  });
});
