import { dirname, sep } from 'node:path';
import { timed } from './batch.mjs';

export async function load({ requireFromPeers, resolveFromPeers, versionOf }) {
  const tf = requireFromPeers('@tensorflow/tfjs-core');
  const wasm = requireFromPeers('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(`${dirname(resolveFromPeers('@tensorflow/tfjs-backend-wasm'))}${sep}`);
  wasm.setThreadsCount(1);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs could not start its wasm backend.');
  await tf.ready();
  return {
    version: `tfjs-backend-wasm ${versionOf('@tensorflow/tfjs-backend-wasm')}`,
    prepare: async ({ m, k, n }, a, b) => {
      const [left, right] = [tf.tensor2d(a, [m, k], 'float32'), tf.tensor2d(b, [k, n], 'float32')];
      let last = null;
      return {
        backend: 'wasm simd128 (XNNPACK), 1 thread',
        runBatch: timed(() => {
          last?.dispose();
          last = tf.matMul(left, right);
        }),
        read: async () => last.dataSync(),
        dispose: () => [left, right, last].forEach((tensor) => tensor?.dispose()),
      };
    },
  };
}
