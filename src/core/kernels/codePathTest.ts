import type { CodePath } from '../codePath';
import { floatsAt } from '../matrix/dense';
import type { Floats } from '../matrix/dense';
import { DTYPES, elementBytes } from '../problem';
import type { Dtype } from '../problem';
import type { KernelContext } from './strategy';
import { shapeOfPath } from './wasm/gemmShape';
import type { GemmShape } from './wasm/gemmShape';
import { exportedFunction, isShared } from './wasm/kernelModule';
import { TILE, tileProbeModule } from './wasm/tileProbe';

/** How a code path did in the self-test. */
export interface CodePathResult {
  readonly dtype: Dtype;
  readonly path: CodePath;
  /** Speed of its register tile on operands in the first-level cache; `null` where its results were wrong. */
  readonly gflops: number | null;
}

/** Bytes of memory that the test writes to, from offset 0. */
export const CODE_PATH_TEST_BYTES = 64 * 1024;

/** Odd, so that the rest that fills no turn of the unrolled loop is tested too; the operands of a tile stay in L1. */
const DEPTH = 255;
const ROUNDS = 8;
const CALLS = 100;
/** Offsets of α, C, and the panels of A and B; a tile and a panel of 6×16 in f32 fit, as do those of 6×8 in f64. */
const AT = { alpha: 0, c: 64, a: 4 * 1024, b: 20 * 1024 } as const;
/** Rounding of sums of `DEPTH` products of numbers below 1 explains less. */
const TOLERANCE: Readonly<Record<Dtype, number>> = { f32: 1e-3, f64: 1e-11 };

type TestContext = Pick<KernelContext, 'memory' | 'instantiate' | 'nowNs'>;

interface Contestant {
  readonly dtype: Dtype;
  readonly path: CodePath;
  readonly shape: GemmShape;
  readonly run: () => void;
  fastestNs: number;
}

/**
 * Runs the register tile of each code path for each element type: checks its results, then times all of them in turns and
 * keeps the fastest time of each. Some milliseconds, compilation included. Overwrites the memory's first bytes.
 */
export function testCodePaths(paths: readonly CodePath[], context: TestContext): readonly CodePathResult[] {
  const contestants = DTYPES.flatMap((dtype) => paths.map((path) => contestantOf(dtype, path, context)));
  const right = new Set(contestants.filter((each) => isRight(each, context.memory)));
  for (let round = 0; round < ROUNDS; round++) {
    for (const each of right) {
      fill(each.dtype, context.memory);
      const start = context.nowNs();
      for (let call = 0; call < CALLS; call++) each.run();
      each.fastestNs = Math.min(each.fastestNs, (context.nowNs() - start) / CALLS);
    }
  }
  return contestants.map((each) => {
    const { dtype, path, shape, fastestNs } = each;
    return { dtype, path, gflops: right.has(each) ? (2 * shape.mr * shape.nr * DEPTH) / fastestNs : null };
  });
}

function contestantOf(dtype: Dtype, path: CodePath, { memory, instantiate }: TestContext): Contestant {
  const shape = shapeOfPath(path, dtype);
  const tile = exportedFunction(instantiate(tileProbeModule(shape, isShared(memory))), TILE);
  const bytes = elementBytes(dtype);
  const [aStep, bStep, cStep] = [shape.mr * bytes, shape.nr * bytes, shape.nr * bytes];
  const run = (): void => {
    tile(DEPTH, AT.a, aStep, AT.b, bStep, AT.c, cStep, AT.alpha, 0);
  };
  return { dtype, path, shape, run, fastestNs: Infinity };
}

/** Writes α = 1 and numbers between −1 and 1 that no two shapes find at the same place of a tile. */
function fill(
  dtype: Dtype,
  memory: WebAssembly.Memory,
): { readonly a: Floats; readonly b: Floats; readonly c: Floats } {
  const bytes = elementBytes(dtype);
  const part = (from: number, to: number): Floats => floatsAt(dtype, memory.buffer, from, (to - from) / bytes);
  part(AT.alpha, AT.c)[0] = 1;
  const [a, b] = [part(AT.a, AT.b), part(AT.b, CODE_PATH_TEST_BYTES)];
  for (let at = 0; at < a.length; at++) a[at] = ((at * 37) % 101) / 50 - 1;
  for (let at = 0; at < b.length; at++) b[at] = ((at * 53) % 97) / 48 - 1;
  return { a, b, c: part(AT.c, AT.a) };
}

function isRight({ dtype, shape, run }: Contestant, memory: WebAssembly.Memory): boolean {
  const { mr, nr } = shape;
  const { a, b, c } = fill(dtype, memory);
  c.fill(NaN);
  run();
  for (let i = 0; i < mr; i++) {
    for (let j = 0; j < nr; j++) {
      let sum = 0;
      for (let p = 0; p < DEPTH; p++) sum += a[p * mr + i] * b[p * nr + j];
      // Also false for NaN.
      if (!(Math.abs(c[i * nr + j] - sum) <= TOLERANCE[dtype])) return false;
    }
  }
  return true;
}
