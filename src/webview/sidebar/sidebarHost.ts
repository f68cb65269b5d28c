import type { FormVerdict, ProfileForm, TuneRequest, ViewAction } from '../../shared/viewProtocol';

/** What the sidebar asks of the extension host. A promise that is rejected carries a sentence for the user. */
export interface SidebarHost {
  changeForm(form: ProfileForm): Promise<FormVerdict>;
  run(form: ProfileForm): Promise<void>;
  stop(): Promise<void>;
  openRun(runId: string): Promise<void>;
  deleteRun(runId: string): Promise<void>;
  runMenu(runId: string): Promise<void>;
  tune(request: TuneRequest): Promise<void>;
  act(action: ViewAction): Promise<void>;
}
