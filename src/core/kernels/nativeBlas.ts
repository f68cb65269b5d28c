import type { BlasLibrary } from '../blas';
import type { Dtype } from '../problem';

/** The arguments of cblas_?gemm, row-major, with operands in the kernel memory. */
export interface GemmProblem {
  readonly dtype: Dtype;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly m: number;
  readonly n: number;
  readonly k: number;
  readonly alpha: number;
  /** Byte offset into the kernel memory. */
  readonly a: number;
  /** Elements from one stored row to the next. */
  readonly lda: number;
  readonly b: number;
  readonly ldb: number;
  readonly beta: number;
  readonly c: number;
  readonly ldc: number;
}

/** A BLAS that a kernel thread can call. */
export interface LoadedBlas {
  /** Sets how many threads its calls from now on use, as far as it can; returns how many those are, `null`: as many as it likes. */
  useThreads(wished: number): number | null;
  /** The call, bound to its arguments: it computes C ← α·op(A)·op(B) + β·C each time that it is called. */
  gemm(problem: GemmProblem): () => void;
}

/** What a kernel thread has of native BLAS. */
export interface NativeBlas {
  /**
   * Loads the library into this process, once.
   * @throws {Error} when it cannot be loaded any more.
   */
  load(library: BlasLibrary): LoadedBlas;
}
