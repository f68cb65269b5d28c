import { timed } from './batch.mjs';
import { toElements, toRows } from './nested.mjs';

export async function load({ requireFromPeers, versionOf }) {
  const { matrix, multiply } = requireFromPeers('mathjs');
  return {
    version: `mathjs ${versionOf('mathjs')}`,
    prepare: async ({ m, k, n }, a, b) => {
      const number = 'number'; // With a type said, it does not look at every element's.
      const left = matrix(toRows(a, m, k), 'dense', number);
      const right = matrix(toRows(b, k, n), 'dense', number);
      let last = null;
      return {
        backend: 'scalar JS, computes in f64',
        runBatch: timed(() => {
          last = multiply(left, right);
        }),
        read: async () => toElements(last.toArray(), a.constructor),
      };
    },
  };
}
