import * as l10n from '@vscode/l10n';
import { receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { Team } from '../core/kernels/strategy';
import type { KernelModule } from '../core/kernels/wasm/kernelModule';
import {
  claims,
  COLLECT,
  CONTROL,
  epochCell,
  firstArgumentCell,
  LOAD,
  MAXIMUM_ARGUMENTS,
  PART,
  RECORD,
  WAKE,
} from './control';
import { loadModule } from './loadedModule';
import type { LoadedModule } from './loadedModule';
import { coresOfThisThread, siblingsFromSysfs, spread } from './native/cores';
import type { Cores } from './native/cores';
import { SpanRecorder } from './spanRecorder';
import type { SpanRecord } from './spanRecorder';
import { Parting, Patience, performanceNow, sleepWhile, waitWhile } from './waiting';

interface NumberedModule extends LoadedModule {
  /** Its place among the modules that the helpers have loaded, or `null` when only this thread has it. */
  helperNumber: number | null;
}

/** What helpers are told of a job once, before they do it any number of times. */
interface Job {
  readonly module: number;
  readonly function: number;
  readonly calls: readonly (readonly number[])[];
}

/** In place of a processor: there is none for this thread. */
const STAY = -1;

/** The kernel threads of a pool as the first of them sees them. Jobs go over the shared control block, without messages. */
export class ThreadTeam implements Team {
  private readonly modules = new Map<string, NumberedModule>();
  private loadedByHelpers = 0;
  /** The job that the helpers were told of last. */
  private told: Job | null = null;
  private jobsTold = 0;
  private readonly patience = new Patience();
  private readonly parting = new Parting();
  private readonly recorder = new SpanRecorder();
  /** Looked for when they are first needed. */
  private ownCores: { readonly cores: Cores | null } | null = null;
  private readonly waitPatiently = (control: Int32Array, cell: number, value: number): void => {
    waitWhile(control, cell, value, this.patience);
  };

  constructor(
    private readonly memory: WebAssembly.Memory,
    private readonly control: Int32Array,
    /** To the helpers 1, 2, …, in this order. */
    private readonly helpers: readonly MessagePort[],
  ) {}

  get size(): number {
    return this.helpers.length + 1;
  }

  /** The module on this thread, instantiated on first use. */
  instantiate(module: KernelModule): WebAssembly.Exports {
    return this.own(module).exports;
  }

  load(module: KernelModule, threads: number): void {
    this.check(threads);
    const own = this.own(module);
    if (threads === 1 || own.helperNumber !== null) return;
    // On all helpers, so that the number is the same everywhere.
    for (const port of this.helpers) port.postMessage(module);
    this.command(LOAD, this.size);
    own.helperNumber = this.loadedByHelpers;
    this.loadedByHelpers += 1;
    this.finish();
  }

  run(module: KernelModule, name: string, threads: number, argumentsOf: (thread: number) => readonly number[]): void {
    this.job(
      module,
      name,
      Array.from({ length: threads }, (_, thread) => argumentsOf(thread)),
    )();
  }

  job(module: KernelModule, name: string, calls: readonly (readonly number[])[]): () => void {
    this.load(module, calls.length);
    const { functionNames, functions, helperNumber } = this.own(module);
    const index = functionNames.indexOf(name);
    if (index < 0) throw new RangeError(`the module has no function ${name}`);
    const [own] = calls;
    if (own.length > MAXIMUM_ARGUMENTS) throw new RangeError(`${own.length} arguments, at most ${MAXIMUM_ARGUMENTS}`);
    const kernel = functions[index];
    if (calls.length === 1 || helperNumber === null) {
      return () => {
        kernel(...own);
      };
    }
    const job: Job = { module: helperNumber, function: index, calls };
    const ownCall = (): void => {
      kernel(...own);
    };
    return () => {
      if (this.told !== job) this.tell(job);
      this.begin(calls.length);
      try {
        this.recorder.around(ownCall);
        this.takeOver(kernel, calls);
      } finally {
        this.finish();
      }
    };
  }

  whileAwake<T>(threads: number, work: () => T): T {
    this.check(threads);
    if (threads === 1) return work();
    const { control } = this;
    Atomics.store(control, CONTROL.awake, 1);
    this.patience.renew();
    try {
      this.command(WAKE, threads);
      // This thread sleeps meanwhile: another one may be woken on the very core that this one would look from.
      this.finish(sleepWhile);
      this.parting.wait({
        callAll: () => {
          this.command(WAKE, threads);
          this.finish();
        },
        moveApart: () => {
          this.moveApart(threads);
        },
        nowMs: performanceNow,
      });
      return work();
    } finally {
      Atomics.store(control, CONTROL.awake, 0);
    }
  }

  /**
   * What the time of each thread goes into while `work` runs, by the clock that all threads share.
   * @throws {Error} when a helper does not answer.
   */
  record(threads: number, work: () => void): readonly SpanRecord[] {
    this.check(threads);
    if (threads > 1) {
      this.command(RECORD, threads);
      this.finish();
    }
    this.recorder.start();
    let own: SpanRecord;
    try {
      this.recorder.around(work);
    } finally {
      own = this.recorder.take();
      if (threads > 1) {
        this.command(COLLECT, threads);
        this.finish();
      }
    }
    return [own, ...this.helpers.slice(0, threads - 1).map(receiveRecord)];
  }

  private check(threads: number): void {
    if (threads < 1 || threads > this.size) throw new RangeError(`${threads} threads asked for, ${this.size} there`);
  }

  private own(module: KernelModule): NumberedModule {
    let own = this.modules.get(module.key);
    if (own === undefined) {
      own = { ...loadModule(module, this.memory, this.recorder.mark), helperNumber: null };
      this.modules.set(module.key, own);
    }
    return own;
  }

  /** Writes down a job. No helper is at work meanwhile. */
  private tell(job: Job): void {
    const { control } = this;
    this.jobsTold += 1;
    Atomics.store(control, CONTROL.job, this.jobsTold);
    Atomics.store(control, CONTROL.module, job.module);
    Atomics.store(control, CONTROL.function, job.function);
    Atomics.store(control, CONTROL.argumentCount, job.calls[0].length);
    for (const [thread, values] of job.calls.entries()) control.set(values, firstArgumentCell(thread));
    this.told = job;
  }

  private command(
    command: typeof LOAD | typeof WAKE | typeof PART | typeof RECORD | typeof COLLECT,
    threads: number,
  ): void {
    Atomics.store(this.control, CONTROL.job, command);
    this.told = null;
    this.begin(threads);
  }

  /** Moves the helpers to processors of their own, where the system lets them be moved. */
  private moveApart(threads: number): void {
    const { cores, control } = this;
    if (cores === null) return;
    const places = spread(cores.allowed, cores.current(), threads, siblingsFromSysfs);
    for (let thread = 1; thread < threads; thread++) {
      Atomics.store(control, firstArgumentCell(thread), places[thread] ?? STAY);
    }
    this.command(PART, threads);
    this.finish();
  }

  private get cores(): Cores | null {
    this.ownCores ??= { cores: coresOfThisThread() };
    return this.ownCores.cores;
  }

  private begin(threads: number): void {
    const { control } = this;
    Atomics.store(control, CONTROL.pending, threads - 1);
    for (let thread = 1; thread < threads; thread++) {
      Atomics.add(control, epochCell(thread), 1);
      Atomics.notify(control, epochCell(thread));
    }
  }

  /** Does the parts of those that have not begun: on a busy machine a helper may wait long for a core. */
  private takeOver(kernel: (...values: number[]) => unknown, calls: Job['calls']): void {
    const { control } = this;
    for (let thread = 1; thread < calls.length; thread++) {
      if (!claims(control, thread, Atomics.load(control, epochCell(thread)))) continue;
      Atomics.sub(control, CONTROL.pending, 1);
      this.recorder.around(() => {
        kernel(...calls[thread]);
      });
    }
  }

  private finish(wait: (control: Int32Array, cell: number, value: number) => void = this.waitPatiently): void {
    const { control } = this;
    for (let left = Atomics.load(control, CONTROL.pending); left > 0; left = Atomics.load(control, CONTROL.pending)) {
      wait(control, CONTROL.pending, left);
    }
    if (Atomics.exchange(control, CONTROL.failed, 0) === 1)
      throw new Error(l10n.t('a kernel failed on one of the threads'));
  }
}

function receiveRecord(port: MessagePort): SpanRecord {
  const received = receiveMessageOnPort(port);
  if (received === undefined) throw new Error('a thread was told to send its record, and did not');
  return received.message as SpanRecord;
}
