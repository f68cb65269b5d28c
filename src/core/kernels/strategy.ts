import type { Machine } from '../machine';
import type { SparseShape } from '../model/traffic/sparseTraffic';
import type { TrafficModel } from '../model/traffic/trafficModel';
import type { Dense, Floats } from '../matrix/dense';
import type { OperandRounding } from '../matrix/errorBound';
import type { Problem } from '../problem';
import type { KernelCode } from './kernelCode';
import type { NativeBlas } from './nativeBlas';
import type { ParameterSpec, ParameterValues } from './parameters';
import type { KernelModule } from './wasm/kernelModule';

/** The strategies of this build, in the order in which they are listed. */
export const STRATEGY_IDS = [
  'naive',
  'loops',
  'blocked',
  'outer',
  'simd',
  'strassen',
  'sparse',
  'parallel',
  'blas',
  'gpujs',
  'webgpu',
] as const;
export type StrategyId = (typeof STRATEGY_IDS)[number];

/** Those that run in a GPU executor, and not in the kernel threads. */
export const GPU_STRATEGY_IDS = ['gpujs', 'webgpu'] as const satisfies readonly StrategyId[];
export type GpuStrategyId = (typeof GPU_STRATEGY_IDS)[number];

export function isGpuStrategy(id: StrategyId): id is GpuStrategyId {
  return GPU_STRATEGY_IDS.some((known) => known === id);
}

/** Those that are measured where none is named: a GPU is asked for by name. */
export const PROCESSOR_STRATEGY_IDS: readonly StrategyId[] = STRATEGY_IDS.filter((id) => !isGpuStrategy(id));

/** Strategies of one family share a colour in charts. */
export type StrategyFamily = 'loops' | 'simd' | 'sparse' | 'threads' | 'native' | 'gpu';

export type Support = { readonly supported: true } | { readonly supported: false; readonly reason: string };
export const SUPPORTED: Support = { supported: true };

/** What a form, a schema or a table has to know of a strategy; plain data. */
export interface StrategyDescription {
  readonly id: StrategyId;
  readonly title: string;
  /** One sentence: what it does, and when it pays. */
  readonly summary: string;
  readonly family: StrategyFamily;
  readonly parameters: readonly ParameterSpec[];
}

/** One way to compute a problem. */
export interface Strategy extends StrategyDescription {
  /** Whether it can run this problem here; if not, a reason that the user can read and act on. */
  supports(problem: Problem, machine: Machine, values: ParameterValues): Support;
  /** Bytes that it allocates beside A, B and C, an upper bound. Asked before anything is allocated. */
  workspaceBytes(problem: Problem, machine: Machine, values: ParameterValues): number;
  /**
   * Text that is equal for values that compute alike here, so that a tuning measures each once; where it is left out,
   * values compute alike when they are equal, defaults filled in.
   */
  effect?(problem: Problem, machine: Machine, values: ParameterValues): string;
  /**
   * The code that `prepare` runs for a problem that has something to multiply, made by the same functions; left out where
   * none is generated. `sharedMemory`: whether kernels run on a shared memory.
   */
  kernelCode?(problem: Problem, machine: Machine, values: ParameterValues, sharedMemory: boolean): KernelCode;
  /**
   * What it moves through the caches, by a model of its loops; left out, or `null`, where there is none.
   * @param nonzeros of op(A), as generated.
   * @param found what `prepare` has found of a sparse A.
   */
  traffic?(
    problem: Problem,
    machine: Machine,
    values: ParameterValues,
    nonzeros: number,
    found: SparseShape | null,
  ): TrafficModel | null;
  /** Runs in the kernel thread, but for what runs on a GPU (src/gpu). Allocates its workspace, converts operands; must leave A and B as they are. */
  prepare(context: KernelContext, values: ParameterValues): Prepared;
}

/** A stored operand: `rows × columns` elements as stored (before op), row-major, without gaps. */
export interface Operand {
  /** Byte offset into the kernel memory, a multiple of 64. */
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;
  /** The elements, a view on the kernel memory. */
  readonly elements: Floats;
  /** Distance in elements from op(X)[i, j] to op(X)[i + 1, j]. */
  readonly rowStride: number;
  /** Distance in elements from op(X)[i, j] to op(X)[i, j + 1]. */
  readonly columnStride: number;
}

/** What a layer of a network does with C, once it is whole: a bias for each column is added, then the activation taken. */
export interface Epilogue {
  /** Address of the n biases, not 0. */
  readonly bias: number;
  readonly activation: 'identity' | 'relu';
}

