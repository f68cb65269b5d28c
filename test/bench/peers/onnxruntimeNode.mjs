import { onnxProduct } from './onnxProduct.mjs';

const OPTIONS = { executionProviders: ['cpu'], intraOpNumThreads: 1, interOpNumThreads: 1 };

export async function load({ requireFromPeers, versionOf }) {
  const runtime = requireFromPeers('onnxruntime-node');
  return {
    version: `onnxruntime-node ${versionOf('onnxruntime-node')}`,
    prepare: (problem, a, b) => onnxProduct(runtime, OPTIONS, 'native, 1 thread', problem, a, b),
  };
}
