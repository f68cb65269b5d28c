import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Emitter } from 'vscode-jsonrpc';
import type { Event } from 'vscode-jsonrpc';
import type { Run } from '../../core/measure/measurement';
import { parseRun } from '../../core/spec/runSchema';
import type { RunSummary } from '../../shared/viewProtocol';
import { Disposable } from '../dispose';

const SUFFIX = '.json';
/** A temporary file that is older was left by a save that was killed; a younger one may be a save of another window. */
const STALE_MS = 60_000;
/** What a file that cannot be read is renamed to, so that it is seen once and hides no other. */
const BAD_SUFFIX = '.bad';

export interface RunStoreOptions {
  /** A folder on this machine; made when it is missing. */
  readonly folder: string;
  /** How many runs are kept; the oldest go first. */
  keep(): number;
  /** Told of a file that was set aside, in a sentence for people. */
  onBadFile(message: string): void;
}

/**
 * Saved runs, a file each. Written by `node:fs`, because a file must be on the disk before it takes its name: a process
 * that is killed in the middle of a save leaves a temporary file, never a half run.
 */
export class RunStore extends Disposable {
  private readonly changes = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changes.event;
  private readonly runs = new Map<string, Run>();
  private loading: Promise<void> | null = null;

  constructor(private readonly options: RunStoreOptions) {
    super();
  }

  /** Reads what is there; safe to call again. */
  load(): Promise<void> {
    this.loading ??= this.read();
    return this.loading;
  }

  /** Newest first. */
  list(): readonly RunSummary[] {
    return this.newestFirst().map((run) => ({
      id: run.id,
      title: run.title,
      startedAt: run.startedAt,
      elapsedMs: run.elapsedMs,
      state: run.state,
      measurements: run.measurements.length,
    }));
  }

  get(id: string): Run | null {
    return this.runs.get(id) ?? null;
  }

  async save(run: Run): Promise<void> {
    await this.load();
    this.runs.set(run.id, run);
    await mkdir(this.options.folder, { recursive: true });
    await this.write(run);
    for (const old of this.newestFirst().slice(Math.max(1, this.options.keep()))) await this.remove(old.id);
    this.changes.fire();
  }

  async delete(id: string): Promise<void> {
    await this.load();
    await this.remove(id);
    this.changes.fire();
  }

  private newestFirst(): Run[] {
    return [...this.runs.values()].sort((x, y) => (x.startedAt < y.startedAt ? 1 : -1));
  }

  private async remove(id: string): Promise<void> {
    if (!this.runs.delete(id)) return;
    await rm(this.path(id), { force: true });
  }

  private async write(run: Run): Promise<void> {
    const temporary = join(this.options.folder, `${randomUUID()}.tmp`);
    const file = await open(temporary, 'w');
    try {
      await file.writeFile(JSON.stringify(run));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, this.path(run.id));
  }

  private async read(): Promise<void> {
    const { folder } = this.options;
    const names = await readdir(folder).catch(() => []);
    for (const name of names) {
      const path = join(folder, name);
      if (name.endsWith('.tmp')) await removeStale(path);
      if (!name.endsWith(SUFFIX)) continue;
      const result = await readRun(path);
      if ('run' in result) this.runs.set(result.run.id, result.run);
      else await this.setAside(path, name, result.problem);
    }
    this.changes.fire();
  }

  private async setAside(path: string, name: string, problem: string): Promise<void> {
    await rename(path, path + BAD_SUFFIX).catch(() => undefined);
    this.options.onBadFile(
      `The saved run ${name} cannot be read and was set aside as ${name}${BAD_SUFFIX}: ${problem}`,
    );
  }

  private path(id: string): string {
    // Ids come from files too: nothing in them may lead out of the folder.
    return join(this.options.folder, `${id.replace(/[^\w-]/g, '_')}${SUFFIX}`);
  }
}

async function removeStale(path: string): Promise<void> {
  const written = await stat(path).catch(() => null);
  if (written !== null && Date.now() - written.mtimeMs > STALE_MS) await rm(path, { force: true });
}

async function readRun(path: string): Promise<{ run: Run } | { problem: string }> {
  try {
    return parseRun(JSON.parse(await readFile(path, 'utf8')) as unknown);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
