import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { Emitter } from 'vscode-jsonrpc';
import type { Event } from 'vscode-jsonrpc';
import * as l10n from '@vscode/l10n';
import type { Run } from '../../core/measure/measurement';
import { parseRun } from '../../core/spec/runSchema';
import type { RunSummary } from '../../shared/viewProtocol';
import { TEMPORARY_SUFFIX, writeWhole } from '../../shared/wholeFile';
import { Disposable } from '../dispose';
import { labelText, NO_LABEL, parseLabel } from './runLabel';
import type { RunLabel } from './runLabel';

const SUFFIX = '.json';
const LABEL_SUFFIX = '.label.json';
/** A temporary file that is older was left by a save that was killed; a younger one may be a save of another window. */
const STALE_MS = 60_000;
/** What a file that cannot be read is renamed to, so that it is seen once and hides no other. */
const BAD_SUFFIX = '.bad';
/** What a saved file says beside its run, where the run is of a benchmark file: the address of that. */
const originSchema = v.object({ benchmarkFile: v.optional(v.string()) });

export interface RunStoreOptions {
  /** A folder on this machine; made when it is missing. */
  readonly folder: string;
  /** How many runs are kept; the oldest go first. */
  keep(): number;
  /** Whether a run stays however old it is; its run is what others are held to. */
  isKept?(id: string): boolean;
  /** Told of a file that was set aside, in a sentence for people. */
  onBadFile(message: string): void;
}

/**
 * Saved runs, a file each. Written by `node:fs`, because a file must be on the disk before it takes its name, which the
 * editor's own file system does not promise.
 */
export class RunStore extends Disposable {
  private readonly changes = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changes.event;
  private readonly runs = new Map<string, Run>();
  private readonly labels = new Map<string, RunLabel>();
  /** Run → the address of its benchmark file. */
  private readonly files = new Map<string, string>();
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
      title: this.titleOf(run),
      note: this.labelOf(run.id).note,
      startedAt: run.startedAt,
      elapsedMs: run.elapsedMs,
      state: run.state,
      measurements: run.measurements.length,
    }));
  }

  get(id: string): Run | null {
    return this.runs.get(id) ?? null;
  }

  /** The address of the benchmark file that a run is of; `null`: it is of none. */
  fileOf(id: string): string | null {
    return this.files.get(id) ?? null;
  }

  labelOf(id: string): RunLabel {
    return this.labels.get(id) ?? NO_LABEL;
  }

  /** The name that the user gave it, or its own title. */
  titleOf({ id, title }: Pick<Run, 'id' | 'title'>): string {
    const { name } = this.labelOf(id);
    return name === '' ? title : name;
  }

  /** Names a saved run and notes something of it; the run itself stays as it was taken. */
  async setLabel(id: string, label: RunLabel): Promise<void> {
    await this.load();
    if (!this.runs.has(id)) return;
    if (label.name === '' && label.note === '') await rm(this.path(id, LABEL_SUFFIX), { force: true });
    else await writeWhole(this.path(id, LABEL_SUFFIX), labelText(id, label));
    this.labels.set(id, label);
    this.changes.fire();
  }

  /** `benchmarkFile` is the address of the file that it is of: no part of the run, which may be given to others. */
  async save(run: Run, benchmarkFile: string | null = null): Promise<void> {
    await this.load();
    this.runs.set(run.id, run);
    if (benchmarkFile !== null) this.files.set(run.id, benchmarkFile);
    await mkdir(this.options.folder, { recursive: true });
    await writeWhole(this.path(run.id), JSON.stringify(benchmarkFile === null ? run : { ...run, benchmarkFile }));
    for (const { id } of this.newestFirst().slice(Math.max(1, this.options.keep()))) {
      if (this.options.isKept?.(id) !== true) await this.remove(id);
    }
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
    this.labels.delete(id);
    this.files.delete(id);
    await rm(this.path(id), { force: true });
    await rm(this.path(id, LABEL_SUFFIX), { force: true });
  }

  private async read(): Promise<void> {
    const { folder } = this.options;
    const names = await readdir(folder).catch(() => []);
    for (const name of names) {
      const path = join(folder, name);
      if (name.endsWith(TEMPORARY_SUFFIX)) await removeStale(path);
      if (!name.endsWith(SUFFIX)) continue;
      if (name.endsWith(LABEL_SUFFIX)) {
        await this.readLabel(path, name);
        continue;
      }
      const result = await readRun(path);
      if ('run' in result) {
        const { run, benchmarkFile } = result;
        this.runs.set(run.id, run);
        if (benchmarkFile !== undefined) this.files.set(run.id, benchmarkFile);
      } else await this.setAside(path, name, result.problem);
    }
    this.changes.fire();
  }

  private async readLabel(path: string, name: string): Promise<void> {
    try {
      const { id, label } = parseLabel(await readFile(path, 'utf8'));
      this.labels.set(id, label);
    } catch (error) {
      await this.setAside(path, name, error instanceof Error ? error.message : String(error));
    }
  }

  private async setAside(path: string, name: string, problem: string): Promise<void> {
    await rename(path, path + BAD_SUFFIX).catch(() => undefined);
    this.options.onBadFile(
      l10n.t(
        'The saved run {0} cannot be read and was set aside as {0}{1}: {2} The other runs are as they were.',
        name,
        BAD_SUFFIX,
        problem,
      ),
    );
  }

  private path(id: string, suffix = SUFFIX): string {
    // Ids come from files too: nothing in them may lead out of the folder.
    return join(this.options.folder, `${id.replace(/[^\w-]/g, '_')}${suffix}`);
  }
}

async function removeStale(path: string): Promise<void> {
  const written = await stat(path).catch(() => null);
  if (written !== null && Date.now() - written.mtimeMs > STALE_MS) await rm(path, { force: true });
}

async function readRun(
  path: string,
): Promise<{ readonly run: Run; readonly benchmarkFile: string | undefined } | { readonly problem: string }> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    const parsed = parseRun(value);
    if ('problem' in parsed) return parsed;
    const origin = v.safeParse(originSchema, value);
    return { run: parsed.run, benchmarkFile: origin.success ? origin.output.benchmarkFile : undefined };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}
