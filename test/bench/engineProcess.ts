import process from 'node:process';
import { codePathText } from '../../src/core/machine';
import { isStrategyId, strategyById } from '../../src/core/kernels/registry';
import type { BatchTiming } from '../../src/core/kernels/strategy';
import type { Machine } from '../../src/core/machine';
import { problemFlops } from '../../src/core/problem';
import type { Problem } from '../../src/core/problem';
import { selectCodePaths } from '../../src/engine/codePathSelection';
import { KernelPool } from '../../src/engine/kernelPool';
import { describeMachine } from '../../src/engine/machine';
import { Cancellation, Session } from '../../src/engine/session';
import { testCodePathsRequest } from '../../src/engine/threadProtocol';
import { openTrainingRequest, trainChunkRequest } from '../../src/engine/training/trainingProtocol';
import { optimiserOf } from '../../src/core/mlp/network';
import type { TrainSpec } from '../../src/core/spec/trainSpec';
import { fmaPeak } from './fmaPeak';
import type { KernelRequest, OpenRequest } from './protocol';
import { accepted, serve } from './serve';
import type { Computer } from './serve';

/** No strategy: the speed of multiply-adds in registers. */
export const FMA_PEAK = 'fmaPeak';

/** No strategy either: steps of a training, by `simd`. */
const TRAINING = 'training';

/** A prepared kernel: in the pool, or the loop of this process. */
type Kernel = { readonly in: 'pool'; readonly handle: number } | { readonly in: 'process' | 'training' };

/** Our strategies as the engine runs them: its pool of kernel threads, under the flags that this process was started with. */
class EngineComputer implements Computer {
  private readonly session: Session;
  private readonly kernels: Kernel[] = [];
  private readonly peaks = { f32: fmaPeak('f32'), f64: fmaPeak('f64') };
  private problem: Problem | null = null;
  private nonzeros = 0;

  constructor(
    private readonly machine: Machine,
    pool: KernelPool,
  ) {
    this.session = new Session(pool, new Cancellation());
  }

  version(): string {
    return `Node ${process.versions.node}, V8 ${process.versions.v8}, ${process.execArgv.join(' ')}, code path ${codePathText(this.machine.wasm)}`;
  }

  async open({ problem, threads, kernels }: OpenRequest): Promise<{ readonly nonzeros: number }> {
    const { machine } = this;
    const workspaceBytes = kernels.reduce(
      (sum, { kernel, values }) =>
        isStrategyId(kernel) ? sum + strategyById(kernel).workspaceBytes(problem, machine, values) : sum,
      0,
    );
    this.kernels.length = 0;
    this.problem = problem;
    const opened = await this.session.open({ problem, machine, threads, workspaceBytes, copies: 1 });
    this.nonzeros = opened.nonzeros;
    return opened;
  }

  async prepare({ kernel, values }: KernelRequest): ReturnType<Computer['prepare']> {
    const handle = this.kernels.length;
    if (kernel === FMA_PEAK) {
      this.kernels.push({ in: 'process' });
      return { handle, backend: 'wasm simd128, relaxed madd in registers', error: null };
    }
    if (kernel === TRAINING) {
      const spec = trainingSpec(this.problem);
      const { phases } = await this.session.request(openTrainingRequest, { spec, machine: this.machine, threads: 1 });
      this.kernels.push({ in: 'training' });
      return { handle, backend: phases[0].find(({ name }) => name === 'Z1')?.backend ?? '', error: null };
    }
    if (!isStrategyId(kernel)) throw new Error(`there is no strategy ${kernel} in this build`);
    const prepared = await this.session.prepare({ strategy: kernel, values, slowedBy: 0 });
    const error = accepted(await this.session.verify(prepared.handle));
    this.kernels.push({ in: 'pool', handle: prepared.handle });
    return { handle, backend: prepared.backend, error };
  }

  async runBatch(handle: number, times: number): Promise<BatchTiming> {
    const kernel = this.kernels[handle];
    if (kernel === undefined || this.problem === null) throw new Error('nothing is prepared');
    if (kernel.in === 'pool') return this.session.runBatch(kernel.handle, times);
    if (kernel.in === 'training') return this.trainSteps(times);
    return this.peaks[this.problem.dtype](times, problemFlops(this.problem, this.nonzeros));
  }

  /** An epoch ends a request. */
  private async trainSteps(times: number): Promise<BatchTiming> {
    let computeNs = 0;
    for (let done = 0; done < times;) {
      const steps = Math.min(times - done, STEPS_AT_ONCE);
      const chunk = await this.session.request(trainChunkRequest, { arm: 0, steps, milliseconds: 1e6 });
      computeNs += chunk.stepsNs.reduce((sum, ns) => sum + ns, 0);
      done += chunk.steps;
    }
    return { times, computeNs, transferNs: 0 };
  }

  close(): Promise<void> {
    this.kernels.length = 0;
    return this.session.close();
  }
}

/** Of so many the times are kept. */
const STEPS_AT_ONCE = 4096;

function trainingSpec(problem: Problem | null): TrainSpec {
  if (problem === null) throw new Error('no problem is open');
  return {
    hiddenSizes: [problem.n],
    network: { hidden: 'relu', output: { activation: 'softmax', loss: 'cross-entropy' }, initialisation: 'he' },
    optimiser: optimiserOf('sgd', 0.1),
    batch: problem.m,
    dtype: problem.dtype,
    seed: 1,
    epochs: 1,
    mistakes: [],
    data: { kind: 'synthetic', rows: 20_000, features: problem.k, classes: 10 },
    arms: [{ name: 'simd', strategies: { all: { id: 'simd', values: {} }, products: {} } }],
    threads: 1,
    load: null,
    save: null,
    exportFolder: null,
  };
}

/** Chooses the code path as the engine does when it starts. */
async function start(): Promise<Computer> {
  const machine = describeMachine();
  const pool = new KernelPool(machine.logicalCores);
  const { codePaths } = await selectCodePaths('auto', machine, {
    cache: null,
    test: (paths) => pool.connection.sendRequest(testCodePathsRequest, paths),
  });
  return new EngineComputer({ ...machine, wasm: { ...machine.wasm, codePaths } }, pool);
}

serve(start());
