import type { GateVerdict } from '../../core/model/gates';
import type { RowState } from '../../shared/viewProtocol';

/** The rows of one benchmark that runs or has run. */
export interface BenchmarkRows {
  readonly state: 'running' | 'done';
  readonly rows: readonly RowState[];
  /** What came of what the benchmark expects; empty until its run has ended. */
  readonly verdicts: readonly GateVerdict[];
}

/** What benchmark files want to know of runs. */
export interface BenchmarkResults {
  /** Told after each change, at most some ten times a second. */
  onDidChange(listener: () => void): { dispose(): unknown };
  /** The last rows of a benchmark of a document, or `null`. */
  resultsOf(uri: string, benchmarkName: string): BenchmarkRows | null;
  isRunning(uri: string, benchmarkName: string): boolean;
}
