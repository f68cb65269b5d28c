import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { CODE_PATHS } from '../core/codePath';
import type { CodePathResult } from '../core/kernels/codePathTest';
import { DTYPES } from '../core/problem';
import { writeWhole } from '../shared/wholeFile';

const result = v.object({
  dtype: v.picklist(DTYPES),
  path: v.picklist(CODE_PATHS),
  gflops: v.nullable(v.number()),
});
const fileSchema = v.record(v.string(), v.array(result));

/** Entries of engines and processors that are long gone are dropped beyond this number. */
const KEPT = 20;

/** Outcomes of the self-test by what they depend on, in a file. What cannot be read or written costs a test, no more. */
export class CodePathCache {
  private readonly file: string;

  constructor(private readonly folder: string) {
    this.file = join(folder, 'code-paths.json');
  }

  async read(key: string): Promise<readonly CodePathResult[] | undefined> {
    return (await this.entries())[key];
  }

  async write(key: string, results: readonly CodePathResult[]): Promise<void> {
    const others = Object.entries(await this.entries()).filter(([other]) => other !== key);
    const kept = others.slice(1 - KEPT);
    const text = JSON.stringify(Object.fromEntries([...kept, [key, results]]), null, 2);
    try {
      await mkdir(this.folder, { recursive: true });
      await writeWhole(this.file, `${text}\n`);
    } catch {
      // Tested again at the next start.
    }
  }

  private async entries(): Promise<Record<string, readonly CodePathResult[]>> {
    try {
      const parsed = v.safeParse(fileSchema, JSON.parse(await readFile(this.file, 'utf8')));
      return parsed.success ? parsed.output : {};
    } catch {
      return {};
    }
  }
}
