import process from 'node:process';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter, ResponseError } from 'vscode-jsonrpc/node';
import type { BatchTiming } from '../../src/core/kernels/strategy';
import type { Verification } from '../../src/core/measure/measurement';
import { closeRequest, openRequest, prepareRequest, runBatchRequest, versionRequest } from './protocol';
import type { KernelRequest, OpenRequest, PreparedKernel } from './protocol';

/** What a process that computes has to offer. */
export interface Computer {
  version(): string;
  open(request: OpenRequest): Promise<{ readonly nonzeros: number }>;
  prepare(request: KernelRequest): Promise<PreparedKernel>;
  runBatch(handle: number, times: number): Promise<BatchTiming>;
  close(): Promise<void>;
}

/** Answers the bench until its channel closes, and ends the process then. A request that fails says why. */
export function serve(starting: Promise<Computer>): void {
  const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
  const answer = async <T>(work: (computer: Computer) => T | Promise<T>): Promise<T> => {
    try {
      return await work(await starting);
    } catch (error) {
      throw new ResponseError(1, error instanceof Error ? error.message : String(error));
    }
  };
  starting.catch(() => undefined);
  connection.onRequest(versionRequest, () => answer((computer) => computer.version()));
  connection.onRequest(openRequest, (request) => answer((computer) => computer.open(request)));
  connection.onRequest(prepareRequest, (request) => answer((computer) => computer.prepare(request)));
  connection.onRequest(runBatchRequest, ({ handle, times }) => answer((computer) => computer.runBatch(handle, times)));
  connection.onRequest(closeRequest, () => answer((computer) => computer.close()));
  connection.listen();
  process.once('disconnect', () => {
    process.exit(0);
  });
}

/** @throws {Error} where the error is beyond what rounding can explain: such a result has no speed. */
export function accepted(verification: Verification): Verification {
  const { norm, bound } = verification;
  if (!(norm <= bound))
    throw new Error(`wrong result: error ${norm.toExponential(1)}, bound ${bound.toExponential(1)}`);
  return verification;
}
