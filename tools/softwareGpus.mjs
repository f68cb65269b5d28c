// GPUs in software, on which the tests of GPU strategies run: Mesa's llvmpipe, and the SwiftShader that comes with Chromium.
import { execFileSync } from 'node:child_process';
import { canInstallDebianPackages, findCommand, installDebianPackages } from './vscodeServer/debian.mjs';

const PACKAGES = ['libegl1', 'libegl-mesa0', 'libgl1-mesa-dri', 'libvulkan1'];

/** How Vulkan's loader is told of SwiftShader, where Debian's Chromium has it. */
export const SWIFTSHADER = '/usr/lib/chromium/vk_swiftshader_icd.json';

/** Installs llvmpipe where it is missing and that can be done; rejects with what to do where it cannot. */
export async function ensureSoftwareGpus() {
  if (hasSoftwareGpu()) return;
  if (canInstallDebianPackages()) await installDebianPackages(PACKAGES);
  if (!hasSoftwareGpu()) {
    throw new Error(`There is no GPU in software. On Debian and Ubuntu: sudo apt-get install ${PACKAGES.join(' ')}`);
  }
}

/** Whether all of it is installed; where nobody can tell, the tests will. */
function hasSoftwareGpu() {
  if (findCommand('dpkg-query') === null) return true;
  try {
    const states = execFileSync('dpkg-query', ['--show', '--showformat=${db:Status-Status}\n', ...PACKAGES], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return states
      .trim()
      .split('\n')
      .every((state) => state === 'installed');
  } catch {
    return false;
  }
}
