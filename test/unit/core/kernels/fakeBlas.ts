import type { BlasLibrary, BlasState, BlasStates } from '../../../../src/core/blas';
import type { GemmProblem, NativeBlas } from '../../../../src/core/kernels/nativeBlas';
import { floatsAt } from '../../../../src/core/matrix/dense';

export const OPENBLAS: BlasLibrary = {
  status: 'found',
  file: 'libexample.so.0',
  name: 'OpenBLAS',
  version: '0.3.99',
  core: 'Example',
  integerBits: 32,
  threads: 4,
  environment: [],
};

export const NO_BLAS: BlasState = { status: 'missing', reason: 'There is none. Install one.' };

/** A machine on which every choice but one has an answer of its own. */
export function blasStates(auto: BlasState, others: BlasState = NO_BLAS): BlasStates {
  return { auto, openblas: auto, mkl: others, blis: others, accelerate: others, system: others };
}

export interface FakeBlas extends NativeBlas {
  /** The threads that were set, in the order of the calls. */
  readonly threadsSet: number[];
}

/** A BLAS in three loops, which takes what cblas_?gemm takes, literally: row-major, with leading dimensions. */
export function fakeBlas(memory: WebAssembly.Memory): FakeBlas {
  const threadsSet: number[] = [];
  return {
    threadsSet,
    load: () => ({
      useThreads: (wished) => {
        threadsSet.push(wished);
        return wished;
      },
      gemm: (problem) => () => {
        multiply(memory, problem);
      },
    }),
  };
}

function multiply(memory: WebAssembly.Memory, problem: GemmProblem): void {
  const { dtype, transposeA, transposeB, m, n, k, alpha, lda, ldb, beta, ldc } = problem;
  const rest = (offset: number): ReturnType<typeof floatsAt> =>
    floatsAt(dtype, memory.buffer, offset, Math.floor((memory.buffer.byteLength - offset) / (dtype === 'f32' ? 4 : 8)));
  const [a, b, c] = [rest(problem.a), rest(problem.b), rest(problem.c)];
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) {
        sum += a[transposeA ? p * lda + i : i * lda + p] * b[transposeB ? j * ldb + p : p * ldb + j];
      }
      c[i * ldc + j] = alpha * sum + (beta === 0 ? 0 : beta * c[i * ldc + j]);
    }
  }
}
