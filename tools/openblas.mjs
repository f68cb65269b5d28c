// The native BLAS that the tests of `blas` call.
import { execFileSync } from 'node:child_process';
import { canInstallDebianPackages, findCommand, installDebianPackages } from './vscodeServer/debian.mjs';

const PACKAGE = 'libopenblas0-pthread';

/** Installs OpenBLAS where it is missing and that can be done; rejects with what to do where it cannot. */
export async function ensureOpenBlas() {
  if (hasOpenBlas()) return;
  if (canInstallDebianPackages()) await installDebianPackages([PACKAGE]);
  if (!hasOpenBlas()) {
    throw new Error(`OpenBLAS is not installed. On Debian and Ubuntu: sudo apt-get install ${PACKAGE}`);
  }
}

/** Where the loader of this system cannot be asked, whoever loads the library will say. */
export function hasOpenBlas() {
  if (process.platform !== 'linux') return true;
  const ldconfig = findCommand('ldconfig') ?? '/sbin/ldconfig';
  try {
    return execFileSync(ldconfig, ['-p'], { encoding: 'utf8' }).includes('libopenblas.so');
  } catch {
    return true;
  }
}
