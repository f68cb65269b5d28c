import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { writeWhole } from '../shared/wholeFile';

/** Entries of engines and processors that are long gone are dropped beyond this number. */
const KEPT = 20;

/** Values by what they depend on, in a file. What cannot be read or written is found out again, no more. */
export class KeyedFile<T> {
  private readonly file: string;

  constructor(
    private readonly folder: string,
    name: string,
    private readonly schema: v.GenericSchema<unknown, T>,
  ) {
    this.file = join(folder, name);
  }

  async read(key: string): Promise<T | undefined> {
    return (await this.entries())[key];
  }

  async write(key: string, value: T): Promise<void> {
    const others = Object.entries(await this.entries()).filter(([other]) => other !== key);
    const kept = others.slice(1 - KEPT);
    const text = JSON.stringify(Object.fromEntries([...kept, [key, value]]), null, 2);
    try {
      await mkdir(this.folder, { recursive: true });
      await writeWhole(this.file, `${text}\n`);
    } catch {
      // Found out again at the next start.
    }
  }

  private async entries(): Promise<Record<string, T>> {
    try {
      const parsed = v.safeParse(v.record(v.string(), this.schema), JSON.parse(await readFile(this.file, 'utf8')));
      return parsed.success ? parsed.output : {};
    } catch {
      return {};
    }
  }
}
