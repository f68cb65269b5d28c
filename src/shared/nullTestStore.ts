import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import * as v from 'valibot';
import { nullTestSchema } from '../core/spec/nullTestSpec';
import type { NullTestAnswer } from '../core/spec/nullTestSpec';

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

  /** Written whole beside its place and then renamed. One that was stopped early does not replace anything. */
  async keep(answer: NullTestAnswer): Promise<void> {
    if (!answer.isComplete) return;
    await mkdir(this.folder, { recursive: true });
    const temporary = `${this.path}.${process.pid}.tmp`;
    try {
      await writeFile(temporary, `${JSON.stringify(answer, undefined, 2)}\n`);
      await rename(temporary, this.path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }

  private get path(): string {
    return join(this.folder, FILE);
  }
}
