// compare.py of google/benchmark, which is to read what the exports write. It comes with Debian; elsewhere its test is skipped.
import { existsSync } from 'node:fs';
import { canInstallDebianPackages, installDebianPackages } from './vscodeServer/debian.mjs';

const PACKAGES = ['libbenchmark-tools', 'python3-scipy'];

/** Where Debian puts it. */
export const COMPARE_SCRIPT = '/usr/share/benchmark/compare.py';
/** Debian's own Python, for which its scipy is built. */
export const COMPARE_PYTHON = '/usr/bin/python3';

/** Installs compare.py where it is missing and that can be done. */
export async function ensureBenchmarkTools() {
  if (hasBenchmarkTools()) return;
  if (canInstallDebianPackages()) await installDebianPackages(PACKAGES);
  else console.log(`There is no ${COMPARE_SCRIPT}: the test that needs it is skipped.`);
}

export function hasBenchmarkTools() {
  return existsSync(COMPARE_SCRIPT) && existsSync(COMPARE_PYTHON);
}
