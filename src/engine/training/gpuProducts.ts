import * as l10n from '@vscode/l10n';
import { ResponseError } from 'vscode-jsonrpc/node';
import type { Disposable } from 'vscode-jsonrpc/node';
import { sentences } from '../../core/sentences';
import { GPU_OUT_OF_MEMORY, multiplyOnGpuRequest, prepareProductOnGpuRequest } from '../../shared/gpuProtocol';
import { TRAINING_INTERRUPTED, UNUSABLE_TRAINING } from '../../shared/trainProtocol';
import type { GpuConnection } from '../gpu/gpuConnection';
import { GpuLostError } from '../gpu/gpuLost';
import type { KernelPool } from '../kernelPool';
import { multiplyGpuProductRequest, openGpuProductsRequest, prepareGpuProductRequest } from './trainingProtocol';

/**
 * Does what the kernel thread of a training asks of a GPU. The main thread has the kernel memory too, so that operands go
 * from there to the executor and C back, and the messages between the threads say no more than where they lie.
 */
export function serveGpuProducts(
  { connection, floats }: Pick<KernelPool, 'connection' | 'floats'>,
  gpu: GpuConnection,
): Disposable {
  const handlers = [
    connection.onRequest(openGpuProductsRequest, () => answered(() => gpu.openProducts())),
    connection.onRequest(prepareGpuProductRequest, (product) =>
      answered(() => gpu.ask(prepareProductOnGpuRequest, product)),
    ),
    connection.onRequest(multiplyGpuProductRequest, ({ handle, a, b, c }) =>
      answered(async () => {
        // Copies, as shared memory cannot be sent.
        const operands = { a: floats(a).slice(), b: floats(b).slice() };
        const product = await gpu.ask(multiplyOnGpuRequest, { handle, ...operands });
        floats(c).set(product.c);
        return { computeNs: product.computeNs };
      }),
    ),
  ];
  return {
    dispose: () => {
      for (const handler of handlers) handler.dispose();
    },
  };
}

async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof GpuLostError) {
      const advice = l10n.t('Train again, which starts another, or choose a strategy of the processor.');
      throw new ResponseError(TRAINING_INTERRUPTED, sentences(error.message, advice));
    }
    if (error instanceof ResponseError) {
      const advice =
        error.code === GPU_OUT_OF_MEMORY
          ? l10n.t('Choose a smaller batch or another strategy.')
          : l10n.t('Choose another strategy.');
      throw new ResponseError(UNUSABLE_TRAINING, sentences(error.message, advice));
    }
    throw error;
  }
}
