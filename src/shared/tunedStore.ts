import * as l10n from '@vscode/l10n';
import { mkdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { isSameTunedKey, tunedDefaultSchema } from '../core/spec/tunedDefaults';
import type { TunedDefault, TunedKey } from '../core/spec/tunedDefaults';
import { writeWhole } from './wholeFile';

const FILE = 'tuned.json';
/** What a file that cannot be read is renamed to, so that it is seen once and not lost. */
const BAD_SUFFIX = '.bad';
const SCHEMA = 'matmul-profiler/tuned@1';

const fileSchema = v.object({ schema: v.literal(SCHEMA), tuned: v.array(v.unknown()) });

export interface TunedStoreOptions {
  /** The folder that editor and command line share; made when it is missing. */
  readonly folder: string;
  /** Told of a file that was set aside, in a sentence for people. */
  onBadFile(message: string): void;
}

/**
 * The tuned defaults that are kept on this machine, in one file for editor and command line alike. It is read anew each
 * time, for the other may have written it, and written whole. A file that cannot be read is
 * set aside and counts as empty. Entries of strategies that this version does not know stay in it.
 */
export class TunedStore {
  constructor(private readonly options: TunedStoreOptions) {}

  async list(): Promise<readonly TunedDefault[]> {
    return (await this.read()).flatMap((entry) => parsed(entry));
  }

  /** Keeps it in place of what was kept for the same strategy, element type, processor and code path. */
  async keep(tuned: TunedDefault): Promise<void> {
    await this.write([...(await this.others(tuned)), tuned]);
  }

  /** Returns whether there was something to forget. */
  async forget(key: TunedKey): Promise<boolean> {
    const before = await this.read();
    const kept = before.filter((entry) => !isOf(entry, key));
    if (kept.length === before.length) return false;
    await this.write(kept);
    return true;
  }

  private async others(key: TunedKey): Promise<readonly unknown[]> {
    return (await this.read()).filter((entry) => !isOf(entry, key));
  }

  private get path(): string {
    return join(this.options.folder, FILE);
  }

  private async read(): Promise<readonly unknown[]> {
    let text: string;
    try {
      text = await readFile(this.path, 'utf8');
    } catch (error) {
      if (isMissing(error)) return [];
      this.options.onBadFile(
        l10n.t('The tuned defaults cannot be read: {0}. The built-in ones are used.', messageOf(error)),
      );
      return [];
    }
    const result = v.safeParse(fileSchema, jsonOf(text));
    if (result.success) return result.output.tuned;
    await rename(this.path, this.path + BAD_SUFFIX).catch(() => undefined);
    this.options.onBadFile(
      l10n.t(
        'The tuned defaults in {0} cannot be read and were set aside as {1}. The built-in ones are used; tune again to keep new ones.',
        this.path,
        FILE + BAD_SUFFIX,
      ),
    );
    return [];
  }

  private async write(tuned: readonly unknown[]): Promise<void> {
    await mkdir(this.options.folder, { recursive: true });
    await writeWhole(this.path, `${JSON.stringify({ schema: SCHEMA, tuned }, undefined, 2)}\n`);
  }
}

function parsed(entry: unknown): readonly TunedDefault[] {
  const result = v.safeParse(tunedDefaultSchema, entry);
  return result.success ? [result.output] : [];
}

function isOf(entry: unknown, key: TunedKey): boolean {
  return parsed(entry).some((tuned) => isSameTunedKey(tuned, key));
}

/** `undefined` where it is none. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
