import type { Floats } from '../matrix/dense';
import type { BatchTiming, KernelContext, Prepared } from './strategy';

/** What a strategy of the processor has to say of itself once its operands are converted and its kernel is chosen. */
export interface ProcessorKernel {
  readonly backend: string;
  readonly prepareNs: number;
  /** As in `Prepared`. */
  readonly errorGrowth?: number | null;
  /** As in `Prepared`. */
  readonly sparse?: Prepared['sparse'];
  /** Threads of the team that it runs on, which are kept awake during a batch; 1 where it is left out. */
  readonly threads?: number;
  /** As in `Prepared`. */
  readonly convert?: () => void;
  /** Called ahead of each batch, outside of the timed part. */
  readonly beforeBatch?: () => void;
  /** Computes C ← α·op(A)·op(B) + β·C once. */
  readonly run: () => void;
  /** As in `Prepared`. */
  readonly runFused?: () => void;
}

/**
 * Makes a `Prepared` of a kernel that runs where it is called. `build` is called once, and not at all where there is
 * nothing to multiply (a size or α is 0): then C ← β·C is the whole product, as in BLAS, and A and B are not read.
 *
 * With β ≠ 0 every run changes what the next one starts from. C is set back before each batch, outside of the timed part,
 * so that its values stay bounded.
 */
export function processorRun(context: KernelContext, build: () => ProcessorKernel): Prepared {
  const { m, k, n, alpha, beta } = context.problem;
  const {
    backend,
    prepareNs,
    errorGrowth,
    sparse,
    beforeBatch,
    run,
    runFused,
    convert,
    threads = 1,
  } = m * k * n * alpha === 0 ? scaling(context.c.elements, beta) : build();

  const timeBatch = (times: number): BatchTiming => {
    if (beta !== 0) context.resetC();
    beforeBatch?.();
    return context.team.whileAwake(threads, () => {
      let done = 0;
      const start = context.nowNs();
      do {
        run();
        done++;
      } while (done < times && !context.cancelled());
      return { times: done, computeNs: context.nowNs() - start, transferNs: 0 };
    });
  };

  return {
    backend,
    prepareNs,
    errorGrowth: errorGrowth ?? null,
    sparse: sparse ?? null,
    threads,
    ...(convert === undefined ? {} : { convert }),
    ...(runFused === undefined ? {} : { runFused }),
    runNow:
      beforeBatch === undefined
        ? run
        : () => {
            beforeBatch();
            run();
          },
    runBatch: (times) =>
      new Promise((resolve) => {
        resolve(timeBatch(times));
      }),
    read: () =>
      new Promise((resolve) => {
        // Also where β = 0: an element that the kernel forgets must not hold the right value of an earlier run.
        context.resetC();
        beforeBatch?.();
        run();
        resolve({ rows: m, columns: n, elements: context.c.elements });
      }),
    dispose: () => undefined,
  };
}

function scaling(c: Floats, beta: number): ProcessorKernel {
  return {
    backend: 'scalar JS, β·C only',
    prepareNs: 0,
    run: () => {
      if (beta === 0) c.fill(0);
      else if (beta !== 1) for (let at = 0; at < c.length; at++) c[at] *= beta;
    },
  };
}

/** Limits of `warmTimeNs`. */
const PREPARE_RUNS = 5;
const PREPARE_BUDGET_NS = 50e6;

/**
 * The time of a conversion once its code is compiled, as that of the product is taken: the least of some runs. A conversion
 * that takes long by itself runs once.
 */
export function warmTimeNs(context: KernelContext, convert: () => void): number {
  let least = Infinity;
  let spent = 0;
  for (let run = 0; run < PREPARE_RUNS && spent < PREPARE_BUDGET_NS; run++) {
    const start = context.nowNs();
    convert();
    const elapsed = context.nowNs() - start;
    least = Math.min(least, elapsed);
    spent += elapsed;
  }
  return least;
}
