import { timed } from './batch.mjs';
import { toElements, toRows } from './nested.mjs';

export async function load({ requireFromPeers, versionOf }) {
  const { Matrix } = requireFromPeers('ml-matrix');
  return {
    version: `ml-matrix ${versionOf('ml-matrix')}`,
    prepare: async ({ m, k, n }, a, b) => {
      const [left, right] = [new Matrix(toRows(a, m, k)), new Matrix(toRows(b, k, n))];
      let last = null;
      return {
        backend: 'scalar JS, computes in f64',
        runBatch: timed(() => {
          last = left.mmul(right);
        }),
        read: async () => toElements(last.to2DArray(), a.constructor),
      };
    },
  };
}
