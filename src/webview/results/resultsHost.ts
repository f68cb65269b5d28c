import type { Inspection } from '../../core/matrix/maps/productMaps';
import type { Timeline } from '../../core/measure/timeline';
import type { ChartPicture } from '../../shared/chartPicture';
import type {
  CompareRequest,
  ComparisonView,
  DocsPage,
  InspectRow,
  RunView,
  TuneRequest,
  ViewAction,
} from '../../shared/viewProtocol';

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
  /** Asks for the form and the file of a picture, and writes it. */
  savePicture(picture: ChartPicture): Promise<void>;
  /** A saved run, to be laid over the one that is shown. */
  readRun(runId: string): Promise<RunView>;
  /** What each thread does in a multiplication like that of a row: taken anew, or the last one, if any. */
  timeline(runId: string, row: number, take: boolean): Promise<Timeline | null>;
  /** Looks into the product of a row, unless the signal gives it up. */
  inspect(request: InspectRow, signal: AbortSignal): Promise<Inspection>;
  /** Opens a page of the documentation. */
  openDocs(page: DocsPage): Promise<void>;
  /** Asks for a name, a note, the baseline, an export. */
  runMenu(runId: string): Promise<void>;
  deleteRun(runId: string): Promise<void>;
  compareRuns(request: CompareRequest): Promise<readonly ComparisonView[]>;
}