/** What a strategy finds in the kernel thread. */
export interface KernelContext {
  readonly problem: Problem;
  readonly machine: Machine;
  readonly a: Operand;
  readonly b: Operand;
  readonly c: Operand;
  /** Nonzeros of op(A), as generated. */
  readonly nonzeros: number;
  /**
   * The elements of A change between runs, as in training: what is made of A has room for one that is full, and
   * `Prepared.convert` makes it anew.
   */
  readonly aChanges?: boolean;
  /** What is done with C; a strategy that can do it while it writes C has `Prepared.runFused`. */
  readonly epilogue?: Epilogue;
  /** Kernels that can are to tell what their time goes into, as for a timeline (wasm/marks.ts). */
  readonly isTraced?: boolean;
  /** The shared memory that holds the operands. It does not grow while a strategy is prepared. */
  readonly memory: WebAssembly.Memory;
  readonly team: Team;
  readonly blas: NativeBlas;
  /** Reserves bytes in the kernel memory, aligned to 64; freed when the problem ends. */
  allocate(bytes: number): number;
  /** Instantiates a generated module on the kernel memory; compiled once an engine, instantiated once a thread. */
  instantiate(module: KernelModule): WebAssembly.Exports;
  /** Sets C to its seeded elements, as before the first run. */
  resetC(): void;
  /** A monotonic clock in nanoseconds. */
  nowNs(): number;
  /** True as soon as the user has cancelled; asked between runs. */
  cancelled(): boolean;
}

/** The kernel threads of the engine, this thread being the first. */
export interface Team {
  /** Threads that can be used, this one included. */
  readonly size: number;
  /**
   * Calls the exported function `name` of `module` once on each of the threads 0 … `threads - 1`, with the integer
   * arguments that `argumentsOf(thread)` gives, and returns when all are done. Thread 0 is the calling thread. The function
   * must be `(i32 …) → ()`. Arguments are at most 32. Where a thread is late, as on a busy machine, the calling thread makes
   * that call itself.
   * @throws {RangeError} when there are fewer threads.
   */
  run(module: KernelModule, name: string, threads: number, argumentsOf: (thread: number) => readonly number[]): void;
  /** Instantiates the module on the threads 0 … `threads - 1`, so that `run` does no set-up work. Blocks until done. */
  load(module: KernelModule, threads: number): void;
  /**
   * As `run`, to be repeated: loads the module, and returns what calls the function on a thread for each of `calls`, which
   * hold the arguments. Repeating it tells the helpers nothing but to go on.
   */
  job(module: KernelModule, name: string, calls: readonly (readonly number[])[]): () => void;
  /**
   * Keeps the threads 1 … `threads - 1` awake while `work` runs, so that a job in it costs 1 to 2 µs, and not what waking a
   * thread does. Out of it they sleep, and take nothing from others. `processorRun` does so around a batch.
   */
  whileAwake<T>(threads: number, work: () => T): T;
}

/** A timed interval of `times` runs. No message is ever inside a figure: it is taken where the kernel runs. */
export interface BatchTiming {
  readonly times: number;
  readonly computeNs: number;
  /** Time spent on moving operands and results to and from the device; 0 on the processor. */
  readonly transferNs: number;
}

/** A strategy that is ready to run one problem. */
export interface Prepared {
  /** What really runs, for people: 'wasm simd128 6×8', 'scalar JS, i-k-j'. */
  readonly backend: string;
  /**
   * Format conversion and packing that would have to be done again for another A; on a GPU, what compiling the kernel and
   * making its buffers took. 0 where there is none.
   */
  readonly prepareNs: number;
  /**
   * How much larger than that of a conventional product its error may be, by a bound that holds relative to the largest
   * element of |α|·|op(A)|·|op(B)| + |β|·|C₀| alone; left out or `null` where the conventional bound holds element by element.
   */
  readonly errorGrowth?: number | null;
  /** How A and B were rounded before they were multiplied, which its error then has; left out where they were not. */
  readonly operandRounding?: OperandRounding;
  /** How a sparse A was converted and cut, where it was: its traffic follows from that. */
  readonly sparse?: SparseShape | null;
  /** Runs `times` times, fewer when cancelled (at least once). Every run computes the whole product, β = 0 or not. */
  runBatch(times: number): Promise<BatchTiming>;
  /** Runs once and waits for nothing, untimed; left out where the result comes later, as from a device. */
  readonly runNow?: () => void;
  /** As `runNow`, with the epilogue of the context; left out where it has none, or the kernel cannot do it. */
  readonly runFused?: () => void;
  /** Threads of the team that `runNow` works on, to be kept awake around calls of it; 1 where it is left out. */
  readonly threads?: number;
  /** Makes anew what is kept of A, after its elements have changed; left out where nothing is kept. */
  readonly convert?: () => void;
  /** C as computed by one run that starts from the seeded C. */
  read(): Promise<Dense>;
  dispose(): void;
}
