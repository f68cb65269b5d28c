import * as l10n from '@vscode/l10n';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestType, RequestType0 } from 'vscode-jsonrpc/node';
import { assertNever } from '../../core/assertNever';
import type { GpuState } from '../../core/gpu';
import type { Problem } from '../../core/problem';
import { sentences } from '../../core/sentences';
import type { GpuSettings } from '../../shared/engineProtocol';
import type { GpuConnection } from './gpuConnection';

const LONGEST_QUIET_MS = 3000;

/** The executor that is forced, or that a self-test of both chooses. */
export class ChosenGpu implements GpuConnection {
  private chosen: GpuConnection;
  private hostLook: Promise<GpuState> | null = null;
  private looking: Promise<unknown> = Promise.resolve();

  /** @param view `null` where there is no editor. */
  constructor(
    private readonly settings: GpuSettings,
    private readonly host: GpuConnection,
    private readonly view: GpuConnection | null,
  ) {
    this.chosen = host;
  }

  look(): Promise<GpuState> {
    const looking = this.lookBySettings();
    this.looking = looking;
    return looking;
  }

  /** Resolves when nothing is looked for any more, which would disturb what is measured; a view that hangs is not waited for. */
  async quiet(): Promise<void> {
    await Promise.race([this.looking, sleep(LONGEST_QUIET_MS, undefined, { ref: false })]);
  }

  open(problem: Problem): Promise<void> {
    return this.chosen.open(problem);
  }

  openProducts(): Promise<void> {
    return this.chosen.openProducts();
  }

  ask<P, R>(type: RequestType<P, R, void> | RequestType0<R, void>, params: P): Promise<R> {
    return this.chosen.ask(type, params);
  }

  settle(graceMs: number): Promise<void> {
    return this.chosen.settle(graceMs);
  }

  dispose(): void {
    this.host.dispose();
    this.view?.dispose();
  }

  private async lookBySettings(): Promise<GpuState> {
    const { executor, namedBy } = this.settings;
    const forced = namedBy === null ? l10n.t('it was asked for') : l10n.t('{0} says so', namedBy);
    switch (executor) {
      case 'auto':
        return this.lookForBest();
      case 'host':
        this.chosen = this.host;
        return because(await this.lookAtHost(), forced);
      case 'webview':
        this.chosen = this.view ?? this.host;
        return because(this.view === null ? missing(noViews()) : await this.view.look(), forced);
      case 'off':
        return missing(
          namedBy === null
            ? l10n.t('GPUs are off. Set it to auto, and run again, to use one.')
            : l10n.t('GPUs are off by {0}. Set it to auto, and run again, to use one.', namedBy),
        );
      default:
        return assertNever(executor);
    }
  }

  /** Hardware comes before software, and of either this machine, whose processor is measured too, before the screen's. */
  private async lookForBest(): Promise<GpuState> {
    const onHost = await this.lookAtHost();
    this.chosen = this.host;
    if (this.view === null || isHardware(onHost)) return onHost;
    const inView = await this.view.look();
    const hostHas =
      onHost.status === 'missing'
        ? l10n.t('this machine has none: {0}', onHost.reason)
        : l10n.t('this machine has only software ({0})', onHost.name);
    if (isHardware(inView)) {
      this.chosen = this.view;
      return because(inView, hostHas);
    }
    if (onHost.status === 'found') {
      const viewsHave =
        inView.status === 'missing'
          ? l10n.t('views reach none: {0}', inView.reason)
          : l10n.t('views reach only software');
      return because(onHost, viewsHave);
    }
    if (inView.status === 'missing') return missing(sentences(onHost.reason, inView.reason));
    this.chosen = this.view;
    return because(inView, hostHas);
  }

  private lookAtHost(): Promise<GpuState> {
    this.hostLook ??= this.host.look();
    return this.hostLook;
  }
}

function noViews(): string {
  return l10n.t('There is no editor here, and only its views reach the GPU of a screen.');
}

function isHardware(state: GpuState): boolean {
  return state.status === 'found' && !state.isSoftware;
}

function missing(reason: string): GpuState {
  return { status: 'missing', reason };
}

function because(state: GpuState, reason: string): GpuState {
  return state.status === 'missing' ? state : { ...state, because: reason.replace(/[.。]$/, '') };
}
