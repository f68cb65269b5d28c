// Puts the Nodes that the kernels are tested on into a cache folder: some 120 MB each, seconds, once. npm has them as packages.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exists, installCached } from '../cachedPackages.mjs';

/** Major versions; each has a folder here, whose lock says which version it is. */
export const NODE_MAJORS = [22, 24];

/** As npm's packages are called, by process.platform; those of the processor are process.arch. */
const SYSTEMS = { linux: 'linux', win32: 'win' };

/** Resolves to the path of each version's binary: major version → path. Those that npm lacks for this platform are left out. */
export async function installNodes() {
  const paths = new Map();
  for (const major of NODE_MAJORS) {
    const folder = await installCached({
      name: `node${major}`,
      title: `Node ${major}`,
      effort: 'some seconds, once',
      from: fileURLToPath(new URL(String(major), import.meta.url)),
    });
    const name = `node-${SYSTEMS[process.platform]}-${process.arch}`;
    const binary = process.platform === 'win32' ? 'node.exe' : 'node';
    const path = join(folder, 'node_modules', name, 'bin', binary);
    if (await exists(path)) paths.set(major, path);
  }
  return paths;
}
