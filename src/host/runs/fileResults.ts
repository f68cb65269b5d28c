import { Emitter } from 'vscode-jsonrpc';
import type { Event } from 'vscode-jsonrpc';
import { Disposable } from '../dispose';
import type { BenchmarkResults, BenchmarkRows } from '../benchmarkFiles/benchmarkResults';
import type { ActiveRun, RunChange, RunService } from './runService';

/** The run that measured a benchmark last, and where its rows are in it. */
interface Place {
  readonly run: ActiveRun;
  readonly firstRow: number;
  readonly rowCount: number;
}

/** The last results of each benchmark of each file in this window. */
export class FileResults extends Disposable implements BenchmarkResults {
  private readonly changes = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changes.event;
  /** File → benchmark's name. */
  private readonly byFile = new Map<string, Map<string, Place>>();

  constructor(runs: RunService) {
    super();
    this._register(
      runs.onDidChange((change) => {
        this.follow(change);
      }),
    );
  }

  resultsOf(uri: string, benchmarkName: string): BenchmarkRows | null {
    const place = this.byFile.get(uri)?.get(benchmarkName);
    if (place === undefined) return null;
    const { run, firstRow, rowCount } = place;
    return { state: run.ending === null ? 'running' : 'done', rows: run.rows.slice(firstRow, firstRow + rowCount) };
  }

  isRunning(uri: string, benchmarkName: string): boolean {
    return this.byFile.get(uri)?.get(benchmarkName)?.run.ending === null;
  }

  private follow({ type, run }: RunChange): void {
    const { origin, spec } = run.request;
    if (origin.kind !== 'file') return;
    if (type === 'started') {
      const places = this.byFile.get(origin.uri) ?? new Map<string, Place>();
      let firstRow = 0;
      for (const { name, problems, strategies } of spec.benchmarks) {
        const rowCount = problems.length * strategies.length;
        places.set(name, { run, firstRow, rowCount });
        firstRow += rowCount;
      }
      this.byFile.set(origin.uri, places);
    }
    this.changes.fire();
  }
}
