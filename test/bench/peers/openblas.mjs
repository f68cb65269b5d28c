// OpenBLAS by FFI, on operands in the memory of this process. OPENBLAS_NUM_THREADS says how many threads it may use.
import { timed } from './batch.mjs';

const NAMES = ['libopenblas.so.0', 'libopenblas.so', 'libopenblas.dylib', 'libopenblas.dll'];
const ROW_MAJOR = 101;
const NO_TRANSPOSE = 111;
const TRANSPOSE = 112;

export async function load({ requireFromPeers }) {
  const koffi = requireFromPeers('koffi');
  const library = firstOf(NAMES, (name) => koffi.load(name));
  const config = library.func('const char *openblas_get_config()')();
  const core = library.func('const char *openblas_get_corename()')();
  const threads = library.func('int openblas_get_num_threads()')();
  const gemm = {
    f32: library.func('cblas_sgemm', 'void', parameters('float')),
    f64: library.func('cblas_dgemm', 'void', parameters('double')),
  };
  return {
    version: `${/OpenBLAS \S+/.exec(config)?.[0] ?? 'OpenBLAS'} (${core})`,
    prepare: async ({ m, k, n, dtype, transposeA, transposeB }, a, b) => {
      const c = dtype === 'f32' ? new Float32Array(m * n) : new Float64Array(m * n);
      const call = gemm[dtype];
      const [opA, opB] = [transposeA, transposeB].map((isTransposed) => (isTransposed ? TRANSPOSE : NO_TRANSPOSE));
      const [aLeading, bLeading] = [transposeA ? m : k, transposeB ? k : n];
      return {
        backend: `native, ${core} kernels, ${threads} thread${threads === 1 ? '' : 's'}`,
        runBatch: timed(() => {
          call(ROW_MAJOR, opA, opB, m, n, k, 1, a, aLeading, b, bLeading, 0, c, n);
        }),
        read: async () => c,
      };
    },
  };
}

function parameters(type) {
  const [scalar, pointer] = [type, `${type} *`];
  return ['int', 'int', 'int', 'int', 'int', 'int', scalar, pointer, 'int', pointer, 'int', scalar, pointer, 'int'];
}

function firstOf(names, open) {
  const reasons = [];
  for (const name of names) {
    try {
      return open(name);
    } catch (error) {
      reasons.push(error.message);
    }
  }
  throw new Error(`OpenBLAS was not found (${reasons[0]}). On Debian: apt-get install libopenblas0-pthread`);
}
