import * as l10n from '@vscode/l10n';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import process from 'node:process';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { EngineLostError } from './engineLost';
import { relayGpu } from './gpuProtocol';
import type { GpuRelay } from './gpuProtocol';
import { TRANSLATIONS_VARIABLE } from './translationsVariable';

export interface SpawnOptions {
  /** The bundled engine, dist/engine.js. */
  readonly enginePath: string;
  /** The file of the translations that the editor has loaded; left out where the engine is to speak English. */
  readonly translations?: string;
  /** Reaches the GPU of the user's screen; left out where there are no views. */
  readonly views?: GpuRelay;
  log(line: string): void;
}

/** Time that a dying engine gets to end by itself. */
const GRACE_MS = 1500;

/** A process of the engine, and the connection to it. */
export class SpawnedEngine {
  readonly connection: MessageConnection;
  /** Rejects with EngineLostError when the process ends; never resolves. */
  readonly lost: Promise<never>;
  private readonly child: ChildProcess;

  /** @param nodePath undefined: the Node of this process. */
  constructor(options: SpawnOptions, nodePath: string | undefined, flags: readonly string[]) {
    const { enginePath, translations, views } = options;
    const child = fork(enginePath, [], {
      ...(nodePath === undefined ? {} : { execPath: nodePath }),
      execArgv: [...flags],
      // In desktop VS Code this process is Electron, which is to behave as Node.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', [TRANSLATIONS_VARIABLE]: translations },
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.child = child;
    const logLines = (chunk: Buffer): void => {
      for (const line of chunk.toString().trimEnd().split('\n')) options.log(line);
    };
    child.stdout?.on('data', logLines);
    child.stderr?.on('data', logLines);
    this.connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    if (views !== undefined) relayGpu(this.connection, views);
    this.lost = this.whenLost();
    // Whoever waits sees the rejection; without anyone waiting it is only a line in the log.
    this.lost.catch(() => undefined);
    this.connection.listen();
    options.log(`The engine runs as process ${child.pid ?? 0}.`);
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  /** Ends the process, by force if it does not go by itself. */
  async end(): Promise<void> {
    const { child } = this;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise<void>((resolve) =>
      child.once('exit', () => {
        resolve();
      }),
    );
    if (child.connected) child.disconnect();
    const force = setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    await ended;
    clearTimeout(force);
  }

  private whenLost(): Promise<never> {
    const { child, connection } = this;
    return new Promise<never>((_, reject) => {
      const lose = (error: EngineLostError): void => {
        reject(error);
        // Later, for it rejects what is pending too, and those who wait are to hear why.
        setImmediate(() => {
          connection.dispose();
        });
      };
      child.once('error', (error) => {
        lose(new EngineLostError('could not start', error.message));
      });
      child.once('exit', (code, signal) => {
        lose(
          new EngineLostError(
            'exited',
            signal === null ? l10n.t('exit code {0}', code ?? 0) : l10n.t('killed by {0}', signal),
          ),
        );
      });
    });
  }
}
