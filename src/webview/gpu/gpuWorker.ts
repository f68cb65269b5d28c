import * as l10n from '@vscode/l10n';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createMessageConnection,
  ResponseError,
} from 'vscode-jsonrpc/browser';
import type { MessageConnection, RequestType, RequestType0 } from 'vscode-jsonrpc/browser';
import { GPU_LOST, gpuGoneNotification, translationsNotification } from '../../shared/gpuProtocol';
import type { GpuLoss, GpuRelay } from '../../shared/gpuProtocol';
import { translations } from '../translations';

interface RunningWorker {
  readonly connection: MessageConnection;
  /** Rejects when the worker is gone; never resolves. */
  readonly lost: Promise<never>;
  end(reason: GpuLoss, message: string): void;
}

/** It lies beside the modules of the page. */
const WORKER_SCRIPT = 'gpuWorker.js';

/**
 * Computes on the GPU in a worker, which is loaded when it is first asked. Out of the page's own thread, for that has a Stop
 * button to heed; and a worker can be ended while a driver hangs.
 */
export class GpuWorker implements GpuRelay {
  private running: Promise<RunningWorker> | null = null;

  async ask<P, R>(type: RequestType<P, R, void> | RequestType0<R, void>, params: P): Promise<R> {
    const { connection, lost } = await this.started();
    return Promise.race([connection.sendRequest<R>(type.method, params), lost]);
  }

  async end(): Promise<void> {
    const { running } = this;
    if (running === null) return;
    (await running).end('no answer', l10n.t('What computed on the GPU was ended.'));
  }

  private started(): Promise<RunningWorker> {
    if (this.running === null) {
      const running = this.start();
      this.running = running;
      running
        .then(({ lost }) => lost)
        .catch(() => {
          if (this.running === running) this.running = null;
        });
    }
    return this.running;
  }

  private async start(): Promise<RunningWorker> {
    // A worker of another origin, which the resources of a webview have, cannot be started by its address.
    const response = await fetch(new URL(WORKER_SCRIPT, import.meta.url));
    if (!response.ok)
      throw gpuLost(
        'gpu gone',
        l10n.t(
          'The part of the extension that computes on the GPU of the screen cannot be loaded ({0}).',
          response.status,
        ),
      );
    const address = URL.createObjectURL(new Blob([await response.text()], { type: 'text/javascript' }));
    const worker = new Worker(address, { name: 'Matmul Profiler GPU' });
    const connection = createMessageConnection(new BrowserMessageReader(worker), new BrowserMessageWriter(worker));
    let reject: (error: Error) => void = () => undefined;
    const lost = new Promise<never>((_, fail) => {
      reject = fail;
    });
    const end: RunningWorker['end'] = (reason, message) => {
      // Before what waits is told that the connection is gone, which says less.
      reject(gpuLost(reason, message));
      worker.terminate();
      URL.revokeObjectURL(address);
      connection.dispose();
    };
    worker.addEventListener('error', ({ message }) => {
      end('gpu gone', l10n.t('What computes on the GPU of the screen stopped with an error: {0}', message));
    });
    connection.onNotification(gpuGoneNotification, ({ message }) => {
      end('gpu gone', message);
    });
    connection.listen();
    await connection.sendNotification(translationsNotification, translations);
    return { connection, lost, end };
  }
}

function gpuLost(reason: GpuLoss, message: string): ResponseError<GpuLoss> {
  return new ResponseError(GPU_LOST, message, reason);
}
