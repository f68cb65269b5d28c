// Packages what is in dist/; .vscodeignore says which files go in. `--target linux-x64` makes the package of one platform,
// with what calls native libraries (koffi) and the GPU (Dawn) there; without a target it is for all of them, and has no
// native parts.
import { createVSIX } from '@vscode/vsce';
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** Targets of VS Code that koffi has binaries for, and the names that npm has for their system and processor. */
export const TARGETS = {
  'linux-x64': { os: 'linux', cpu: 'x64' },
  'linux-arm64': { os: 'linux', cpu: 'arm64' },
  'linux-armhf': { os: 'linux', cpu: 'arm' },
  // The packages for Linux hold the binary for musl too.
  'alpine-x64': { os: 'linux', cpu: 'x64' },
  'alpine-arm64': { os: 'linux', cpu: 'arm64' },
  'darwin-x64': { os: 'darwin', cpu: 'x64' },
  'darwin-arm64': { os: 'darwin', cpu: 'arm64' },
  'win32-x64': { os: 'win32', cpu: 'x64' },
  'win32-arm64': { os: 'win32', cpu: 'arm64' },
};

/** The folder of the package `webgpu` with Dawn for a target; it has none for the others. */
const DAWN = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-universal',
  'darwin-arm64': 'darwin-universal',
  'win32-x64': 'win32-x64',
  'win32-arm64': 'win32-arm64',
};

/** What is run of koffi; the rest of its package is its source. */
const RUN_OF_KOFFI = /(^|\/)(package\.json|LICENSE\.txt|[^/]*\.cjs)$/;
const RUN_OF_BINARY = /(^|\/)(package\.json|index\.js|[^/]*\.node)$/;

/** Where the bundles in dist/ find koffi before they would look in node_modules/ of the project. */
const staged = join(dist, 'node_modules');

/** Where the package for a target is put. */
function vsixOf(target) {
  return join(dist, target === null ? 'matmul-profiler.vsix' : `matmul-profiler-${target}.vsix`);
}

/** Packages for a target, or for all platforms; resolves to the path of the package. */
export async function packageExtension(target = null) {
  const packagePath = vsixOf(target);
  await rm(staged, { recursive: true, force: true });
  try {
    if (target !== null) {
      await stageKoffi(TARGETS[target]);
      if (target in DAWN) await stageDawn(DAWN[target]);
    }
    await createVSIX({
      cwd: root,
      packagePath,
      ...(target === null ? {} : { target }),
      // All else is bundled, so that no module has to go along.
      dependencies: false,
      rewriteRelativeLinks: false,
      allowMissingRepository: true,
    });
  } finally {
    await rm(staged, { recursive: true, force: true });
  }
  return packagePath;
}

/** Puts koffi and its binary for a system and processor where the package takes it from. */
async function stageKoffi({ os, cpu }) {
  const binary = join('@koromix', `koffi-${os}-${cpu}`);
  let modules = join(root, 'node_modules');
  let draft = null;
  try {
    if (!(await exists(join(modules, binary)))) {
      // npm installs only what this machine can run; the lock says what the other is, to the byte.
      draft = await mkdtemp(join(tmpdir(), 'matmul-profiler-package-'));
      for (const name of ['package.json', 'package-lock.json']) await cp(join(root, name), join(draft, name));
      await npm(draft, 'ci', '--omit=dev', '--ignore-scripts', '--no-audit', '--no-fund', `--os=${os}`, `--cpu=${cpu}`);
      modules = join(draft, 'node_modules');
    }
    await copyFiles(join(modules, 'koffi'), join(staged, 'koffi'), RUN_OF_KOFFI);
    await copyFiles(join(modules, binary), join(staged, binary), RUN_OF_BINARY);
  } finally {
    if (draft !== null) await rm(draft, { recursive: true, force: true });
  }
}

/** The binary alone is loaded; the rest of the package is for those who import it. Every platform's is installed. */
async function stageDawn(folder) {
  const from = join(root, 'node_modules', 'webgpu');
  await copyFiles(from, join(staged, 'webgpu'), /^(package\.json|LICENSE[^/]*)$/);
  await copyFiles(join(from, 'dist', folder), join(staged, 'webgpu', 'dist', folder), /\.(node|dll)$/);
}

async function copyFiles(from, to, wanted) {
  for (const entry of await readdir(from, { recursive: true, withFileTypes: true })) {
    const path = relative(from, join(entry.parentPath, entry.name));
    if (entry.isFile() && wanted.test(path.replaceAll('\\', '/'))) await cp(join(from, path), join(to, path));
  }
}

function npm(cwd, ...args) {
  const env = { ...process.env };
  delete env.npm_config_local_prefix; // Set by `npm run`, and about this project.
  return new Promise((resolve, reject) => {
    const child = spawn('npm', args, { cwd, env, stdio: 'inherit', shell: process.platform === 'win32' });
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`npm ${args[0]} failed (exit code ${code}).`)),
    );
  });
}

function exists(path) {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** This machine's target, where the binary for it is installed; else `null`, for all platforms. */
export async function ownTarget() {
  const target = `${process.platform}-${process.arch}`;
  if (!(target in TARGETS)) return null;
  const { os, cpu } = TARGETS[target];
  return (await exists(join(root, 'node_modules', '@koromix', `koffi-${os}-${cpu}`))) ? target : null;
}

/** The package for this machine. */
export const VSIX = vsixOf(await ownTarget());

/** Packages for this machine. */
export async function packageForThisMachine() {
  return packageExtension(await ownTarget());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { target = null } = parseArgs({ options: { target: { type: 'string' } } }).values;
  if (target !== null && !(target in TARGETS)) {
    console.error(`There is no target ${target}. Choose from: ${Object.keys(TARGETS).join(', ')}.`);
    process.exit(2);
  }
  await packageExtension(target);
}
