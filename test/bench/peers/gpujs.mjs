import { timed } from './batch.mjs';
import { toElements, toRows } from './nested.mjs';

export async function load({ requireFromPeers, versionOf }) {
  const { GPU } = requireFromPeers('gpu.js');
  return {
    version: `gpu.js ${versionOf('gpu.js')}`,
    prepare: async ({ m, k, n }, a, b) => {
      const gpu = new GPU({ mode: 'cpu' });
      const [left, right] = [a, b].map((elements, index) =>
        toRows(elements, [m, k][index], [k, n][index], (row) => row.slice()),
      );
      const kernel = gpu
        .createKernel(function (x, y) {
          let sum = 0;
          for (let p = 0; p < this.constants.k; p++) sum += x[this.thread.y][p] * y[p][this.thread.x];
          return sum;
        })
        .setConstants({ k })
        .setOutput([n, m]);
      let last = null;
      return {
        backend: 'scalar JS made by gpu.js, cpu mode',
        runBatch: timed(() => {
          last = kernel(left, right);
        }),
        read: async () => toElements(last, a.constructor),
        dispose: () => gpu.destroy(),
      };
    },
  };
}
