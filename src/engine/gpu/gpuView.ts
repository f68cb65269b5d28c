import * as l10n from '@vscode/l10n';
import { setTimeout as sleep } from 'node:timers/promises';
import { ResponseError } from 'vscode-jsonrpc/node';
import type { RequestType, RequestType0 } from 'vscode-jsonrpc/node';
import { formatSeconds } from '../../core/format';
import type { GpuState } from '../../core/gpu';
import type { Problem } from '../../core/problem';
import {
  describeGpuRequest,
  GPU_LOST,
  isGpuLoss,
  openOnGpuRequest,
  openProductsOnGpuRequest,
} from '../../shared/gpuProtocol';
import type { GpuRelay } from '../../shared/gpuProtocol';
import { GPU_LIMITS_MS, within } from './gpuConnection';
import type { GpuConnection, GpuLimitsMs } from './gpuConnection';
import { GpuLostError } from './gpuLost';

/**
 * A GPU executor in a webview, which the extension host asks: on the GPU of the user's screen. Views come and go with what
 * the user looks at; which one computes is the host's matter.
 */
export class GpuView implements GpuConnection {
  private looking: Promise<GpuState> | null = null;
  private pending = 0;

  constructor(
    private readonly host: GpuRelay,
    private readonly limits: GpuLimitsMs = GPU_LIMITS_MS,
  ) {}

  /** What there is no view for is looked for again the next time. */
  look(): Promise<GpuState> {
    const looking = (this.looking ??= this.askWithin(this.limits.openMs, describeGpuRequest, undefined).catch(
      (error: unknown): GpuState => {
        this.looking = null;
        return { status: 'missing', reason: error instanceof Error ? error.message : String(error) };
      },
    ));
    return looking;
  }

  open(problem: Problem): Promise<void> {
    return this.ask(openOnGpuRequest, problem);
  }

  openProducts(): Promise<void> {
    return this.ask(openProductsOnGpuRequest, undefined);
  }

  ask<P, R>(type: RequestType<P, R, void> | RequestType0<R, void>, params: P): Promise<R> {
    return this.askWithin(this.limits.answerMs, type, params);
  }

  async settle(graceMs: number): Promise<void> {
    if (this.pending === 0) return;
    await sleep(graceMs);
    if (this.pending > 0) await this.host.end();
  }

  dispose(): void {
    // The view is the user's; it drops the problem when the next one is opened.
  }

  private async askWithin<P, R>(
    limitMs: number,
    type: RequestType<P, R, void> | RequestType0<R, void>,
    params: P,
  ): Promise<R> {
    this.pending += 1;
    try {
      return await within(limitMs, this.host.ask(type, params), () => {
        void Promise.resolve(this.host.end()).catch(() => undefined);
        return new GpuLostError('no answer', l10n.t('The GPU did not answer within {0}.', formatSeconds(limitMs)));
      });
    } catch (error) {
      if (!(error instanceof ResponseError) || error.code !== GPU_LOST) throw error;
      const data: unknown = error.data;
      throw new GpuLostError(isGpuLoss(data) ? data : 'gpu gone', error.message);
    } finally {
      this.pending -= 1;
    }
  }
}
