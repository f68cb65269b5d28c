import { onnxProduct } from './onnxProduct.mjs';

export async function load({ requireFromPeers, versionOf }) {
  const runtime = requireFromPeers('onnxruntime-web');
  runtime.env.wasm.numThreads = 1;
  const options = { executionProviders: ['wasm'] };
  return {
    version: `onnxruntime-web ${versionOf('onnxruntime-web')}`,
    prepare: (problem, a, b) => onnxProduct(runtime, options, 'wasm simd128, 1 thread', problem, a, b),
  };
}
