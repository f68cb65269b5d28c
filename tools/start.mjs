// `npm start`: builds, profiles the first example on the terminal, then opens VS Code with the extension on examples/.
// `npm start -- --no-editor` leaves the editor out.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { packageForThisMachine, VSIX } from './package.mjs';
import { installServer } from './vscodeServer/install.mjs';
import { installVsix, startServer } from './vscodeServer/server.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const examples = join(root, 'examples');

/** A step that did not work: the message says what to do. */
class StepError extends Error {
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

// Ctrl-C reaches the running step as well; this process outlives it to clean up.
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => interrupted.abort());

try {
  await start(options());
} catch (error) {
  const planned = error instanceof StepError;
  if (!interrupted.signal.aborted) console.error(planned ? `\n${error.message}` : error);
  process.exitCode = interrupted.signal.aborted ? 130 : planned ? error.exitCode : 1;
}

function options() {
  try {
    return parseArgs({ options: { 'no-editor': { type: 'boolean', default: false } } }).values;
  } catch (error) {
    throw new StepError(`${error.message}\nUsage: npm start [-- --no-editor]`, 2);
  }
}

async function start({ 'no-editor': noEditor }) {
  const built = await run(process.execPath, ['esbuild.mjs']);
  if (built !== 0) throw new StepError('The build failed: see above. If modules are missing, run `npm ci` first.');
  const profiled = await run(process.execPath, ['dist/cli.js', 'run', 'examples/first.matmul.json']);
  if (profiled !== 0) throw new StepError('The first profile did not succeed: see above.', profiled);
  if (noEditor) return;
  console.log('');
  if (await openDesktop()) {
    console.log('VS Code opens on examples/. Open first.matmul.json and click ▶ Run all, or use the sidebar.');
    return;
  }
  await serve();
}

/** Opens a desktop VS Code where there is one. The `code` of a remote terminal is another one: it takes no extension. */
async function openDesktop() {
  if (process.env.VSCODE_IPC_HOOK_CLI !== undefined) return false;
  const code = await run(...codeCommand([`--extensionDevelopmentPath=${root}`, examples])).catch((error) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (code !== null && code !== 0) console.log('Desktop VS Code could not be opened; a VS Code server is started.');
  return code === 0;
}

/** On Windows, `code` is a batch file, which only a shell starts. */
function codeCommand(args) {
  return process.platform === 'win32' ? ['cmd.exe', ['/d', '/c', 'code', ...args]] : ['code', args];
}

/** Serves VS Code with the packaged extension on a loopback address until Ctrl-C. */
async function serve() {
  const home = await mkdtemp(join(tmpdir(), 'mmp-start-'));
  let server;
  try {
    await setUp('The VS Code server could not be installed', installServer);
    await setUp('The extension could not be packaged', packageForThisMachine);
    const extensionsDir = join(home, 'extensions');
    await setUp('The extension could not be installed', () => installVsix(VSIX, extensionsDir));
    server = await setUp('The VS Code server could not be started', () =>
      startServer({ extensionsDir, folder: examples }),
    );
    console.log(`\nVS Code with the extension is at\n\n    ${server.url()}\n\nCtrl-C stops it.`);
    await stopped(server);
  } finally {
    await server?.stop();
    await rm(home, { recursive: true, force: true });
  }
}

/** Waits for Ctrl-C, or for the server's end, which is not wanted. */
async function stopped({ pid }) {
  while (!interrupted.signal.aborted) {
    if (!isRunning(pid)) throw new StepError('The VS Code server has stopped. Run `npm start` again.');
    // Rejects when it is interrupted, and leaves no listener behind.
    await setTimeout(1000, undefined, { signal: interrupted.signal }).catch(() => {});
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Does a step of the set-up; when it fails, says which and that everything else works without it. */
async function setUp(failure, step) {
  if (interrupted.signal.aborted) throw new StepError('Stopped.', 130);
  try {
    return await step();
  } catch (error) {
    throw new StepError(
      `${failure}: ${error.message}\n` +
        'Install desktop VS Code with its `code` command and run `npm start` again, or use the command line alone: ' +
        '`node dist/cli.js --help`.',
    );
  }
}

/** Runs a command with its output shown; resolves to its exit code. */
async function run(command, args) {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (interrupted.signal.aborted) throw new StepError('Stopped.', 130);
  return code ?? 1;
}
