import type { ShownKernel } from '../core/kernels/shown/kernelText';
import type { RunSpec } from '../core/spec/runSpec';
import type { EngineClient } from './engineClient';
import type {
  DescribeRequest,
  EngineDescription,
  KernelRequest,
  MachineProgress,
  RunEvent,
  RunOutcome,
} from './engineProtocol';
import type { TunedStore } from './tunedStore';

type Served = Pick<EngineClient, 'describe' | 'run' | 'kernel' | 'measureMachine'>;

/** The engine, given the tuned defaults of this machine as they are kept when a run begins. */
export class TunedEngine implements Served {
  constructor(
    private readonly engine: Served,
    private readonly store: Pick<TunedStore, 'list'>,
  ) {}

  describe(look?: DescribeRequest): Promise<EngineDescription> {
    return this.engine.describe(look);
  }

  async kernel(request: KernelRequest): Promise<ShownKernel> {
    return this.engine.kernel({ ...request, tuned: await this.store.list() });
  }

  measureMachine(onProgress: (progress: MachineProgress) => void, signal: AbortSignal): Promise<RunOutcome['state']> {
    return this.engine.measureMachine(onProgress, signal);
  }

  async run(spec: RunSpec, onEvent: (event: RunEvent) => void, signal: AbortSignal): Promise<RunOutcome> {
    const tuned = await this.store.list();
    return this.engine.run({ ...spec, tuned }, onEvent, signal);
  }
}
