import * as l10n from '@vscode/l10n';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import { probeRequest } from './probeProtocol';
import type { ProbeOutcome } from './probeProtocol';

interface Child {
  readonly process: ChildProcess;
  readonly connection: MessageConnection;
  /** Resolves when the process has ended, to how. */
  readonly ended: Promise<string>;
}

/** Tries libraries in a process of its own, which is started when it is first needed, and again after one has crashed it. */
export class ProbeProcess {
  private child: Child | null = null;

  constructor(
    /** The bundled src/engine/blas/probe.ts. */
    private readonly script: string,
    /** A library that takes longer to load and to compute some small products hangs. */
    private readonly timeoutMs: number,
  ) {}

  async probe(file: string): Promise<ProbeOutcome> {
    const { connection, ended } = (this.child ??= start(this.script, this.timeoutMs));
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<ProbeOutcome>((resolve) => {
      timer = setTimeout(() => {
        this.end();
        resolve({ type: 'unusable', reason: l10n.t('it did not answer within {0} s', this.timeoutMs / 1000) });
      }, this.timeoutMs);
    });
    const crashed = ended.then((how): ProbeOutcome => {
      this.child = null;
      return { type: 'unusable', reason: l10n.t('it crashed when it was tried ({0})', how) };
    });
    try {
      const answer = connection.sendRequest(probeRequest, { file });
      // The connection ends with the process: how that ended says more.
      return await Promise.race([answer.catch(() => Promise.race([crashed, late])), crashed, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  end(): void {
    const { child } = this;
    this.child = null;
    if (child === null) return;
    child.connection.dispose();
    child.process.kill('SIGKILL');
  }
}

function start(script: string, timeoutMs: number): Child {
  // It is told when to give itself up: this process may be gone by then.
  const child = fork(script, [`${timeoutMs}`], {
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('exit', (code, signal) => {
      resolve(signal === null ? l10n.t('exit code {0}', code ?? 0) : l10n.t('killed by {0}', signal));
    });
  });
  connection.listen();
  return { process: child, connection, ended };
}
