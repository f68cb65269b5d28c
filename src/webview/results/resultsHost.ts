import type { CompareRequest, ComparisonView, TuneRequest, ViewAction } from '../../shared/viewProtocol';

/** What the results panel asks of the extension host. A promise that is rejected carries a sentence for the user. */
export interface ResultsHost {
  runAgain(runId: string): Promise<void>;
  exportRun(runId: string): Promise<void>;
  stop(): Promise<void>;
  openRun(runId: string): Promise<void>;
  act(action: ViewAction): Promise<void>;
  copy(text: string): Promise<void>;
  tune(request: TuneRequest): Promise<void>;
  /** Opens the code of the kernel of a row. */
  showKernel(runId: string, row: number): Promise<void>;
  /** Keeps the best point of a tuning as this machine's default. */
  keepTuning(runId: string): Promise<void>;
  forgetTuning(runId: string): Promise<void>;
  /** Asks for a name, a note, the baseline, an export. */
  runMenu(runId: string): Promise<void>;
  deleteRun(runId: string): Promise<void>;
  compareRuns(request: CompareRequest): Promise<readonly ComparisonView[]>;
}
