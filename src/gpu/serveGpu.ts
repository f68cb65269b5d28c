import { ErrorCodes, ResponseError } from 'vscode-jsonrpc';
import type { MessageConnection } from 'vscode-jsonrpc';
import {
  closeOnGpuRequest,
  describeGpuRequest,
  inspectOnGpuRequest,
  GPU_LOST,
  GPU_OUT_OF_MEMORY,
  GPU_PROBLEM,
  multiplyOnGpuRequest,
  openOnGpuRequest,
  openProductsOnGpuRequest,
  prepareOnGpuRequest,
  prepareProductOnGpuRequest,
  runOnGpuRequest,
  verifyOnGpuRequest,
} from '../shared/gpuProtocol';
import type { GpuLoss } from '../shared/gpuProtocol';
import { GpuProblemError } from './gpuErrors';
import type { GpuProblem } from './gpuErrors';
import type { GpuWork } from './gpuWork';

/** Answers the requests of whoever measures; errors reach it with their own sentence, and a code that tells them apart. */
export function serveGpu(connection: MessageConnection, work: GpuWork): void {
  connection.onRequest(describeGpuRequest, () => work.describe());
  connection.onRequest(openOnGpuRequest, (problem) => answered(() => work.open(problem)));
  connection.onRequest(prepareOnGpuRequest, ({ strategy, values }) => answered(() => work.prepare(strategy, values)));
  connection.onRequest(runOnGpuRequest, ({ handle, times }) => answered(() => work.runBatch(handle, times)));
  connection.onRequest(verifyOnGpuRequest, ({ handle }) => answered(() => work.verify(handle)));
  connection.onRequest(inspectOnGpuRequest, ({ handle, wanted, threads }) =>
    answered(() => work.inspect(handle, wanted, threads)),
  );
  connection.onRequest(openProductsOnGpuRequest, () => answered(() => work.openProducts()));
  connection.onRequest(prepareProductOnGpuRequest, ({ problem, strategy, values }) =>
    answered(() => work.prepareProduct(problem, strategy, values)),
  );
  connection.onRequest(multiplyOnGpuRequest, ({ handle, a, b }) => answered(() => work.multiply(handle, a, b)));
  connection.onRequest(closeOnGpuRequest, () => {
    work.close();
  });
}

const CODES: Readonly<Record<GpuProblem, number>> = {
  'out of memory': GPU_OUT_OF_MEMORY,
  refused: GPU_PROBLEM,
  'fell back': GPU_PROBLEM,
  lost: GPU_LOST,
};

async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof GpuProblemError)) {
      throw new ResponseError(ErrorCodes.InternalError, error instanceof Error ? error.message : String(error));
    }
    const loss: GpuLoss = 'gpu gone';
    throw new ResponseError(CODES[error.reason], error.message, error.reason === 'lost' ? loss : undefined);
  }
}
