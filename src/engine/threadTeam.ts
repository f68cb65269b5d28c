import type { MessagePort } from 'node:worker_threads';
import type { Team } from '../core/kernels/strategy';
import type { KernelModule } from '../core/kernels/wasm/kernelModule';
import { CONTROL, epochCell, firstArgumentCell, LOAD, MAXIMUM_ARGUMENTS, waitWhile } from './control';
import { loadModule } from './loadedModule';
import type { LoadedModule } from './loadedModule';

interface NumberedModule extends LoadedModule {
  /** Its place among the modules that the helpers have loaded, or `null` when only this thread has it. */
  helperNumber: number | null;
}

/** The kernel threads of a pool as the first of them sees them. Jobs go over the shared control block, without messages. */
export class ThreadTeam implements Team {
  private readonly modules = new Map<string, NumberedModule>();
  private loadedByHelpers = 0;

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
    if (threads < 1 || threads > this.size) throw new RangeError(`${threads} threads asked for, ${this.size} there`);
    const own = this.own(module);
    if (threads === 1 || own.helperNumber !== null) return;
    // On all helpers, so that the number is the same everywhere.
    for (const port of this.helpers) port.postMessage(module);
    this.begin(this.size, LOAD, 0, 0);
    own.helperNumber = this.loadedByHelpers;
    this.loadedByHelpers += 1;
    this.finish();
  }

  run(module: KernelModule, name: string, threads: number, argumentsOf: (thread: number) => readonly number[]): void {
    this.load(module, threads);
    const { functionNames, functions, helperNumber } = this.own(module);
    const index = functionNames.indexOf(name);
    if (index < 0) throw new RangeError(`the module has no function ${name}`);
    const own = argumentsOf(0);
    if (own.length > MAXIMUM_ARGUMENTS) throw new RangeError(`${own.length} arguments, at most ${MAXIMUM_ARGUMENTS}`);
    if (threads === 1 || helperNumber === null) {
      functions[index](...own);
      return;
    }
    for (let thread = 1; thread < threads; thread++) {
      this.control.set(argumentsOf(thread), firstArgumentCell(thread));
    }
    this.begin(threads, helperNumber, index, own.length);
    functions[index](...own);
    this.finish();
  }

  private own(module: KernelModule): NumberedModule {
    let own = this.modules.get(module.key);
    if (own === undefined) {
      own = { ...loadModule(module, this.memory), helperNumber: null };
      this.modules.set(module.key, own);
    }
    return own;
  }

  private begin(threads: number, module: number, index: number, argumentCount: number): void {
    const { control } = this;
    Atomics.store(control, CONTROL.module, module);
    Atomics.store(control, CONTROL.function, index);
    Atomics.store(control, CONTROL.argumentCount, argumentCount);
    Atomics.store(control, CONTROL.pending, threads - 1);
    for (let thread = 1; thread < threads; thread++) {
      Atomics.add(control, epochCell(thread), 1);
      Atomics.notify(control, epochCell(thread));
    }
  }

  private finish(): void {
    const { control } = this;
    for (let left = Atomics.load(control, CONTROL.pending); left > 0; left = Atomics.load(control, CONTROL.pending)) {
      waitWhile(control, CONTROL.pending, left);
    }
    if (Atomics.exchange(control, CONTROL.failed, 0) === 1) throw new Error('a kernel failed on one of the threads');
  }
}
