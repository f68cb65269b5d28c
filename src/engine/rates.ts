import type { StrategyChoice } from '../core/spec/runSpec';
import { STRATEGY_IDS } from '../core/kernels/strategy';
import { problemFlops } from '../core/problem';
import type { Problem } from '../core/problem';

/** No strategy is expected to be slower than this, in flops a nanosecond. */
const SLOWEST_RATE = 0.1;
/** Flops of the small product that stands in for a large one: a few milliseconds even where it is slow. */
const SMALLER_FLOPS = 4e6;
/** Sizes that are not scaled down any further: below, loops are all overhead. */
const SMALLEST_SIDE = 32;

/** What is known of the strategies' speeds, in GFLOP/s, which is flops a nanosecond; learnt while a run goes on. */
export class Rates {
  private readonly known = new Map<string, number>();

  of(choice: StrategyChoice, problem: Problem): number | null {
    return this.known.get(key(choice, problem)) ?? null;
  }

  learn(choice: StrategyChoice, problem: Problem, gflops: number): void {
    if (gflops > 0 && Number.isFinite(gflops)) this.known.set(key(choice, problem), gflops);
  }

  /** Whether one run of this problem could take longer than that by any strategy. */
  mayTake(durationNs: number, problem: Problem): boolean {
    return problemFlops(problem) / SLOWEST_RATE > durationNs;
  }

  /** In the order in which first results can be had: by what is known, else those listed last first. */
  fastestFirst<T extends { readonly choice: StrategyChoice }>(rows: readonly T[], problem: Problem): T[] {
    const rank = ({ choice }: T): number => -(this.of(choice, problem) ?? STRATEGY_IDS.indexOf(choice.id));
    return [...rows].sort((x, y) => rank(x) - rank(y));
  }

  /** A problem of the same kind and proportions with few flops, or the problem itself when it is as small. */
  smaller(problem: Problem): Problem {
    const scale = Math.cbrt(SMALLER_FLOPS / Math.max(1, problemFlops({ ...problem, density: 1 })));
    if (scale >= 1) return problem;
    const scaled = (size: number): number => Math.min(size, Math.max(SMALLEST_SIDE, Math.round(size * scale)));
    return { ...problem, m: scaled(problem.m), k: scaled(problem.k), n: scaled(problem.n) };
  }
}

function key({ id, values }: StrategyChoice, { dtype, structure, density }: Problem): string {
  return JSON.stringify([id, values, dtype, structure, density]);
}
