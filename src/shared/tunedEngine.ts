import type { RunSpec } from '../core/spec/runSpec';
import type { EngineClient } from './engineClient';
import type { ShownKernel } from '../core/kernels/shown/kernelText';
import type { EngineDescription, KernelRequest, RunEvent, RunOutcome } from './engineProtocol';
import type { TunedStore } from './tunedStore';

/** The engine, given the tuned defaults of this machine as they are kept when a run begins. */
export class TunedEngine implements Pick<EngineClient, 'describe' | 'run' | 'kernel'> {
  constructor(
    private readonly engine: Pick<EngineClient, 'describe' | 'run' | 'kernel'>,
    private readonly store: Pick<TunedStore, 'list'>,
  ) {}

  describe(blas = true): Promise<EngineDescription> {
    return this.engine.describe(blas);
  }

  async kernel(request: KernelRequest): Promise<ShownKernel> {
    return this.engine.kernel({ ...request, tuned: await this.store.list() });
  }

  async run(spec: RunSpec, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<RunOutcome> {
    const tuned = await this.store.list();
    return this.engine.run({ ...spec, tuned }, onEvent, signal);
  }
}
