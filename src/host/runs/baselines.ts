import { basename } from 'node:path';
import { Emitter } from 'vscode-jsonrpc';
import type { Event } from 'vscode-jsonrpc';
import * as l10n from '@vscode/l10n';
import type { Run } from '../../core/measure/measurement';
import { judgeGates } from '../../core/model/gates';
import type { Baseline, GateVerdict } from '../../core/model/gates';
import {
  baselineOf,
  baselinePathOf,
  baselineText,
  benchmarksLost,
  readBaseline,
  withRowsOf,
} from '../../shared/baselineFile';
import type { RunSpread } from '../../core/measure/rowSpread';
import { spreadOfRuns } from '../../shared/runSpread';
import { writeWhole } from '../../shared/wholeFile';
import { Disposable } from '../dispose';
import type { RunStore } from './runStore';

/** A run that cannot be made the baseline of a file, in a sentence for people. */
export class UnusableBaselineError extends Error {
  override readonly name = 'UnusableBaselineError';

  constructor(
    readonly reason: 'no row' | 'not written',
    message: string,
  ) {
    super(message);
  }
}

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
  /** Benchmark file → how often its baseline has been asked for: of two answers the later question's counts. */
  private readonly readings = new Map<string, number>();
  /** What was said of a baseline file that could not be used, so that it is said once. */
  private readonly complaints = new Map<string, string>();
  private spread: RunSpread | null = null;

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

  /**
   * What the baseline beside a file has of benchmarks of the file that the run lacks, so that it would be lost if the run
   * took its place; `canStay` is false where that was measured on another processor.
   */
  async lostBy(
    file: string,
    run: Run,
    benchmarks: readonly string[],
  ): Promise<{ readonly names: readonly string[]; readonly canStay: boolean }> {
    const read = await readBaseline(baselinePathOf(file));
    if (read.kind !== 'run') return { names: [], canStay: false };
    const kept = baselineOf(run, new Map(benchmarks.map((name) => [name, name])));
    const names = benchmarksLost(kept, read.run).filter((name) => benchmarks.includes(name));
    return { names, canStay: withRowsOf(kept, read.run, names) !== null };
  }

  /**
   * Writes the rows of a run beside a benchmark file, for those benchmarks that the file has.
   * @param staying benchmarks whose rows in the baseline that is there are kept.
   * @throws {UnusableBaselineError} where there would be no row, or the file cannot be written.
   */
  async writeFor(
    file: string,
    run: Run,
    benchmarks: readonly string[],
    staying: readonly string[] = [],
  ): Promise<string> {
    const path = baselinePathOf(file);
    const own = baselineOf(run, new Map(benchmarks.map((name) => [name, name])));
    const older = staying.length === 0 ? null : await readBaseline(path);
    const kept = older?.kind === 'run' ? (withRowsOf(own, older.run, staying) ?? own) : own;
    if (own.measurements.length === 0) throw new UnusableBaselineError('no row', noRowText(file, run, benchmarks));
    try {
      await writeWhole(path, baselineText(kept));
    } catch (error) {
      const detail = error instanceof Error ? error.message : String(error);
      throw new UnusableBaselineError(
        'not written',
        l10n.t('The baseline could not be written: {0}. The one that was there is as it was.', detail),
      );
    }
    await this.refresh(file);
    return path;
  }

  /** Reads the baseline of a benchmark file anew. */
  async refresh(file: string): Promise<void> {
    const path = baselinePathOf(file);
    const reading = (this.readings.get(file) ?? 0) + 1;
    this.readings.set(file, reading);
    const read = await readBaseline(path);
    const baseline = read.kind === 'run' ? await heldTo(read.run) : null;
    if (reading !== this.readings.get(file)) return;
    this.complain(path, read.kind === 'unusable' ? read.problem : null);
    this.files.set(file, baseline);
    this.changes.fire();
  }

  /** The baseline of a benchmark file has changed on the disk, or may have: it is read anew if anything was judged by it. */
  async refreshIfKnown(file: string): Promise<void> {
    if (this.files.has(file)) await this.refresh(file);
  }

  /** The same of all that anything was judged by. */
  async refreshKnown(): Promise<void> {
    await Promise.all([...this.files.keys()].map((file) => this.refresh(file)));
  }

  private complain(path: string, problem: string | null): void {
    if (problem === null) this.complaints.delete(path);
    else if (this.complaints.get(path) !== problem) {
      this.complaints.set(path, problem);
      this.options.onBadFile(
        l10n.t(
          'The baseline {0} cannot be used: {1} Set a new one from a saved run, or delete the file.',
          path,
          problem,
        ),
      );
    }
  }

  /** What came of the expectations of a run; `file` is the benchmark file that it is of, where it is of one. */
  judge(run: Run, file: string | null): readonly GateVerdict[] {
    const problem = file === null ? undefined : this.complaints.get(baselinePathOf(file));
    const missing =
      problem === undefined ? undefined : l10n.t('The baseline beside the file cannot be used: {0}', problem);
    return judgeGates(run, this.baselineFor(file), missing);
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
    const { measurements, machine } = run;
    return { measurements, processors: [machine.processor], ...(this.spread === null ? {} : { spread: this.spread }) };
  }

  private async measureSpread(): Promise<void> {
    const id = this.workspaceRun;
    const run = id === null ? null : this.options.store.get(id);
    this.spread = run === null ? null : (await heldTo(run)).spread;
    this.changes.fire();
  }
}

function noRowText(file: string, run: Run, benchmarks: readonly string[]): string {
  const isShared = run.benchmarks.some(({ name }) => benchmarks.includes(name));
  const named = [run.title, basename(file)] as const;
  return isShared
    ? l10n.t('The run “{0}” has no row with a time of {1}. Run the file, then set that run as its baseline.', ...named)
    : l10n.t(
        'The run “{0}” has none of the benchmarks of {1}. Run the file, then set that run as its baseline.',
        ...named,
      );
}

async function heldTo({ measurements, machine }: Run): Promise<Baseline & { readonly spread: RunSpread }> {
  const processors = [machine.processor];
  return { measurements, processors, spread: await spreadOfRuns(processors) };
}
