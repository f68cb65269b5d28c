import * as l10n from '@vscode/l10n';
import { ResponseError } from 'vscode-jsonrpc/node';
import type { MessageConnection, RequestType, RequestType0 } from 'vscode-jsonrpc/node';
import { describeGpuRequest, endGpuRequest, GPU_LOST, openOnGpuRequest } from '../../shared/gpuProtocol';
import type { GpuLoss, GpuRelay } from '../../shared/gpuProtocol';
import type { WebviewKind } from '../webviewHtml';

/** A page that is on its way gets this long. */
const LONGEST_LOAD_MS = 15_000;
/** A document of a view; each load makes another. */
interface Page {
  readonly kind: WebviewKind;
  readonly connection: MessageConnection;
  /** Rejects when the document is gone; never resolves. */
  readonly lost: Promise<never>;
  lose(reason: GpuLoss, message: string): void;
}

/** What a view tells of its documents. */
export interface GpuViewPlace {
  /** A document is being loaded. */
  loading(): void;
  /** A document listens. One that did before is gone: the view was loaded again. */
  listens(): void;
  /** The view is hidden or closed, and its document with it. */
  gone(): void;
}

/**
 * The GPU of the user's screen, by whichever view is open: it computes in a worker of that page. The one in use is kept
 * while it is there; else the results come before the side bar, which is closed more lightly.
 */
export class GpuViews implements GpuRelay {
  private readonly pages = new Map<MessageConnection, Page>();
  private readonly loads = new Set<MessageConnection>();
  private readonly arrivals = new Set<() => void>();
  /** The page that has the open problem. */
  private current: Page | null = null;
  private lastLoss: ResponseError<GpuLoss> | null = null;

  constructor(private readonly longestLoadMs = LONGEST_LOAD_MS) {}

  place(kind: WebviewKind, connection: MessageConnection): GpuViewPlace {
    const leave = (reason: 'view reloaded' | 'view closed'): void => {
      this.leave(connection, reason, lossText(kind, reason));
    };
    return {
      loading: () => {
        this.loads.add(connection);
      },
      listens: () => {
        leave('view reloaded');
        this.loads.delete(connection);
        this.pages.set(connection, newPage(kind, connection));
        this.tellArrival();
      },
      gone: () => {
        leave('view closed');
        this.loads.delete(connection);
        this.tellArrival();
      },
    };
  }

  /** @throws {ResponseError} GPU_LOST, or what the page answers. */
  async ask<P, R>(type: RequestType<P, R, void> | RequestType0<R, void>, params: P): Promise<R> {
    const begins = type.method === describeGpuRequest.method || type.method === openOnGpuRequest.method;
    if (begins) this.current = await this.choose();
    const page = this.current;
    if (page === null) throw this.lastLoss ?? gpuLost('no view', noView());
    return Promise.race([page.connection.sendRequest<R>(type.method, params), page.lost]);
  }

  async end(): Promise<void> {
    const page = this.current;
    if (page !== null) await Promise.race([page.connection.sendRequest(endGpuRequest), page.lost]);
  }

  private async choose(): Promise<Page> {
    const deadline = Date.now() + this.longestLoadMs;
    for (;;) {
      const open = [...this.pages.values()];
      const page = this.current ?? open.find(({ kind }) => kind === 'results') ?? open.at(0);
      if (page !== undefined) return page;
      if (this.loads.size === 0 || Date.now() >= deadline) throw gpuLost('no view', noView());
      await this.nextArrival(deadline - Date.now());
    }
  }

  private leave(connection: MessageConnection, reason: GpuLoss, message: string): void {
    const page = this.pages.get(connection);
    if (page === undefined) return;
    this.pages.delete(connection);
    page.lose(reason, message);
    if (this.current !== page) return;
    this.current = null;
    this.lastLoss = gpuLost(reason, message);
  }

  private nextArrival(limitMs: number): Promise<void> {
    return new Promise((resolve) => {
      const arrive = (): void => {
        clearTimeout(timer);
        this.arrivals.delete(arrive);
        resolve();
      };
      const timer = setTimeout(arrive, limitMs);
      this.arrivals.add(arrive);
    });
  }

  private tellArrival(): void {
    for (const arrive of [...this.arrivals]) arrive();
  }
}

function newPage(kind: WebviewKind, connection: MessageConnection): Page {
  let lose: Page['lose'] = () => undefined;
  const lost = new Promise<never>((_, reject) => {
    lose = (reason, message) => {
      reject(gpuLost(reason, message));
    };
  });
  // Whoever waits for an answer sees the rejection.
  lost.catch(() => undefined);
  return { kind, connection, lost, lose };
}

function gpuLost(reason: GpuLoss, message: string): ResponseError<GpuLoss> {
  return new ResponseError(GPU_LOST, message, reason);
}

/** What became of a view that computed. */
function lossText(kind: WebviewKind, reason: 'view reloaded' | 'view closed'): string {
  if (kind === 'results') {
    return reason === 'view reloaded'
      ? l10n.t(
          'The results computed on the GPU of the screen, and were loaded again. Leave a view open while a run goes on.',
        )
      : l10n.t(
          'The results computed on the GPU of the screen, and were closed or hidden. Leave a view open while a run goes on.',
        );
  }
  return reason === 'view reloaded'
    ? l10n.t(
        'The side bar computed on the GPU of the screen, and was loaded again. Leave a view open while a run goes on.',
      )
    : l10n.t(
        'The side bar computed on the GPU of the screen, and was closed or hidden. Leave a view open while a run goes on.',
      );
}

function noView(): string {
  return l10n.t(
    'No view of Matmul Profiler is open, and the GPU of the screen is reached only by one. Open the side bar or the results, and run again.',
  );
}
