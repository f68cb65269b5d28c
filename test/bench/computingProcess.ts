import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { BatchTiming } from '../../src/core/kernels/strategy';
import { closeRequest, openRequest, prepareRequest, runBatchRequest, versionRequest } from './protocol';
import type { KernelRequest, OpenRequest, PreparedKernel } from './protocol';

export interface ProcessStart {
  readonly script: string;
  readonly args: readonly string[];
  readonly nodePath: string;
  readonly nodeFlags: readonly string[];
  /** Variables that differ from those of this process; `undefined` takes one away. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Lines of its standard error that are kept, to say why it ended. */
const KEPT_CHARACTERS = 400;

/** One process that computes when it is asked to, and is idle otherwise. */
export class ComputingProcess {
  private readonly child: ChildProcess;
  private readonly connection: MessageConnection;
  /** Rejects when the process ends. */
  private readonly lost: Promise<never>;

  constructor({ script, args, nodePath, nodeFlags, environment }: ProcessStart) {
    this.child = fork(script, [...args], {
      execPath: nodePath,
      execArgv: [...nodeFlags],
      env: { ...process.env, ...environment },
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    this.child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-KEPT_CHARACTERS);
    });
    this.connection = createMessageConnection(new IPCMessageReader(this.child), new IPCMessageWriter(this.child));
    this.lost = new Promise<never>((_, reject) => {
      this.child.once('error', reject);
      this.child.once('exit', (code, signal) => {
        reject(new Error(`the process ended with ${signal ?? `exit code ${code ?? 0}`}. ${said.trim()}`));
      });
    });
    this.lost.catch(() => undefined);
    this.connection.listen();
  }

  version(): Promise<string> {
    return Promise.race([this.connection.sendRequest(versionRequest), this.lost]);
  }

  open(request: OpenRequest): Promise<{ readonly nonzeros: number }> {
    return Promise.race([this.connection.sendRequest(openRequest, request), this.lost]);
  }

  prepare(request: KernelRequest): Promise<PreparedKernel> {
    return Promise.race([this.connection.sendRequest(prepareRequest, request), this.lost]);
  }

  runBatch(handle: number, times: number): Promise<BatchTiming> {
    return Promise.race([this.connection.sendRequest(runBatchRequest, { handle, times }), this.lost]);
  }

  close(): Promise<void> {
    return Promise.race([this.connection.sendRequest(closeRequest), this.lost]);
  }

  /** Ends the process, whatever it does. */
  end(): void {
    this.connection.dispose();
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
  }
}
