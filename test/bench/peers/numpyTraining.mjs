// numpy trains in a Python of its own; this process hands it requests as lines.
import { join } from 'node:path';
import { startPython } from './pythonProcess.mjs';

export async function load({ adapters, python }) {
  const ask = startPython(python, join(adapters, 'numpyTraining.py'));
  const { version } = await ask({ command: 'version' });
  return {
    version,
    isTraining: true,
    prepare: async ({ m, k, n }) => {
      await ask({ command: 'prepare', batch: m, inputs: k, hidden: n });
      return {
        backend: 'native, 1 thread',
        runBatch: async (times) => (await ask({ command: 'runBatch', times })).elapsedNs,
        read: async () => new Float32Array(),
      };
    },
  };
}
