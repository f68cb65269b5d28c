import * as l10n from '@vscode/l10n';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import type { Transferable } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { CONTROL, controlBytes } from './control';
import type { FirstThreadData } from './firstThread';
import type { HelperThread } from './helperThread';
import { ExecutorLostError } from './executorLost';
import { closeProblemRequest } from './threadProtocol';

export type KernelThreadData = FirstThreadData | (HelperThread & { readonly role: 'helper' });

/** A kernel thread died: out of memory, or a fault that is no exception. The pool is of no further use. */
export class ThreadLostError extends ExecutorLostError {
  override readonly name = 'ThreadLostError';

  constructor(readonly detail: string) {
    super(l10n.t('A kernel thread stopped: {0}.', detail));
  }
}

/** WebAssembly's 32-bit addresses end there. */
const MAXIMUM_PAGES = 65_536;
/** A memory that has grown beyond this is given back after the run. */
const KEPT_BYTES = 256 * 2 ** 20;

/** Kernel threads on one shared memory. Requests go to the first of them; the others work for it. */
export class KernelPool {
  readonly connection: MessageConnection;
  /** Rejects when a thread dies; never resolves. */
  readonly lost: Promise<never>;
  private readonly workers: readonly Worker[];
  private readonly memory = new WebAssembly.Memory({ initial: 1, maximum: MAXIMUM_PAGES, shared: true });
  private readonly control: Int32Array;
  private ended = false;

  constructor(
    readonly threads: number,
    /** What its threads run. */
    script = join(__dirname, 'kernelThread.js'),
  ) {
    this.control = new Int32Array(new SharedArrayBuffer(controlBytes(threads)));
    const { control, memory } = this;
    const channels = Array.from({ length: threads - 1 }, () => new MessageChannel());
    const helpers = channels.map(({ port2 }, index) =>
      startThread(script, { role: 'helper', thread: index + 1, control, memory, modules: port2 }, [port2]),
    );
    const ports = channels.map(({ port1 }) => port1);
    const first = startThread(script, { role: 'first', control, memory, helpers: ports }, ports);
    this.workers = [first, ...helpers];
    this.connection = createMessageConnection(new PortMessageReader(first), new PortMessageWriter(first));
    this.lost = new Promise<never>((_, reject) => {
      for (const worker of this.workers) {
        worker.once('error', (error) => {
          reject(new ThreadLostError(error instanceof Error ? error.message : String(error)));
        });
        worker.once('exit', (code) => {
          if (!this.ended) reject(new ThreadLostError(l10n.t('exit code {0}', code)));
        });
      }
    });
    // Whoever waits for an answer sees the rejection.
    this.lost.catch(() => undefined);
    this.connection.listen();
  }

  /** The memory is larger than what is worth keeping between runs. */
  get isLarge(): boolean {
    return this.memory.buffer.byteLength > KEPT_BYTES;
  }

  /** Elements of f32 in the kernel memory, a view. */
  readonly floats = ({ offset, length }: { readonly offset: number; readonly length: number }): Float32Array =>
    new Float32Array(this.memory.buffer, offset, length);

  /** The preparation whose kernel runs, or ran last. */
  get lastHandle(): number {
    return Atomics.load(this.control, CONTROL.handle);
  }

  /** Asks running kernels to end after the run that they are in. */
  requestCancel(cancelled: boolean): void {
    Atomics.store(this.control, CONTROL.cancelled, cancelled ? 1 : 0);
  }

  /** Whether the first thread is free, or becomes free within a time; closes the problem that is open. */
  async becomesIdle(withinMs: number): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(() => {
        resolve(false);
      }, withinMs);
    });
    const idle = this.connection.sendRequest(closeProblemRequest).then(() => true);
    try {
      return await Promise.race([idle, late, this.lost]);
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Ends all threads, wherever they are. Requests that wait are never answered. */
  async terminate(): Promise<void> {
    this.ended = true;
    this.connection.dispose();
    await Promise.all(this.workers.map((worker) => worker.terminate()));
  }
}

function startThread(script: string, data: KernelThreadData, transferList: readonly Transferable[]): Worker {
  return new Worker(script, { workerData: data, transferList: [...transferList] });
}
