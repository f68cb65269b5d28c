import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { nullTestSchema } from '../core/spec/nullTestSpec';
import type { NullTestAnswer } from '../core/spec/nullTestSpec';
import { writeWhole } from './wholeFile';

const FILE = 'nulltest.json';

/** The last null test of this machine, for editor and command line alike; one that cannot be read counts as none. */
export class NullTestStore {
  constructor(private readonly folder: string) {}

  async read(): Promise<NullTestAnswer | null> {
    try {
      const result = v.safeParse(nullTestSchema, JSON.parse(await readFile(this.path, 'utf8')) as unknown);
      return result.success ? result.output : null;
    } catch {
      return null;
    }
  }

  /** One that was stopped early does not replace anything. @throws what the file system says. */
  async keep(answer: NullTestAnswer): Promise<void> {
    if (!answer.isComplete) return;
    await mkdir(this.folder, { recursive: true });
    await writeWhole(this.path, `${JSON.stringify(answer, undefined, 2)}\n`);
  }

  private get path(): string {
    return join(this.folder, FILE);
  }
}
