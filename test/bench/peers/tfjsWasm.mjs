import { timed } from './batch.mjs';
import { startTfjs } from './tfjs.mjs';

export async function load(peers) {
  const { tf, version } = await startTfjs(peers);
  return {
    version,
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
