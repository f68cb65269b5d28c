import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import {
  cachesFromGetconf,
  cachesFromSysfs,
  CIM_COMMAND,
  coresFromCpuinfo,
  descriptionFromCim,
  descriptionFromSysctl,
} from './cacheDescriptions';
import type { CacheDescription } from './cacheDescriptions';

const SYSFS = '/sys/devices/system/cpu/cpu0/cache';
/** PowerShell takes a second to start where it is not warm. */
const TIMEOUT_MS = 10_000;

/**
 * Asks the system for its data caches and physical cores, without native code: files on Linux, else a program that comes
 * with the system. What cannot be had is left out; nothing is thrown.
 */
export async function describeCaches(): Promise<CacheDescription> {
  try {
    const { platform } = process;
    if (platform === 'linux') return await onLinux();
    if (platform === 'darwin') return descriptionFromSysctl(await output('sysctl', ['hw']));
    if (platform !== 'win32') return {};
    return descriptionFromCim(await output('powershell.exe', ['-NoProfile', '-Command', CIM_COMMAND]));
  } catch {
    return {};
  }
}

/** Whether the question is answered at once, so that each start of the engine may ask. */
export const ANSWERS_AT_ONCE = process.platform !== 'win32';

async function onLinux(): Promise<CacheDescription> {
  const [fromSysfs, cpuinfo] = await Promise.all([readSysfs(), readFile('/proc/cpuinfo', 'utf8').catch(() => '')]);
  // Some virtual machines have no such folder; the C library asks the processor itself.
  const caches = fromSysfs.length > 0 ? fromSysfs : cachesFromGetconf(await output('getconf', ['-a']).catch(() => ''));
  const physicalCores = coresFromCpuinfo(cpuinfo);
  return { ...(caches.length > 0 ? { caches } : {}), ...(physicalCores === undefined ? {} : { physicalCores }) };
}

async function readSysfs(): Promise<ReturnType<typeof cachesFromSysfs>> {
  try {
    const indices = (await readdir(SYSFS)).filter((name) => name.startsWith('index'));
    return cachesFromSysfs(
      await Promise.all(
        indices.map(async (index) => {
          const read = (name: string): Promise<string> => readFile(join(SYSFS, index, name), 'utf8').catch(() => '');
          const [level, type, size, line, shared] = await Promise.all(
            ['level', 'type', 'size', 'coherency_line_size', 'shared_cpu_list'].map(read),
          );
          return { level, type, size, coherency_line_size: line, shared_cpu_list: shared };
        }),
      ),
    );
  } catch {
    return [];
  }
}

async function output(program: string, values: readonly string[]): Promise<string> {
  return (await promisify(execFile)(program, values, { timeout: TIMEOUT_MS, windowsHide: true })).stdout;
}
