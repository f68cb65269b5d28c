import { fileURLToPath } from 'node:url';
import { Emitter } from 'vscode-jsonrpc';
import type { Event } from 'vscode-jsonrpc';
import type { Run } from '../../core/measure/measurement';
import type { GateVerdict } from '../../core/model/gates';
import { Disposable } from '../dispose';
import type { BenchmarkResults, BenchmarkRows } from '../benchmarkFiles/benchmarkResults';
import type { Baselines } from './baselines';
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
  /** What came of a run's expectations: judged once, for this is asked at each change of a text. */
  private verdicts = new WeakMap<Run, readonly GateVerdict[]>();
  /** File → benchmark's name. */
  private readonly byFile = new Map<string, Map<string, Place>>();

  constructor(
    runs: RunService,
    private readonly baselines: Pick<Baselines, 'judge' | 'onDidChange'>,
  ) {
    super();
    this._register(
      baselines.onDidChange(() => {
        this.verdicts = new WeakMap();
        this.changes.fire();
      }),
    );
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
    const rows = run.rows.slice(firstRow, firstRow + rowCount);
    const verdicts = this.verdictsOf(run, uri).filter(({ benchmark }) => benchmark === benchmarkName);
    return { state: run.ending === null ? 'running' : 'done', rows, verdicts };
  }

  private verdictsOf({ ending }: ActiveRun, uri: string): readonly GateVerdict[] {
    const run = ending?.run;
    if (run === null || run === undefined) return [];
    let verdicts = this.verdicts.get(run);
    if (verdicts === undefined) {
      verdicts = this.baselines.judge(run, filePathOf(uri));
      this.verdicts.set(run, verdicts);
    }
    return verdicts;
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

/** The path of the file that the last run of this window is of, where it is that run and of a file. */
export function fileOf({ last }: Pick<RunService, 'last'>, runId: string): string | null {
  const origin = last?.id === runId ? last.request.origin : null;
  return origin?.kind === 'file' ? filePathOf(origin.uri) : null;
}

/** `null` for what lies on no disk here, such as a text that was never saved. */
function filePathOf(uri: string): string | null {
  return uri.startsWith('file:') ? fileURLToPath(uri) : null;
}
