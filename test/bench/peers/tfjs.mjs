// tfjs with its wasm backend on one thread, as both of its peers begin.
import { dirname, sep } from 'node:path';

export async function startTfjs({ requireFromPeers, resolveFromPeers, versionOf }) {
  const tf = requireFromPeers('@tensorflow/tfjs-core');
  const wasm = requireFromPeers('@tensorflow/tfjs-backend-wasm');
  wasm.setWasmPaths(`${dirname(resolveFromPeers('@tensorflow/tfjs-backend-wasm'))}${sep}`);
  wasm.setThreadsCount(1);
  if (!(await tf.setBackend('wasm'))) throw new Error('tfjs could not start its wasm backend.');
  await tf.ready();
  return { tf, version: `tfjs-backend-wasm ${versionOf('@tensorflow/tfjs-backend-wasm')}` };
}
