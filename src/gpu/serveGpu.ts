import type { MessageConnection } from 'vscode-jsonrpc';
import {
  closeOnGpuRequest,
  describeGpuRequest,
  inspectOnGpuRequest,
  openOnGpuRequest,
  prepareOnGpuRequest,
  runOnGpuRequest,
  verifyOnGpuRequest,
} from '../shared/gpuProtocol';
import type { GpuWork } from './gpuWork';

/** Answers the requests of whoever measures. */
export function serveGpu(connection: MessageConnection, work: GpuWork): void {
  connection.onRequest(describeGpuRequest, () => work.describe());
  connection.onRequest(openOnGpuRequest, (problem) => work.open(problem));
  connection.onRequest(prepareOnGpuRequest, ({ strategy, values }) => work.prepare(strategy, values));
  connection.onRequest(runOnGpuRequest, ({ handle, times }) => work.runBatch(handle, times));
  connection.onRequest(verifyOnGpuRequest, ({ handle }) => work.verify(handle));
  connection.onRequest(inspectOnGpuRequest, ({ handle, wanted, threads }) => work.inspect(handle, wanted, threads));
  connection.onRequest(closeOnGpuRequest, () => {
    work.close();
  });
}
