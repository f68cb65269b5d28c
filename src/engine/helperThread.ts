import { receiveMessageOnPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { KernelModule } from '../core/kernels/wasm/kernelModule';
import { claims, COLLECT, CONTROL, epochCell, firstArgumentCell, LOAD, PART, RECORD, WAKE } from './control';
import { loadModule } from './loadedModule';
import type { LoadedModule } from './loadedModule';
import { coresOfThisThread } from './native/cores';
import type { Cores } from './native/cores';
import { SpanRecorder } from './spanRecorder';
import { Patience, waitWhile } from './waiting';

export interface HelperThread {
  /** 1 and up; the first thread is 0. */
  readonly thread: number;
  readonly control: Int32Array;
  readonly memory: WebAssembly.Memory;
  /** New modules come here, from the first thread, and records go back. */
  readonly modules: MessagePort;
}

/** The life of a kernel thread but the first: waits for a job, does its part, says that it is done. Never returns. */
export function serveJobs({ thread, control, memory, modules }: HelperThread): never {
  const loaded: LoadedModule[] = [];
  // The last job is kept, so that doing it again takes no set-up.
  let known = WAKE;
  let call = (): void => undefined;
  const patience = new Patience();
  const recorder = new SpanRecorder();
  let cores: Cores | null | undefined;
  for (let epoch = 0; ;) {
    waitWhile(control, epochCell(thread), epoch, patience);
    epoch = Atomics.load(control, epochCell(thread));
    if (!claims(control, thread, epoch)) continue;
    try {
      const job = Atomics.load(control, CONTROL.job);
      if (job === LOAD) {
        loaded.push(loadModule(receiveModule(modules), memory, recorder.mark));
      } else if (job === WAKE) {
        patience.renew();
      } else if (job === PART) {
        const core = Atomics.load(control, firstArgumentCell(thread));
        if (core >= 0) (cores ??= coresOfThisThread())?.moveTo(core);
      } else if (job === RECORD) {
        recorder.start();
      } else if (job === COLLECT) {
        modules.postMessage(recorder.take());
      } else {
        if (job !== known) {
          call = ownCall(thread, control, loaded);
          known = job;
        }
        recorder.around(call);
      }
    } catch {
      Atomics.store(control, CONTROL.failed, 1);
    }
    if (Atomics.sub(control, CONTROL.pending, 1) === 1) Atomics.notify(control, CONTROL.pending);
  }
}

/** The part of the job that is this thread's. */
function ownCall(thread: number, control: Int32Array, loaded: readonly LoadedModule[]): () => void {
  const kernel = loaded[Atomics.load(control, CONTROL.module)].functions[Atomics.load(control, CONTROL.function)];
  const first = firstArgumentCell(thread);
  const values = [...control.subarray(first, first + Atomics.load(control, CONTROL.argumentCount))];
  return () => {
    kernel(...values);
  };
}

function receiveModule(port: MessagePort): KernelModule {
  const received = receiveMessageOnPort(port);
  if (received === undefined) throw new Error('told to load a module that never came');
  return received.message as KernelModule;
}
