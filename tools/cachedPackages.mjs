// Keeps npm packages that are no dependencies of the project in a cache folder: what tests and benches need is large, and
// is wanted by whoever runs them only. Each set has a lock of its own, beside the script that asks for it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'matmul-profiler');

/** No package's own scripts run: what they would download or build is not used. */
export const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** No installation takes that long: a lock of this age was left behind. */
const LOCK_LIFETIME_MS = 20 * 60_000;

/** Something could not be installed; the message says what to do. */
export class InstallError extends Error {
  name = 'InstallError';
}

/**
 * Installs package.json and package-lock.json of a folder unless that is done already; safe to be called by several
 * processes at once. Resolves to the folder with node_modules, which is complete when it exists.
 *
 * @param {object} set
 * @param {string} set.name of the folder in the cache
 * @param {string} set.title what it is, as in 'Installing …'
 * @param {string} set.effort what it takes: 'about a minute, once'
 * @param {string} set.from the folder of the lock
 * @param {string[]} [set.recipes] files besides the lock that decide what is installed
 * @param {(draft: string) => Promise<void>} [set.finish] what is to be done before the folder is taken into use
 */
export async function installCached({ name, title, effort, from, recipes = [], finish = async () => {} }) {
  const version = createHash('sha256');
  for (const path of [join(from, 'package-lock.json'), ...recipes]) version.update(await readFile(path));
  const folder = join(cache, name, version.digest('hex').slice(0, 16));
  if (await exists(folder)) return folder;
  await mkdir(join(cache, name), { recursive: true });
  await withLock(`${folder}.lock`, title, async () => {
    if (await exists(folder)) return;
    console.log(`Installing ${title} into ${folder} (${effort}).`);
    const started = Date.now();
    // Beside the folder, and moved there in one step.
    const draft = await mkdtemp(`${folder}.draft-`);
    try {
      for (const file of ['package.json', 'package-lock.json']) await cp(join(from, file), join(draft, file));
      await npm(draft, {}, 'ci', ...QUIET);
      await finish(draft);
      await rename(draft, folder);
    } catch (error) {
      await rm(draft, { recursive: true, force: true });
      throw error instanceof InstallError ? error : unreachable(title, error);
    }
    console.log(`Installed ${title} in ${Math.round((Date.now() - started) / 1000)} s.`);
  });
  return folder;
}

function unreachable(title, cause) {
  return new InstallError(
    `npm could not install ${title}. Check that the npm registry can be reached and that the disk has 1 GB free, then ` +
      `try again.\n${cause.message}`,
    { cause },
  );
}

/** Runs npm in a folder, with variables besides those of this process; rejects with what it said. */
export function npm(cwd, env, ...args) {
  return run(cwd, env, 'npm', ...args);
}

/** Runs a command in a folder, with variables besides those of this process; rejects with what it said. */
export function run(cwd, env, command, ...args) {
  const inherited = { ...process.env };
  delete inherited.npm_config_local_prefix; // Set by `npm test`, and about this project.
  // On Windows npm is a script, which only a shell can start; all its arguments are plain words.
  const shell = process.platform === 'win32' && basename(command) === 'npm';
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...inherited, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell,
    });
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
async function withLock(path, title, work) {
  for (let waiting = false; !(await takeLock(path));) {
    if (!waiting) console.log(`Another process is installing ${title}; waiting for it.`);
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

/** Whether there is a file or folder of this path. */
export function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}
