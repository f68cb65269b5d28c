// The numpy that trainings are compared with.
import { execFileSync } from 'node:child_process';
import { canInstallDebianPackages, findCommand, installDebianPackages } from './vscodeServer/debian.mjs';

const PACKAGE = 'python3-numpy';

/** A Python that has numpy, installed where that can be done; rejects with what to do where it cannot. */
export async function pythonWithNumpy() {
  const found = candidates().find(canImportNumpy);
  if (found !== undefined) return found;
  if (canInstallDebianPackages()) await installDebianPackages([PACKAGE]);
  const installed = candidates().find(canImportNumpy);
  if (installed === undefined) {
    throw new Error(`numpy is not installed. On Debian and Ubuntu: sudo apt-get install ${PACKAGE}`);
  }
  return installed;
}

function candidates() {
  return ['/usr/bin/python3', findCommand('python3')].filter((path) => path !== null);
}

function canImportNumpy(python) {
  try {
    execFileSync(python, ['-c', 'import numpy'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
