import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** As large as that of most processors, where the system does not say. */
const USUAL_BYTES = 32 * 2 ** 20;
const FOLDER = '/sys/devices/system/cpu/cpu0/cache';

/** Bytes of the largest cache that the first core sees, or what is usual. */
export function lastLevelCacheBytes(folder = FOLDER): number {
  try {
    const sizes = readdirSync(folder).flatMap((name) => {
      if (!name.startsWith('index')) return [];
      const [, count, unit] = /^(\d+)([KM]?)/.exec(readFileSync(join(folder, name, 'size'), 'utf8')) ?? [];
      return count === undefined ? [] : [Number(count) * (unit === 'K' ? 2 ** 10 : unit === 'M' ? 2 ** 20 : 1)];
    });
    return sizes.length === 0 ? USUAL_BYTES : Math.max(...sizes);
  } catch {
    return USUAL_BYTES;
  }
}
