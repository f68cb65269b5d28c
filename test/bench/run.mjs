// `npm run bench`: bundles the bench and the engine's kernel threads into a folder of their own, and runs it.
import { build } from 'esbuild';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import prettier from 'prettier';
import { installPeers } from './install.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));
const scripts = await mkdtemp(join(tmpdir(), 'matmul-bench-'));
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    interrupted = true;
    await rm(scripts, { recursive: true, force: true });
    process.exit(130);
  });
}
try {
  await build({
    entryPoints: {
      main: join(here, 'main.ts'),
      engineProcess: join(here, 'engineProcess.ts'),
      peerProcess: join(here, 'peerProcess.ts'),
      kernelThread: join(project, 'src', 'engine', 'kernelThread.ts'),
    },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    outdir: scripts,
    logLevel: 'warning',
  });
  const { main } = createRequire(import.meta.url)(join(scripts, 'main.js'));
  const format = async (text) => prettier.format(text, { ...(await prettierOptions()), parser: 'markdown' });
  await main(process.argv.slice(2), { project, scripts, install: installPeers, format });
} catch (error) {
  // Ctrl-C ends the processes that compute as well, and whoever waits for them hears of it.
  if (!interrupted) throw error;
} finally {
  await rm(scripts, { recursive: true, force: true });
}

async function prettierOptions() {
  return JSON.parse(await readFile(join(project, '.prettierrc.json'), 'utf8'));
}
