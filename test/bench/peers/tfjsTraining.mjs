import { timed } from './batch.mjs';
import { startTfjs } from './tfjs.mjs';

const ROWS = 20_000;
const CLASSES = 10;

export async function load(peers) {
  const { tf, version } = await startTfjs(peers);
  return {
    version,
    isTraining: true,
    prepare: async ({ m: batch, k, n }) => {
      const x = tf.randomNormal([ROWS, k], 0, 1, 'float32', 1);
      const labels = Int32Array.from({ length: ROWS }, (_, row) => (row * 7) % CLASSES);
      const oneHot = Float32Array.from({ length: ROWS * CLASSES }, (_, at) =>
        labels[Math.floor(at / CLASSES)] === at % CLASSES ? 1 : 0,
      );
      const y = tf.tensor2d(oneHot, [ROWS, CLASSES]);
      const w1 = tf.variable(tf.randomNormal([k, n], 0, Math.sqrt(2 / k), 'float32', 2));
      const b1 = tf.variable(tf.zeros([n]));
      const w2 = tf.variable(tf.randomNormal([n, CLASSES], 0, Math.sqrt(2 / n), 'float32', 3));
      const b2 = tf.variable(tf.zeros([CLASSES]));
      const order = Int32Array.from({ length: ROWS }, (_, at) => (at * 7919) % ROWS);
      let at = 0;
      const change = (variable, gradient) => variable.assign(tf.sub(variable, tf.mul(gradient, 0.1)));
      const step = () =>
        tf.tidy(() => {
          const rows = tf.tensor1d(order.subarray(at, at + batch), 'int32');
          at = at + 2 * batch <= ROWS ? at + batch : 0;
          const x0 = tf.gather(x, rows);
          const a1 = tf.relu(tf.add(tf.matMul(x0, w1), b1));
          const a2 = tf.softmax(tf.add(tf.matMul(a1, w2), b2));
          const d2 = tf.div(tf.sub(a2, tf.gather(y, rows)), batch);
          const mask = tf.cast(tf.greater(a1, 0), 'float32');
          const d1 = tf.mul(tf.matMul(d2, w2, false, true), mask);
          change(w2, tf.matMul(a1, d2, true, false));
          change(b2, tf.sum(d2, 0));
          change(w1, tf.matMul(x0, d1, true, false));
          change(b1, tf.sum(d1, 0));
        });
      return {
        backend: 'wasm simd128 (XNNPACK), 1 thread',
        runBatch: timed(step),
        read: async () => new Float32Array(),
        dispose: () => [x, y, w1, b1, w2, b2].forEach((tensor) => tensor.dispose()),
      };
    },
  };
}
