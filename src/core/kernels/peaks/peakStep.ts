import { assertNever } from '../../assertNever';
import type { Access, ComputeCode } from '../../machinePeaks';
import type { Dtype } from '../../problem';
import type { KernelContext } from '../strategy';
import type { MultiplyAdd } from '../wasm/element';
import type { KernelModule } from '../wasm/kernelModule';
import { isShared } from '../wasm/kernelModule';
import { COMPUTE, COMPUTE_DATA_BYTES, computeModule, flopsOfTurn } from './computeKernel';
import { STREAM, STREAM_STEP_BYTES, streamModule, streamsOf } from './streamKernel';

/** One figure to measure. */
export type PeakStep =
  | { readonly kind: 'compute'; readonly dtype: Dtype; readonly code: ComputeCode; readonly threads: number }
  | {
      readonly kind: 'stream';
      readonly access: Access;
      readonly multiplyAdd: MultiplyAdd;
      readonly vectorBits: 128 | 256;
      readonly threads: number;
      /** Bytes that each thread goes over. */
      readonly workingSetBytes: number;
    };

type PeakContext = Pick<KernelContext, 'memory' | 'team' | 'allocate' | 'nowNs'>;

/** A trial takes about this long, so that the clock and the start of the threads do not count. */
const TRIAL_NS = 4e6;
/** The fastest of so many trials is kept: what slows one down is not the machine's limit. */
const TRIALS = 10;
/** On a machine that is busy with other things, trials end when they have taken so long, unless there are too few. */
const LONGEST_NS = 100e6;
const FEWEST_TRIALS = 3;
/** The regions of threads, and the streams of a triad, begin at different places of the cache's sets. */
const STAGGER_BYTES = 5 * 64;

/** Bytes that a step allocates, an upper bound. */
export function peakWorkspaceBytes(step: PeakStep): number {
  const each = step.kind === 'compute' ? 0 : step.workingSetBytes + 4 * STAGGER_BYTES;
  return step.threads * (each + DATA_BYTES) + 4096;
}

const DATA_BYTES = Math.ceil(Math.max(COMPUTE_DATA_BYTES, STREAM_STEP_BYTES) / 4096) * 4096;

/** The most that was reached, in flops a nanosecond or bytes a nanosecond: GFLOP/s, or 10⁹ bytes a second. */
export function measurePeak(step: PeakStep, context: PeakContext): number {
  return context.team.whileAwake(step.threads, () => rateOf(step, context));
}

function rateOf(step: PeakStep, context: PeakContext): number {
  switch (step.kind) {
    case 'compute': {
      const module = computeModule(step, isShared(context.memory));
      const data = allocateZeros(context, step.threads * DATA_BYTES);
      const flops = step.threads * flopsOfTurn(step);
      return fastest(flops, context, (turns) => {
        run(context, module, COMPUTE, step.threads, (thread) => [turns, data + thread * DATA_BYTES]);
      });
    }
    case 'stream': {
      const module = streamModule(step, isShared(context.memory));
      const streams = streamsOf(step.access);
      const bytes = Math.max(1, Math.floor(step.workingSetBytes / streams / STREAM_STEP_BYTES)) * STREAM_STEP_BYTES;
      const region = streams * (bytes + STAGGER_BYTES);
      const data = allocateZeros(context, step.threads * DATA_BYTES);
      const first = allocateTouched(context, step.threads * region);
      return fastest(step.threads * streams * bytes, context, (times) => {
        run(context, module, STREAM, step.threads, (thread) => {
          const at = (stream: number): number => first + thread * region + stream * (bytes + STAGGER_BYTES);
          const [b, c, a] = [at(0), at(1), at(2)];
          return [times, bytes, a, b, c, data + thread * DATA_BYTES];
        });
      });
    }
    default:
      return assertNever(step);
  }
}

function run(
  { team }: PeakContext,
  module: KernelModule,
  name: string,
  threads: number,
  values: (thread: number) => readonly number[],
): void {
  team.run(module, name, threads, values);
}

function allocateZeros({ memory, allocate }: PeakContext, bytes: number): number {
  const address = allocate(bytes);
  new Uint8Array(memory.buffer, address, bytes).fill(0);
  return address;
}

/** Writes to every page, so that none is given by the system while the time is taken. What lies there does not matter. */
function allocateTouched({ memory, allocate }: PeakContext, bytes: number): number {
  const address = allocate(bytes);
  const touched = new Uint8Array(memory.buffer, address, bytes);
  for (let at = 0; at < bytes; at += 4096) touched[at] = 0;
  return address;
}

/** `work` a turn ÷ the time of a turn, in the fastest trial. */
function fastest(work: number, { nowNs }: PeakContext, turn: (times: number) => void): number {
  const timeOf = (times: number): number => {
    const start = nowNs();
    turn(times);
    return nowNs() - start;
  };
  // The first call compiles; and a thread that is woken late must not be taken for a long turn.
  const leastOf = (times: number): number => Math.min(timeOf(times), timeOf(times), timeOf(times));
  timeOf(1);
  let times = 1;
  let tookNs = leastOf(times);
  while (tookNs < TRIAL_NS / 4 && times < MOST_TURNS) {
    times *= 4;
    tookNs = leastOf(times);
  }
  times = Math.max(1, Math.min(MOST_TURNS, Math.round((times * TRIAL_NS) / Math.max(1, tookNs))));
  let rate = 0;
  let spentNs = 0;
  for (let trial = 0; trial < TRIALS && (trial < FEWEST_TRIALS || spentNs < LONGEST_NS); trial++) {
    const tookNs = Math.max(1, timeOf(times));
    spentNs += tookNs;
    rate = Math.max(rate, (times * work) / tookNs);
  }
  return rate;
}

/** Fits into the integer that the kernels are handed. */
const MOST_TURNS = 2 ** 30;
