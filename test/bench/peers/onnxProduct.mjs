// What onnxruntime-node and onnxruntime-web have in common: a session of one MatMul. Both operands are inputs, so that
// neither is packed ahead of time.
import { timedAsync } from './batch.mjs';
import { matMulModel } from './onnxModel.mjs';

export async function onnxProduct({ InferenceSession, Tensor }, options, backend, { m, k, n }, a, b) {
  const session = await InferenceSession.create(matMulModel(m, k, n), options);
  const feeds = { A: new Tensor('float32', a, [m, k]), B: new Tensor('float32', b, [k, n]) };
  let last = null;
  return {
    backend,
    runBatch: timedAsync(async () => {
      last = await session.run(feeds);
    }),
    read: async () => last.C.data,
    dispose: () => session.release(),
  };
}
