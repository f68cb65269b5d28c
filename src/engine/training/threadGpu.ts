import * as l10n from '@vscode/l10n';
import { ResponseError } from 'vscode-jsonrpc/node';
import type { MessageConnection } from 'vscode-jsonrpc/node';
import type { ParameterValues } from '../../core/kernels/parameters';
import type { GpuStrategyId, KernelContext, Operand, Prepared } from '../../core/kernels/strategy';
import type { TrainingGpu } from '../../core/mlp/stepProducts';
import { multiplyGpuProductRequest, openGpuProductsRequest, prepareGpuProductRequest } from './trainingProtocol';
import type { PlacedOperand } from './trainingProtocol';

/** The user has stopped the training while a product was on its way; nobody waits for an answer any more. */
class TrainingStoppedError extends Error {
  override readonly name = 'TrainingStoppedError';
}

/** The GPU as the products of one training see it from the kernel thread: by the main thread, which sends the operands. */
export class ThreadGpu implements TrainingGpu {
  private opened: Promise<void> | null = null;

  constructor(private readonly connection: MessageConnection) {}

  async prepare(
    id: string,
    strategy: GpuStrategyId,
    values: ParameterValues,
    context: KernelContext,
  ): Promise<Prepared> {
    const { problem, a, b, c } = context;
    const named = <T>(work: Promise<T>): Promise<T> => withName(l10n.t('{0} by {1}', id, strategy), work);
    await named((this.opened ??= this.connection.sendRequest(openGpuProductsRequest)));
    const { handle, ...prepared } = await named(
      this.connection.sendRequest(prepareGpuProductRequest, { problem, strategy, values }),
    );
    const places = { a: placed(a), b: placed(b), c: placed(c) };
    const multiply = async (): Promise<number> => {
      // What comes after a product is not done on memory that may be another's by then.
      if (context.cancelled()) throw new TrainingStoppedError('stopped');
      const { computeNs } = await named(this.connection.sendRequest(multiplyGpuProductRequest, { handle, ...places }));
      if (context.cancelled()) throw new TrainingStoppedError('stopped');
      return computeNs;
    };
    return {
      ...prepared,
      runBatch: async (times) => {
        const start = context.nowNs();
        let computeNs = 0;
        for (let run = 0; run < times; run++) computeNs += await multiply();
        return { times, computeNs, transferNs: Math.max(0, context.nowNs() - start - computeNs) };
      },
      read: async () => {
        context.resetC();
        await multiply();
        return { rows: c.rows, columns: c.columns, elements: c.elements };
      },
      // All are dropped when the next training, or another problem, takes the GPU.
      dispose: () => undefined,
    };
  }
}

function placed({ offset, elements }: Operand): PlacedOperand {
  return { offset, length: elements.length };
}

async function withName<T>(name: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof ResponseError) throw new ResponseError(error.code, l10n.t('{0}: {1}', name, error.message));
    throw error;
  }
}
