// GPUs in software, on which the tests of GPU strategies run: Mesa's llvmpipe, and the SwiftShader that comes with Chromium.
import { existsSync } from 'node:fs';
import { canInstallDebianPackages, findCommand, installDebianPackages } from './vscodeServer/debian.mjs';

const PACKAGES = ['libegl1', 'libegl-mesa0', 'libgl1-mesa-dri', 'libvulkan1'];
const MESA = '/usr/share/glvnd/egl_vendor.d/50_mesa.json';

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

/** Elsewhere the tests of it are skipped. */
function hasSoftwareGpu() {
  if (process.platform !== 'linux' || findCommand('dpkg') === null) return true;
  return existsSync(MESA);
}
