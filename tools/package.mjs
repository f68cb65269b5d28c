// Packages what is in dist/ as dist/matmul-profiler.vsix; .vscodeignore says which files go in.
import { createVSIX } from '@vscode/vsce';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The packaged extension. */
export const VSIX = fileURLToPath(new URL('../dist/matmul-profiler.vsix', import.meta.url));

/** Everything is bundled, so that no module has to go along. */
export async function packageExtension() {
  await createVSIX({
    cwd: root,
    packagePath: VSIX,
    dependencies: false,
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await packageExtension();
