import { Emitter } from 'vscode-jsonrpc';
import type { Event } from 'vscode-jsonrpc';
import type { RowState } from '../../shared/viewProtocol';
import { Disposable } from '../dispose';
import type { ActiveRun, RunChange, RunService } from './runService';

/** The rows of one benchmark as its file shows them. */
export interface BenchmarkRows {
  readonly state: 'running' | 'done';
  readonly rows: readonly RowState[];
}

/** The last results of each benchmark of each file in this window. */
export class FileResults extends Disposable {
  private readonly changes = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changes.event;
  /** File → benchmark's name → the run that measured it last. */
  private readonly byFile = new Map<string, Map<string, ActiveRun>>();

  constructor(runs: RunService) {
    super();
    this._register(
      runs.onDidChange((change) => {
        this.follow(change);
      }),
    );
  }

  resultsOf(uri: string, benchmarkName: string): BenchmarkRows | null {
    const run = this.byFile.get(uri)?.get(benchmarkName);
    if (run === undefined) return null;
    const rows = run.rows.filter((row) => subjectOf(row) === benchmarkName);
    return { state: run.ending === null ? 'running' : 'done', rows };
  }

  isRunning(uri: string, benchmarkName: string): boolean {
    return this.byFile.get(uri)?.get(benchmarkName)?.ending === null;
  }

  private follow({ type, run }: RunChange): void {
    const { origin, spec } = run.request;
    if (origin.kind !== 'file') return;
    if (type === 'started') {
      const names = this.byFile.get(origin.uri) ?? new Map<string, ActiveRun>();
      for (const { name } of spec.benchmarks) names.set(name, run);
      this.byFile.set(origin.uri, names);
    }
    this.changes.fire();
  }
}

function subjectOf(row: RowState): string {
  return row.state === 'done' ? row.measurement.benchmark : row.subject.benchmark;
}
