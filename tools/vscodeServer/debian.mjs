// Installs packages of the distribution where that needs nobody's consent: as root on Debian, Ubuntu and the like.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The absolute path of a command on the PATH, or `null`. */
export function findCommand(name) {
  for (const folder of (process.env.PATH ?? '').split(delimiter).filter(Boolean)) {
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}

/** Whether `installDebianPackages` may be called here. */
export function canInstallDebianPackages() {
  return process.platform === 'linux' && process.getuid?.() === 0 && findCommand('apt-get') !== null;
}

/** Installs packages with apt-get; rejects with what apt-get said when it fails. */
export async function installDebianPackages(names) {
  console.log(`Installing ${names.join(', ')} with apt-get.`);
  await aptGet('update');
  await aptGet('install', '--yes', '--no-install-recommends', ...names);
}

function aptGet(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '--quiet=2', ...args], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    const listen = (chunk) => (said = (said + chunk).slice(-4000));
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`apt-get ${args.join(' ')} failed (exit code ${code}):\n${said}`));
    });
  });
}
