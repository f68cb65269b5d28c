/**
 * What makes the threads of native libraries sleep soon after a call. By default they spin for up to 0.2 s in case another
 * call follows, and take a core from whatever row runs next. Read when a library is loaded, and left as the user set it.
 */
const QUIET: Readonly<Record<string, string>> = {
  // OpenBLAS with its own threads: the power of two of processor cycles that they spin; 2^26 by default.
  OPENBLAS_THREAD_TIMEOUT: '17',
  // OpenMP: GNU's, LLVM's and Intel's.
  OMP_WAIT_POLICY: 'passive',
  GOMP_SPINCOUNT: '20000',
  KMP_BLOCKTIME: '0',
};

/** Variables that such libraries read. */
const READ_BY_LIBRARIES = /^(OPENBLAS|MKL|BLIS|OMP|GOMP|KMP|VECLIB)_/;

type Environment = Record<string, string | undefined>;

/** Sets what is not set yet; returns what the user had set, 'OPENBLAS_CORETYPE=Haswell'. */
export function quietPools(environment: Environment): readonly string[] {
  const own = Object.entries(environment)
    .filter(([name]) => READ_BY_LIBRARIES.test(name))
    .map(([name, value]) => `${name}=${value ?? ''}`)
    .sort();
  for (const [name, value] of Object.entries(QUIET)) environment[name] ??= value;
  return own;
}
