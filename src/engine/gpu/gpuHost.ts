import * as l10n from '@vscode/l10n';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import type { MessageConnection, RequestType, RequestType0 } from 'vscode-jsonrpc/node';
import type { GpuState } from '../../core/gpu';
import type { Problem } from '../../core/problem';
import { formatSeconds } from '../../core/format';
import { sentences } from '../../core/sentences';
import { describeGpuRequest, openOnGpuRequest, openProductsOnGpuRequest } from '../../shared/gpuProtocol';
import { backendsOf, gpuEnvironment } from './dawn';
import type { DawnBackend } from './dawn';
import { GPU_LIMITS_MS, within } from './gpuConnection';
import type { GpuConnection } from './gpuConnection';
import { GpuLostError } from './gpuLost';

/** Lines of what the process said before it stopped. */
const KEPT_LINES = 3;

interface Child {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  readonly lost: Promise<never>;
  pending: number;
}

/** The process with the GPU library: started when it is first needed, again after it has stopped, killed when it hangs. */
export class GpuHost implements GpuConnection {
  private child: Child | null = null;
  private lastLoss: GpuLostError | null = null;
  private looked: Promise<{ readonly state: GpuState; readonly backend: DawnBackend | null }> | null = null;

  constructor(
    private readonly script = join(__dirname, 'gpuProcess.js'),
    private readonly limits = GPU_LIMITS_MS,
    private readonly environment: NodeJS.ProcessEnv = process.env,
  ) {}

  /** Looks for a GPU, once: what computes in hardware before what does in software. Never rejects. */
  async look(): Promise<GpuState> {
    this.looked ??= this.tryBackends();
    return (await this.looked).state;
  }

  async open(problem: Problem): Promise<void> {
    await this.askChild(await this.ready(), openOnGpuRequest, problem, this.limits.answerMs);
  }

  async openProducts(): Promise<void> {
    await this.askChild(await this.ready(), openProductsOnGpuRequest, undefined, this.limits.answerMs);
  }

  async ask<P, R>(type: RequestType<P, R, void> | RequestType0<R, void>, params: P): Promise<R> {
    if (this.child === null)
      throw this.lastLoss ?? new GpuLostError('process stopped', l10n.t('The GPU process stopped.'));
    return this.askChild(this.child, type, params, this.limits.answerMs);
  }

  async settle(graceMs: number): Promise<void> {
    const { child } = this;
    if (child === null || child.pending === 0) return;
    await sleep(graceMs);
    if (child.pending > 0) this.end(child);
  }

  dispose(): void {
    if (this.child !== null) this.end(this.child);
  }

  /** The process, started anew where it has stopped. */
  private async ready(): Promise<Child> {
    const { backend } = await (this.looked ??= this.tryBackends());
    if (backend === null) throw new Error('there is no GPU to ask');
    return (this.child ??= this.start(backend));
  }

  private async tryBackends(): Promise<{ readonly state: GpuState; readonly backend: DawnBackend | null }> {
    let best: { readonly state: GpuState; readonly backend: DawnBackend; readonly child: Child } | null = null;
    const reasons: string[] = [];
    for (const backend of backendsOf(process.platform)) {
      const child = this.start(backend);
      try {
        const state = await this.askChild(child, describeGpuRequest, undefined, this.limits.openMs);
        if (state.status === 'found') {
          if (best === null || !state.isSoftware) {
            if (best !== null) this.end(best.child);
            best = { state, backend, child };
          } else this.end(child);
          if (!state.isSoftware) break;
          continue;
        }
        reasons.push(state.reason);
      } catch (error) {
        reasons.push(error instanceof Error ? error.message : String(error));
      }
      this.end(child);
    }
    this.child = best?.child ?? null;
    if (best !== null) return { state: best.state, backend: best.backend };
    const reason = sentences(...new Set(reasons), process.platform === 'linux' ? whatToInstall() : '');
    return { state: { status: 'missing', reason }, backend: null };
  }

  private async askChild<P, R>(
    child: Child,
    type: RequestType<P, R, void> | RequestType0<R, void>,
    params: P,
    limitMs: number,
  ): Promise<R> {
    child.pending += 1;
    const answer = Promise.race([child.connection.sendRequest<R>(type.method, params), child.lost]);
    try {
      return await within(limitMs, answer, () => {
        this.end(child);
        return new GpuLostError('no answer', l10n.t('The GPU did not answer within {0}.', formatSeconds(limitMs)));
      });
    } finally {
      child.pending -= 1;
    }
  }

  private start(backend: DawnBackend): Child {
    const child = fork(this.script, [backend], {
      serialization: 'advanced',
      // The flags of the engine are for its kernels.
      execArgv: [],
      env: gpuEnvironment(this.environment, process.platform),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const said: string[] = [];
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said.push(...text.split('\n').filter((line) => line.trim() !== ''));
      said.splice(0, said.length - KEPT_LINES);
    });
    const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    const lost = new Promise<never>((_, reject) => {
      child.once('error', (error) => {
        reject(
          new GpuLostError('process stopped', l10n.t('The GPU process could not be started: {0}.', error.message)),
        );
      });
      child.once('close', (code, signal) => {
        const how = signal ?? l10n.t('exit code {0}', code ?? -1);
        const loss = new GpuLostError(
          'process stopped',
          sentences(l10n.t('The GPU process stopped ({0}).', how), ...said.slice(-1)),
        );
        if (this.child?.process === child) {
          this.child = null;
          this.lastLoss = loss;
        }
        // Before what waits is told that the connection is gone, which says less.
        reject(loss);
        connection.dispose();
      });
    });
    // Whoever waits for an answer sees the rejection.
    lost.catch(() => undefined);
    connection.listen();
    return { process: child, connection, lost, pending: 0 };
  }

  private end(child: Child): void {
    if (this.child === child) this.child = null;
    child.process.kill('SIGKILL');
  }
}

function whatToInstall(): string {
  return l10n.t(
    'Without a GPU, software can take its place: on Debian and Ubuntu, apt-get install libegl1 libegl-mesa0 libgl1-mesa-dri.',
  );
}
