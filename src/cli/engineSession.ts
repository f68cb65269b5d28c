import { join } from 'node:path';
import { CODE_PATHS } from '../core/codePath';
import { GPU_CHOICES } from '../core/gpu';
import type { GpuSettings } from '../shared/engineProtocol';
import { dataFolder } from '../shared/dataFolder';
import { EngineClient } from '../shared/engineClient';
import type { EngineStart } from '../shared/engineProcess';
import { TunedEngine } from '../shared/tunedEngine';
import { TunedStore } from '../shared/tunedStore';
import { Cancellation } from './cancellation';
import { UnusableInput } from './exitCode';
import type { Terminal } from './terminal';

/** What a command gets that needs the engine. */
export interface EngineSession {
  /** Runs with the tuned defaults of this machine. */
  readonly client: Pick<EngineClient, 'describe' | 'run' | 'kernel' | 'measureMachine'>;
  /** Trains; tuned defaults do not count. */
  readonly trainer: Pick<EngineClient, 'train' | 'checkGradients'>;
  /** Where tuned defaults are kept. */
  readonly tuned: TunedStore;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** Tells the user something beside the results. */
  readonly note: (line: string) => void;
  /** The next request starts the engine anew. */
  readonly restartEngine: () => void;
  /** Ends the engine by force, without waiting. */
  killEngine(): void;
}

/**
 * Runs `use` with an engine of its own and ends that engine afterwards, however `use` ends. The engine runs on this
 * process's Node, or on the one that MATMUL_PROFILER_NODE names, by the code path that MATMUL_PROFILER_CODE_PATH names,
 * with the native BLAS that MATMUL_PROFILER_BLAS names, and the GPU of this machine unless MATMUL_PROFILER_GPU is off.
 */
export async function withEngine<T>(terminal: Terminal, use: (session: EngineSession) => Promise<T>): Promise<T> {
  const start = engineStart(process.env);
  const client = new EngineClient({
    enginePath: join(__dirname, 'engine.js'),
    start: () => start,
    log: (line) => {
      if (terminal.verbose) terminal.note(line);
    },
  });
  const killEngine = (): void => {
    if (client.pid !== undefined) process.kill(client.pid, 'SIGKILL');
  };
  const cancellation = new Cancellation(killEngine);
  try {
    const note = (line: string): void => {
      terminal.note(line);
    };
    const tuned = new TunedStore({ folder: dataFolder(), onBadFile: note });
    return await use({
      client: new TunedEngine(client, tuned),
      trainer: client,
      tuned,
      signal: cancellation.signal,
      note,
      restartEngine: () => {
        client.restart();
      },
      killEngine,
    });
  } finally {
    await client.dispose();
    cancellation.dispose();
  }
}

/** @throws {UnusableInput} where a variable names what there is not. */
function engineStart(environment: NodeJS.ProcessEnv): EngineStart {
  const node = environment['MATMUL_PROFILER_NODE'] ?? '';
  const wanted = environment['MATMUL_PROFILER_CODE_PATH'] ?? '';
  const codePath = wanted === '' || wanted === 'auto' ? 'auto' : CODE_PATHS.find((path) => path === wanted);
  const library = environment['MATMUL_PROFILER_BLAS'] ?? '';
  if (codePath === undefined) {
    const problem = `MATMUL_PROFILER_CODE_PATH is ${wanted}. Set it to one of auto, ${CODE_PATHS.join(', ')}.`;
    throw new UnusableInput('input', [problem]);
  }
  return {
    node: node === '' ? null : { path: node, namedBy: 'MATMUL_PROFILER_NODE' },
    settings: {
      codePath,
      dataFolder: dataFolder(),
      blasLibrary: library === '' ? null : { file: library, namedBy: 'MATMUL_PROFILER_BLAS' },
      gpu: gpuSettings(environment['MATMUL_PROFILER_GPU'] ?? ''),
    },
  };
}

/** @throws {UnusableInput} where it is no executor, or one that a terminal does not have. */
function gpuSettings(wanted: string): GpuSettings {
  const executor = wanted === '' ? 'auto' : GPU_CHOICES.find((choice) => choice === wanted);
  if (executor === undefined || executor === 'webview') {
    const why =
      executor === undefined ? '' : ': the GPU of a screen is reached by views of the editor, which a terminal has not';
    throw new UnusableInput('input', [`MATMUL_PROFILER_GPU is ${wanted}${why}. Set it to one of auto, host, off.`]);
  }
  return { executor, namedBy: executor === 'auto' ? null : 'MATMUL_PROFILER_GPU', hasViews: false };
}
