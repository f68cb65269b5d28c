import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import process from 'node:process';
import {
  CancellationTokenSource,
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
} from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { RunSpec } from '../core/spec/runSpec';
import { describeRequest, runProgress, runRequest } from './engineProtocol';
import type { EngineDescription, RunEvent, RunOutcome } from './engineProtocol';

export interface EngineClientOptions {
  /** The bundled engine, dist/engine.js. */
  readonly enginePath: string;
  /** Another Node to run it on; the Node of this process when left out. */
  readonly nodePath?: string;
  log(line: string): void;
}

export type EngineLossReason = 'could not start' | 'exited';

/** The engine process is gone, or never came; whatever waited for it is rejected with this. The next call starts it anew. */
export class EngineLostError extends Error {
  override readonly name = 'EngineLostError';

  constructor(
    readonly reason: EngineLossReason,
    /** 'killed by SIGKILL', 'exit code 7', or what the operating system said. */
    readonly detail: string,
  ) {
    super(reason === 'exited' ? `The engine stopped (${detail}).` : `The engine could not be started: ${detail}.`);
  }
}

interface RunningEngine {
  readonly child: ChildProcess;
  readonly connection: MessageConnection;
  /** Rejects when the process ends; never resolves. */
  readonly lost: Promise<never>;
}

/** Time that a dying engine gets to end by itself. */
const GRACE_MS = 1500;

/** Owns the engine process: starts it when it is first needed, and again after it was lost. */
export class EngineClient {
  private engine: RunningEngine | null = null;
  private runs = 0;

  constructor(private readonly options: EngineClientOptions) {}

  /** The process that computes, while there is one. */
  get pid(): number | undefined {
    return this.engine?.child.pid;
  }

  /** @throws {EngineLostError} */
  describe(): Promise<EngineDescription> {
    const { connection, lost } = this.running();
    return Promise.race([connection.sendRequest(describeRequest), lost]);
  }

  /**
   * Runs a spec; events come in order. Aborting the signal cancels: the promise then resolves with `cancelled`.
   * @throws {EngineLostError}
   */
  async run(spec: RunSpec, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<RunOutcome> {
    if (signal.aborted) return { state: 'cancelled', elapsedMs: 0 };
    const { connection, lost } = this.running();
    this.runs += 1;
    const token = `run-${this.runs}`;
    const cancellation = new CancellationTokenSource();
    const cancel = (): void => {
      cancellation.cancel();
    };
    const progress = connection.onProgress(runProgress, token, onEvent);
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await Promise.race([connection.sendRequest(runRequest, { spec, token }, cancellation.token), lost]);
    } finally {
      signal.removeEventListener('abort', cancel);
      progress.dispose();
      cancellation.dispose();
    }
  }

  /** Ends the engine process, by force if it does not go by itself. */
  async dispose(): Promise<void> {
    const engine = this.engine;
    if (engine === null) return;
    this.engine = null;
    const { child } = engine;
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

  private running(): RunningEngine {
    this.engine ??= this.start();
    return this.engine;
  }

  private start(): RunningEngine {
    const { enginePath, nodePath } = this.options;
    const log = (line: string): void => {
      this.options.log(line);
    };
    const child = fork(enginePath, [], {
      ...(nodePath === undefined ? {} : { execPath: nodePath }),
      execArgv: [],
      // In desktop VS Code this process is Electron, which is to behave as Node.
      env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const logLines = (chunk: Buffer): void => {
      for (const line of chunk.toString().trimEnd().split('\n')) log(line);
    };
    child.stdout?.on('data', logLines);
    child.stderr?.on('data', logLines);
    const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    const lost = new Promise<never>((_, reject) => {
      const lose = (error: EngineLostError): void => {
        if (this.engine?.child === child) {
          this.engine = null;
          log(error.message);
        }
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
        lose(new EngineLostError('exited', signal === null ? `exit code ${code ?? 0}` : `killed by ${signal}`));
      });
    });
    // Whoever waits sees the rejection; without anyone waiting it is only a line in the log.
    lost.catch(() => undefined);
    connection.listen();
    log(`The engine runs as process ${child.pid ?? 0}.`);
    return { child, connection, lost };
  }
}
