import type { ViewAction } from '../../shared/viewProtocol';

/** What the results panel asks of the extension host. A promise that is rejected carries a sentence for the user. */
export interface ResultsHost {
  runAgain(runId: string): Promise<void>;
  stop(): Promise<void>;
  openRun(runId: string): Promise<void>;
  act(action: ViewAction): Promise<void>;
  copy(text: string): Promise<void>;
}
