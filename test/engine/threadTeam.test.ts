import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel, Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { elementCode } from '../../src/core/kernels/wasm/element';
import { generatedModule } from '../../src/core/kernels/wasm/generatedModule';
import { CONTROL, controlBytes, epochCell, firstArgumentCell, PART } from '../../src/engine/control';
import { KernelPool, ThreadLostError } from '../../src/engine/kernelPool';
import { describeMachine } from '../../src/engine/machine';
import { Cancellation, Session } from '../../src/engine/session';
import { coresOfThisThread } from '../../src/engine/native/cores';
import { ThreadTeam } from '../../src/engine/threadTeam';
import { square } from '../unit/core/measurementFixtures';

const KERNEL_THREAD = resolve('dist/kernelThread.js');
/** An address that no memory of one page has. */
const NOWHERE = 1 << 20;

/** `copy` reads a number at one address and writes it to another; `skip` does nothing. */
const module = generatedModule(['test of teams'], true, (builder) => {
  const element = elementCode('f32');
  const copy = builder.define('copy', ['from', 'to'], (f, { from, to }) => {
    f.run(element.store(to, element.load(from)));
  });
  builder.export('copy', copy);
  builder.export(
    'skip',
    builder.define('skip', [], () => undefined),
  );
});

const workers: Worker[] = [];

/** A team whose first thread is that of the test, and the numbers in its memory. */
function teamOf(threads: number): { readonly team: ThreadTeam; readonly numbers: Float32Array } {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536, shared: true });
  const control = new Int32Array(new SharedArrayBuffer(controlBytes(threads)));
  const ports = Array.from({ length: threads - 1 }, (_, index) => {
    const { port1, port2 } = new MessageChannel();
    const data = { role: 'helper', thread: index + 1, control, memory, modules: port2 };
    workers.push(new Worker(KERNEL_THREAD, { workerData: data, transferList: [port2] }));
    return port1;
  });
  return { team: new ThreadTeam(memory, control, ports), numbers: new Float32Array(memory.buffer) };
}

/** Each thread copies a number of its own: thread t from cell `from + t` to cell `to + t`. */
function copies(threads: number, from: number, to: number): readonly (readonly number[])[] {
  return Array.from({ length: threads }, (_, thread) => [4 * (from + thread), 4 * (to + thread)]);
}

/** Processor time of this process and all of its threads, in clock ticks of 10 ms. */
function processorTicks(): number {
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/** Blocks this thread, as a kernel does, but without using the processor. */
function blockFor(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.terminate()));
});

describe('a team of kernel threads', () => {
  it('calls the function on each thread with arguments of its own', () => {
    const { team, numbers } = teamOf(3);
    numbers.set([7, 8, 9], 16);
    team.run(module, 'copy', 3, (thread) => copies(3, 16, 32)[thread]);
    expect([...numbers.subarray(32, 36)]).toEqual([7, 8, 9, 0]);
    team.run(module, 'copy', 2, (thread) => copies(2, 16, 48)[thread]);
    expect([...numbers.subarray(48, 52)]).toEqual([7, 8, 0, 0]);
  });

  it('repeats jobs in turns, in a batch and out of it, with all threads and with some', () => {
    const { team, numbers } = teamOf(3);
    const jobs = [
      team.job(module, 'copy', copies(3, 0, 16)),
      team.job(module, 'copy', copies(2, 16, 32)),
      team.job(module, 'copy', copies(3, 32, 48)),
    ];
    const runAll = (value: number): void => {
      numbers.fill(value, 0, 3);
      numbers[34] = -value;
      for (const job of jobs) job();
      expect([...numbers.subarray(48, 51)]).toEqual([value, value, -value]);
    };
    for (let turn = 1; turn < 10; turn++) runAll(turn);
    team.whileAwake(3, () => {
      for (let turn = 10; turn < 200; turn++) runAll(turn);
    });
    team.whileAwake(2, () => {
      runAll(200);
    });
  });

  it('keeps no helper busy out of a batch, and in a batch without jobs only shortly', async () => {
    const { team } = teamOf(2);
    const job = team.job(module, 'skip', [[], []]);
    team.whileAwake(2, job);
    await sleep(50);
    const before = processorTicks();
    await sleep(300);
    expect(processorTicks() - before).toBeLessThan(10);
    team.whileAwake(2, () => {
      job();
      const begun = processorTicks();
      blockFor(300);
      expect(processorTicks() - begun).toBeLessThan(10);
      // It sleeps by now, and still hears of the next job.
      job();
    });
  });

  it('says when a kernel fails, on a helper or on the first thread, and goes on', () => {
    const { team, numbers } = teamOf(2);
    numbers[0] = 5;
    const good = team.job(module, 'copy', copies(2, 0, 16));
    const fails = [
      team.job(module, 'copy', [
        [0, 64],
        [NOWHERE, 0],
      ]),
      team.job(module, 'copy', [
        [NOWHERE, 0],
        [0, 64],
      ]),
    ];
    for (const job of fails) {
      expect(job).toThrow();
      expect(() => {
        team.whileAwake(2, job);
      }).toThrow();
      numbers.fill(0, 16, 18);
      good();
      expect(numbers[16]).toBe(5);
    }
  });

  it('does the part of a helper itself that does not begin, once', async () => {
    const { team, numbers } = teamOf(3);
    const job = team.job(module, 'copy', copies(3, 0, 16));
    const [first] = workers;
    await first.terminate();
    for (let turn = 1; turn < 100; turn++) {
      numbers.fill(turn, 0, 3);
      job();
      expect([...numbers.subarray(16, 19)]).toEqual([turn, turn, turn]);
    }
  });

  it('is the calling thread where there is no other', () => {
    const { team, numbers } = teamOf(1);
    numbers[0] = 3;
    team.whileAwake(1, () => {
      team.run(module, 'copy', 1, () => [0, 4]);
    });
    expect(numbers[1]).toBe(3);
    expect(() => {
      team.load(module, 2);
    }).toThrow(RangeError);
    expect(() => team.job(module, 'copy', copies(2, 0, 8))).toThrow(RangeError);
    expect(() => {
      team.whileAwake(2, () => undefined);
    }).toThrow(RangeError);
  });
});

