// numpy trains in a Python of its own; this process hands it requests as lines.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export async function load({ adapters, python }) {
  const child = spawn(python, [join(adapters, 'numpyTraining.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const failed = once(child, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => undefined);
  const ask = async (request) => {
    child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await Promise.race([lines.next(), failed]);
    if (done) throw new Error('Python ended: see above.');
    return JSON.parse(value);
  };
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
