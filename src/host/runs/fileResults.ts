import { fileURLToPath } from 'node:url';
import { Emitter } from 'vscode-jsonrpc';
import type { Event } from 'vscode-jsonrpc';
import type { Run } from '../../core/measure/measurement';
import type { GateVerdict } from '../../core/model/gates';
import { Disposable } from '../dispose';
import { viewOfRun } from '../../shared/runView';
import type { RowState } from '../../shared/viewProtocol';
import type { BenchmarkResults, BenchmarkRows } from '../benchmarkFiles/benchmarkResults';
import type { Baselines } from './baselines';
import type { ActiveRun, RunChange, RunService } from './runService';
import type { RunStore } from './runStore';

/** The run that measured a benchmark last, and where its rows are in it. */
interface Place {
  readonly run: ActiveRun;
  readonly firstRow: number;
  readonly rowCount: number;
}

/** The rows of a benchmark in a run that was saved, by this window before it was reloaded or by another. */
interface Saved {
  readonly run: Run;
  readonly rows: readonly RowState[];
}

type SavedRuns = Pick<RunStore, 'list' | 'get' | 'fileOf' | 'onDidChange'>;

/** The last results of each benchmark of each file: of this window, or else of the saved runs. */
export class FileResults extends Disposable implements BenchmarkResults {
  private readonly changes = this._register(new Emitter<void>());
  readonly onDidChange: Event<void> = this.changes.event;
  /** What came of a run's expectations: judged once, for this is asked at each change of a text. */
  private verdicts = new WeakMap<Run, readonly GateVerdict[]>();
  /** File → benchmark's name. */
  private readonly byFile = new Map<string, Map<string, Place>>();
  /** The same of the saved runs, made when it is first asked for; `null`: they have changed. */
  private saved: ReadonlyMap<string, ReadonlyMap<string, Saved>> | null = null;

  constructor(
    runs: RunService,
    private readonly baselines: Pick<Baselines, 'judge' | 'onDidChange'>,
    private readonly store: SavedRuns,
  ) {
    super();
    this._register(
      store.onDidChange(() => {
        this.saved = null;
        this.changes.fire();
      }),
    );
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
    if (place === undefined) return this.savedResults(uri, benchmarkName);
    const { run, firstRow, rowCount } = place;
    const rows = run.rows.slice(firstRow, firstRow + rowCount);
    const ended = run.ending?.run ?? null;
    const verdicts = ended === null ? [] : this.verdictsOf(ended, uri, benchmarkName);
    return { state: run.ending === null ? 'running' : 'done', rows, verdicts };
  }

  private savedResults(uri: string, benchmarkName: string): BenchmarkRows | null {
    this.saved ??= lastOfEach(this.store);
    const saved = this.saved.get(uri)?.get(benchmarkName);
    if (saved === undefined) return null;
    return { state: 'done', rows: saved.rows, verdicts: this.verdictsOf(saved.run, uri, benchmarkName) };
  }

  private verdictsOf(run: Run, uri: string, benchmarkName: string): readonly GateVerdict[] {
    let verdicts = this.verdicts.get(run);
    if (verdicts === undefined) {
      verdicts = this.baselines.judge(run, filePathOf(uri));
      this.verdicts.set(run, verdicts);
    }
    return verdicts.filter(({ benchmark }) => benchmark === benchmarkName);
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

/** File → benchmark's name → its rows in the newest saved run that has it. */
function lastOfEach(store: SavedRuns): ReadonlyMap<string, ReadonlyMap<string, Saved>> {
  const byFile = new Map<string, Map<string, Saved>>();
  for (const { id } of store.list()) {
    const [run, uri] = [store.get(id), store.fileOf(id)];
    if (run === null || uri === null) continue;
    const known = byFile.get(uri) ?? new Map<string, Saved>();
    byFile.set(uri, known);
    const names = run.benchmarks.map(({ name }) => name).filter((name) => !known.has(name));
    if (names.length === 0) continue;
    const { rows } = viewOfRun(run);
    for (const name of names) known.set(name, { run, rows: rows.filter((row) => nameOf(row) === name) });
  }
  return byFile;
}

function nameOf(row: RowState): string {
  return row.state === 'done' ? row.measurement.benchmark : row.subject.benchmark;
}

/** The path of the benchmark file that a run is of, the last one of this window or a saved one; `null` where it is of none. */
export function fileOf(
  { last }: Pick<RunService, 'last'>,
  store: Pick<RunStore, 'fileOf'>,
  runId: string,
): string | null {
  const origin = last?.id === runId ? last.request.origin : null;
  const uri = origin?.kind === 'file' ? origin.uri : store.fileOf(runId);
  return uri === null ? null : filePathOf(uri);
}

/** `null` for what lies on no disk here, such as a text that was never saved. */
export function filePathOf(uri: string): string | null {
  return uri.startsWith('file:') ? fileURLToPath(uri) : null;
}
