import { receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { KernelModule } from '../core/kernels/wasm/kernelModule';
import { CONTROL, epochCell, firstArgumentCell, LOAD, waitWhile } from './control';
import { loadModule } from './loadedModule';
import type { LoadedModule } from './loadedModule';

export interface HelperThread {
  /** 1 and up; the first thread is 0. */
  readonly thread: number;
  readonly control: Int32Array;
  readonly memory: WebAssembly.Memory;
  /** New modules come here, from the first thread. */
  readonly modules: MessagePort;
}

/** The life of a kernel thread but the first: waits for a job, does its part, says that it is done. Never returns. */
export function serveJobs({ thread, control, memory, modules }: HelperThread): never {
  const loaded: LoadedModule[] = [];
  for (let epoch = 0; ; epoch++) {
    waitWhile(control, epochCell(thread), epoch);
    try {
      const number = Atomics.load(control, CONTROL.module);
      if (number === LOAD) loaded.push(loadModule(receiveModule(modules), memory));
      else loaded[number].functions[Atomics.load(control, CONTROL.function)](...argumentsOf(thread, control));
    } catch {
      Atomics.store(control, CONTROL.failed, 1);
    }
    if (Atomics.sub(control, CONTROL.pending, 1) === 1) Atomics.notify(control, CONTROL.pending);
  }
}

function argumentsOf(thread: number, control: Int32Array): number[] {
  const first = firstArgumentCell(thread);
  return [...control.subarray(first, first + Atomics.load(control, CONTROL.argumentCount))];
}

function receiveModule(port: MessagePort): KernelModule {
  const received = receiveMessageOnPort(port);
  if (received === undefined) throw new Error('told to load a module that never came');
  return received.message as KernelModule;
}
