// Starts and stops a VS Code server on a free loopback port, with data of its own.
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { installServer } from './install.mjs';

const START_TIMEOUT_MS = 60_000;
const LEASH = fileURLToPath(new URL('leash.mjs', import.meta.url));

/** A quiet workbench: nothing pops up, nothing asks the network. */
const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'telemetry.telemetryLevel': 'off',
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'extensions.gallery.serviceUrl': '',
  // It looks for ports all the time, in the extension host, whose delays are measured.
  'remote.autoForwardPorts': false,
  'git.enabled': false,
  'github.gitAuthentication': false,
};

/**
 * Starts a server and resolves when it answers.
 *
 * - `settings`: user settings, on top of the quiet ones.
 * - `env`: environment of the server, and so of its extension host.
 * - `extensionsDir`: where installed extensions are; an empty folder when left out.
 * - `folder`: what `url()` opens.
 * - `locale`: the display language, such as zh-cn. VS Code's own strings stay English: no language pack is installed for them.
 * - `dev`: lets a page load an extension from its source folder and run its tests; notifications are hidden then.
 */
export async function startServer({ settings = {}, env = {}, extensionsDir, folder, locale, dev = false } = {}) {
  const { node, entry } = await installServer();
  // Short, because a path of a Unix socket has 107 bytes at most.
  const home = await mkdtemp(join(tmpdir(), 'mmp-'));
  const data = join(home, 'data');
  await mkdir(join(data, 'User'), { recursive: true });
  await writeFile(join(data, 'User', 'settings.json'), JSON.stringify({ ...QUIET_SETTINGS, ...settings }, null, 2));
  await writeFile(join(home, 'config.yaml'), '{}\n');
  if (locale !== undefined) await offerLanguage(home, data, locale);
  const authority = `127.0.0.1:${await freePort()}`;
  const logPath = join(home, 'server.log');
  const log = await open(logPath, 'w');
  const child = spawn(
    process.execPath,
    [
      LEASH,
      ...[node, entry, '--config', join(home, 'config.yaml'), '--auth', 'none', '--bind-addr', authority],
      ...['--user-data-dir', data, '--extensions-dir', extensionsDir ?? join(home, 'extensions')],
      ...['--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'],
      ...['--disable-getting-started-override', '--disable-proxy'],
      ...(locale === undefined ? [] : ['--locale', locale]),
      ...(dev ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
    ],
    { env: { ...cleanEnvironment(home), ...env }, stdio: ['pipe', log.fd, log.fd], detached: true },
  );
  child.stdin.on('error', () => undefined); // The server may be gone first.
  await log.close();
  const readLog = () => readFile(logPath, 'utf8').catch(() => '');
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.stdin.end();
      await exited;
    }
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  };
  try {
    await answers(`http://${authority}/healthz`, child);
  } catch (error) {
    const said = await readLog();
    await stop();
    throw new Error(`The VS Code server did not start. It said:\n${said}`, { cause: error });
  }
  return {
    origin: `http://${authority}`,
    pid: child.pid,
    userData: data,
    /** The address of a workbench. `payload` is what the workbench reads from its address: pairs of a key and a value. */
    url({ folder: opened = folder, payload } = {}) {
      const query = new URLSearchParams(opened === undefined ? { ew: 'true' } : { folder: opened });
      if (payload !== undefined) query.set('payload', JSON.stringify(payload));
      return `http://${authority}/?${query}`;
    },
    /** A path of this machine as the workbench writes it. */
    remoteUri: (path) => `vscode-remote://${authority}${path}`,
    log: readLog,
    /** Kills the server with everything that it started, and removes its data. */
    stop,
  };
}

/** A language pack without a translation: what VS Code needs to take a language for its own, and so for that of extensions. */
async function offerLanguage(home, data, locale) {
  const translations = join(home, 'translations.json');
  await writeFile(translations, JSON.stringify({ version: '1.0.0', contents: {} }));
  // It asks of each pack which extension it came with.
  const extensions = [{ extensionIdentifier: { id: 'matmul-profiler.no-translations' }, version: '1.0.0' }];
  const pack = { hash: locale, label: locale, extensions, translations: { vscode: translations } };
  await writeFile(join(data, 'languagepacks.json'), JSON.stringify({ [locale]: pack }));
}

/** Installs a packaged extension into an extensions folder, which is made when it does not exist. */
export async function installVsix(vsix, extensionsDir) {
  const { node, entry } = await installServer();
  const home = await mkdtemp(join(tmpdir(), 'mmp-'));
  try {
    await writeFile(join(home, 'config.yaml'), '{}\n');
    await promisify(execFile)(
      node,
      [
        ...[entry, '--config', join(home, 'config.yaml'), '--user-data-dir', join(home, 'data')],
        ...['--extensions-dir', extensionsDir, '--install-extension', vsix, '--force'],
      ],
      { env: cleanEnvironment(home) },
    );
  } finally {
    await rm(home, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** The environment without what would make the server, or the engine in it, behave as part of a test run. */
function cleanEnvironment(home) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|VITEST|NODE_|VSCODE_|ELECTRON_|XDG_)/.test(name),
  );
  return { ...Object.fromEntries(kept), HOME: home, XDG_RUNTIME_DIR: home };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function answers(url, child) {
  let failure = null;
  child.once('error', (error) => (failure = error));
  for (const deadline = Date.now() + START_TIMEOUT_MS; Date.now() < deadline; await sleep(100)) {
    if (failure !== null) throw failure;
    if (child.exitCode !== null) throw new Error(`exit code ${child.exitCode}`);
    const ready = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (ready) return;
  }
  throw new Error(`no answer within ${START_TIMEOUT_MS / 1000} s`);
}
