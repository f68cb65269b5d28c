// scipy runs in a Python of its own; this process hands it the operands as files and its requests as lines.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPython } from './pythonProcess.mjs';

export async function load({ adapters, python }) {
  const ask = startPython(python, join(adapters, 'scipyServer.py'));
  const { scipy, python: version } = await ask({ command: 'version' });
  return {
    version: `${scipy} (Python ${version})`,
    prepare: async ({ m, k, n, dtype }, a, b) => {
      const folder = await mkdtemp(join(tmpdir(), 'matmul-bench-'));
      const files = { a: join(folder, 'a'), b: join(folder, 'b'), c: join(folder, 'c') };
      try {
        await writeFile(files.a, a);
        await writeFile(files.b, b);
        await ask({ command: 'prepare', m, k, n, dtype, a: files.a, b: files.b });
      } catch (error) {
        await rm(folder, { recursive: true });
        throw error;
      }
      return {
        backend: 'native CSR, 1 thread',
        runBatch: async (times) => (await ask({ command: 'runBatch', times })).elapsedNs,
        read: async () => {
          await ask({ command: 'read', c: files.c });
          const { buffer } = Uint8Array.from(await readFile(files.c));
          return new a.constructor(buffer);
        },
        dispose: () => rm(folder, { recursive: true }),
      };
    },
  };
}
