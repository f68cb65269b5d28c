import { Emitter } from 'vscode-jsonrpc';
import type { Event } from 'vscode-jsonrpc';
import type { Run } from '../../core/measure/measurement';
import { judgeGates } from '../../core/model/gates';
import type { Baseline, GateVerdict } from '../../core/model/gates';
import { baselineOf, baselinePathOf, baselineText, readBaseline } from '../../shared/baselineFile';
import { spreadOfRuns } from '../../shared/runSpread';
import { writeWhole } from '../../shared/wholeFile';
import { Disposable } from '../dispose';
import type { RunStore } from './runStore';

export interface BaselinesOptions {
  readonly store: Pick<RunStore, 'get' | 'onDidChange'>;
  /** The id of the workspace's baseline among the saved runs, as it is kept with the workspace. */
  readonly stored: () => string | undefined;
  readonly keep: (id: string | undefined) => PromiseLike<void>;
  /** Told of a baseline file that cannot be used, in a sentence for people. */
  readonly onBadFile: (message: string) => void;
}

/**
 * The runs that later ones are held to: one of the workspace, a saved run; and one for each benchmark file, which lies beside
 * it and goes before that of the workspace.
 */
export class Baselines extends Disposable {
  private readonly changes = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changes.event;
  /** Benchmark file → its baseline, as read last; `null`: it has none. */
  private readonly files = new Map<string, Baseline | null>();
  private spread: number | null = null;

  constructor(private readonly options: BaselinesOptions) {
    super();
    this._register(
      options.store.onDidChange(() => {
        void this.measureSpread();
      }),
    );
  }

  /** The id of the run that the workspace is held to, where that is still there. */
  get workspaceRun(): string | null {
    const id = this.options.stored();
    return id !== undefined && this.options.store.get(id) !== null ? id : null;
  }

  async setWorkspaceRun(id: string): Promise<void> {
    await this.options.keep(id);
    await this.measureSpread();
  }

  async clearWorkspaceRun(): Promise<void> {
    await this.options.keep(undefined);
    this.changes.fire();
  }

  /** Writes the rows of a run beside a benchmark file, for the benchmarks that it has. */
  async writeFor(file: string, run: Run): Promise<string> {
    const path = baselinePathOf(file);
    const names = new Map(run.benchmarks.map(({ name }) => [name, name]));
    await writeWhole(path, baselineText(baselineOf(run, names)));
    await this.refresh(file);
    return path;
  }

  /** Reads the baseline of a benchmark file anew. */
  async refresh(file: string): Promise<void> {
    const path = baselinePathOf(file);
    const read = await readBaseline(path);
    if (read.kind === 'unusable') this.options.onBadFile(`${path}: ${read.problem} Save a new baseline, or remove it.`);
    this.files.set(file, read.kind === 'run' ? await heldTo(read.run) : null);
    this.changes.fire();
  }

  /** What came of the expectations of a run; `file` is the benchmark file that it is of, where it is of one. */
  judge(run: Run, file: string | null): readonly GateVerdict[] {
    return judgeGates(run, this.baselineFor(file));
  }

  private baselineFor(file: string | null): Baseline | null {
    if (file !== null) {
      const own = this.files.get(file);
      if (own !== undefined && own !== null) return own;
      // Read once; what comes of it is told by a change.
      if (own === undefined) {
        this.files.set(file, null);
        void this.refresh(file);
      }
    }
    const id = this.workspaceRun;
    const run = id === null ? null : this.options.store.get(id);
    if (run === null) return null;
    return { measurements: run.measurements, ...(this.spread === null ? {} : { spread: this.spread }) };
  }

  private async measureSpread(): Promise<void> {
    const id = this.workspaceRun;
    const run = id === null ? null : this.options.store.get(id);
    this.spread = run === null ? null : (await heldTo(run)).spread;
    this.changes.fire();
  }
}

async function heldTo({ measurements, machine }: Run): Promise<Baseline & { readonly spread: number }> {
  return { measurements, spread: (await spreadOfRuns([machine.processor])).share };
}