describe('a pool whose helper has died', () => {
  let folder = '';
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('rejects what waits for its part, and can be ended', async () => {
    folder = await mkdtemp(join(tmpdir(), 'matmul-profiler-test-'));
    const script = join(folder, 'dyingHelper.cjs');
    await writeFile(
      script,
      `const { workerData } = require('node:worker_threads');
      if (workerData.role === 'helper') process.exit(3);
      else require(${JSON.stringify(KERNEL_THREAD)});`,
    );
    const machine = describeMachine();
    const pool = new KernelPool(2, script);
    const session = new Session(pool, new Cancellation());
    const parallelRow = async (): Promise<unknown> => {
      await session.open({ problem: square(256), machine, threads: 2, workspaceBytes: 16 * 2 ** 20, copies: 1 });
      return session.prepare({ strategy: 'parallel', values: { threads: 2 }, slowedBy: 0 });
    };
    await expect(parallelRow()).rejects.toThrow(ThreadLostError);
    await pool.terminate();
  });
});

describe.runIf(process.platform === 'linux')('the processors of a thread', () => {
  it('is moved to each that it may run on, and may run on all of them afterwards', () => {
    const cores = coresOfThisThread();
    if (cores === null) throw new Error('koffi cannot be loaded here');
    expect(cores.allowed.length).toBeGreaterThan(0);
    for (const core of cores.allowed) {
      // The system may move it on between the two calls, but hardly each time.
      const arrivals = Array.from({ length: 20 }, () => {
        cores.moveTo(core);
        return cores.current();
      });
      expect(arrivals).toContain(core);
    }
    expect(coresOfThisThread()?.allowed).toEqual(cores.allowed);
  });

  it('is the one that a helper is told to move to', () => {
    const control = new Int32Array(new SharedArrayBuffer(controlBytes(2)));
    const known = new Set(threadIds());
    const { port2 } = new MessageChannel();
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
    const data = { role: 'helper', thread: 1, control, memory, modules: port2 };
    workers.push(new Worker(KERNEL_THREAD, { workerData: data, transferList: [port2] }));
    const partTo = (core: number): void => {
      control[CONTROL.job] = PART;
      control[firstArgumentCell(1)] = core;
      Atomics.store(control, CONTROL.pending, 1);
      Atomics.add(control, epochCell(1), 1);
      Atomics.notify(control, epochCell(1));
      Atomics.wait(control, CONTROL.pending, 1, 10_000);
      expect(control[CONTROL.failed]).toBe(0);
    };
    for (const core of coresOfThisThread()?.allowed ?? []) {
      const places = Array.from({ length: 20 }, () => {
        partTo(core);
        return threadIds()
          .filter((id) => !known.has(id))
          .map(processorOf);
      });
      expect(places.flat()).toContain(core);
      // It sleeps where it was moved to: most of the time at least.
      expect(places.filter((place) => place.includes(core)).length).toBeGreaterThan(10);
    }
  });
});

function threadIds(): readonly string[] {
  return readdirSync('/proc/self/task');
}

/** The processor on which a thread of this process ran last: proc_pid_stat(5), field 39. */
function processorOf(thread: string): number {
  const fields = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ')[1].split(' ');
  return Number(fields[36]);
}
