import { timed } from './batch.mjs';

export async function load({ requireFromPeers, versionOf }) {
  const gemm = {
    f32: requireFromPeers('@stdlib/blas-base-sgemm'),
    f64: requireFromPeers('@stdlib/blas-base-dgemm'),
  };
  return {
    version: `@stdlib/blas-base-sgemm ${versionOf('@stdlib/blas-base-sgemm')}`,
    prepare: async ({ m, k, n, dtype }, a, b) => {
      const c = new a.constructor(m * n);
      const call = gemm[dtype];
      return {
        backend: 'scalar JS, typed arrays',
        runBatch: timed(() => {
          call('row-major', 'no-transpose', 'no-transpose', m, n, k, 1, a, k, b, n, 0, c, n);
        }),
        read: async () => c,
      };
    },
  };
}
