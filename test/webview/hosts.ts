import { ResponseError } from 'vscode-jsonrpc';
import type { CancellationToken } from 'vscode-jsonrpc';
import {
  actionRequest,
  changeFormRequest,
  compareRunsRequest,
  copyRequest,
  deleteRunRequest,
  runMenuRequest,
  exportRunRequest,
  forgetTuningRequest,
  inspectRowRequest,
  keepTuningRequest,
  openDocsRequest,
  openRunRequest,
  readyNotification,
  resultsPatchRequest,
  resultsStateRequest,
  readRunRequest,
  runAgainRequest,
  savePictureRequest,
  showKernelRequest,
  showTabRequest,
  runFormRequest,
  sidebarStateRequest,
  stopRequest,
  timelineRequest,
  tuneRequest,
} from '../../src/shared/viewProtocol';
import type { Inspection, WantedMap } from '../../src/core/matrix/maps/productMaps';
import type { GateVerdict } from '../../src/core/model/gates';
import type { Timeline } from '../../src/core/measure/timeline';
import type { TunedDefault } from '../../src/core/spec/tunedDefaults';
import type { ChartPicture } from '../../src/shared/chartPicture';
import type {
  CompareRequest,
  ComparisonView,
  FormVerdict,
  InspectRow,
  MachineView,
  ProfileForm,
  ResultsPatch,
  RunSummary,
  RunView,
  SidebarState,
} from '../../src/shared/viewProtocol';
import type { LinkedTab } from '../../src/shared/resultsTabs';
import { sendRowsAhead } from '../../src/host/views/rowsAhead';
import { strategies } from './fixtures';
import { verdict } from './formFixtures';
import { openView } from './viewPage';
import type { View, ViewOptions } from './viewPage';

/** A sidebar, and what it has asked of the host. */
export interface SidebarHarness {
  readonly view: View;
  readonly page: View['page'];
  readonly changes: ProfileForm[];
  /** 'run', 'stop', 'open run-1', 'delete run-1', 'openExample'. */
  readonly asked: string[];
  readonly forms: ProfileForm[];
  /** What the host says of a form, or throws. */
  judge: (form: ProfileForm) => FormVerdict | Promise<FormVerdict>;
  refuse: string | null;
  readonly send: (state: SidebarState) => Promise<void>;
}

export async function openSidebar(state: SidebarState, options: ViewOptions = {}): Promise<SidebarHarness> {
  const view = await openView('sidebar', { width: 320, height: 1000, ...options });
  const { host, page } = view;
  const send = (next: SidebarState): Promise<void> => host.sendRequest(sidebarStateRequest, next);
  const harness: SidebarHarness = {
    view,
    page,
    changes: [],
    asked: [],
    forms: [],
    judge: () => verdict(),
    refuse: null,
    send,
  };
  const take = (what: string): void => {
    harness.asked.push(what);
    // The code does not matter; a plain error would come with a preface about the request.
    if (harness.refuse !== null) throw new ResponseError(1, harness.refuse);
  };
  host.onNotification(readyNotification, () => send(state));
  host.onRequest(changeFormRequest, (form) => {
    harness.changes.push(form);
    return harness.judge(form);
  });
  host.onRequest(runFormRequest, (form) => {
    harness.forms.push(form);
    take('run');
  });
  host.onRequest(stopRequest, () => {
    take('stop');
  });
  host.onRequest(openRunRequest, ({ runId }) => {
    take(`open ${runId}`);
  });
  host.onRequest(runMenuRequest, ({ runId }) => {
    take(`menu ${runId}`);
  });
  host.onRequest(deleteRunRequest, ({ runId }) => {
    take(`delete ${runId}`);
  });
  host.onRequest(tuneRequest, ({ strategy, problem }) => {
    take(`tune ${strategy}${problem === null ? '' : ` at ${problem.m}`}`);
  });
  host.onRequest(actionRequest, ({ action }) => {
    take(action);
  });
  await view.ready();
  return harness;
}

/** A results panel, and what it has asked of the host. */
export interface ResultsHarness {
  readonly view: View;
  readonly page: View['page'];
  readonly asked: string[];
  readonly copied: string[];
  /** What rows were looked into, and how: '3 A[0, 0, 48, 48] B C error'. */
  readonly inspected: string[];
  /** What the engine answers, or throws. */
  inspect: (request: InspectRow, token: CancellationToken) => Promise<Inspection>;
  refuse: string | null;
  recent: readonly RunSummary[];
  baseline: string | null;
  suggested: CompareRequest | null;
  here: MachineView | null;
  engineProblem: string | null;
  /** What the host answers to a comparison. */
  compare: (request: CompareRequest) => readonly ComparisonView[] | Promise<readonly ComparisonView[]>;
  readonly show: (run: RunView | null, kept?: TunedDefault | null, verdicts?: readonly GateVerdict[]) => Promise<void>;
  readonly patch: (patch: ResultsPatch) => Promise<void>;
  readonly pictures: ChartPicture[];
  /** Saved runs that the panel may list and ask for. */
  readonly saved: RunView[];
  readonly goTo: (tab: LinkedTab) => Promise<void>;
  /** What the host answers when a multiplication is traced. */
  timeline: Timeline | null;
}

export interface ResultsOptions
  extends
    ViewOptions,
    Partial<Pick<ResultsHarness, 'recent' | 'baseline' | 'suggested' | 'here' | 'engineProblem' | 'compare'>> {}

export async function openResults(run: RunView | null, options: ResultsOptions = {}): Promise<ResultsHarness> {
  const view = await openView('results', options);
  const { host, page } = view;
  let shown = run;
  const show: ResultsHarness['show'] = async (next, kept = null, verdicts = []) => {
    shown = next;
    const run = next === null ? null : await sendRowsAhead(host, next);
    await host.sendRequest(resultsStateRequest, {
      run,
      strategies,
      recent: harness.saved.length === 0 ? harness.recent : harness.saved.map(summaryOf),
      baseline: harness.baseline,
      suggested: harness.suggested,
      here: harness.here,
      engineProblem: harness.engineProblem,
      kept,
      verdicts,
    });
  };
  const harness: ResultsHarness = {
    view,
    page,
    asked: [],
    copied: [],
    inspected: [],
    inspect: () => Promise.reject(new ResponseError(1, 'A run goes on.')),
    refuse: null,
    recent: options.recent ?? [],
    baseline: options.baseline ?? null,
    suggested: options.suggested ?? null,
    here: options.here ?? null,
    engineProblem: options.engineProblem ?? null,
    compare: options.compare ?? (() => []),
    show,
    patch: (patch) => host.sendRequest(resultsPatchRequest, patch),
    pictures: [],
    saved: [],
    goTo: (tab) => host.sendRequest(showTabRequest, { tab, compared: null }),
    timeline: null,
  };
  const take = (what: string): void => {
    harness.asked.push(what);
    // The code does not matter; a plain error would come with a preface about the request.
    if (harness.refuse !== null) throw new ResponseError(1, harness.refuse);
  };
  host.onNotification(readyNotification, () => show(shown));
  host.onRequest(runAgainRequest, ({ runId }) => {
    take(`run again ${runId}`);
  });
  const traced = new Map<number, Timeline | null>();
  host.onRequest(timelineRequest, ({ row, take: isWanted }) => {
    if (!isWanted) return traced.get(row) ?? null;
    take(`trace ${row}`);
    traced.set(row, harness.timeline);
    return harness.timeline;
  });
  host.onRequest(exportRunRequest, ({ runId }) => {
    take(`export ${runId}`);
  });
  host.onRequest(stopRequest, () => {
    take('stop');
  });
  host.onRequest(openRunRequest, ({ runId }) => {
    take(`open ${runId}`);
  });
  host.onRequest(actionRequest, ({ action }) => {
    take(action);
  });
  host.onRequest(tuneRequest, ({ strategy, problem }) => {
    take(`tune ${strategy}${problem === null ? '' : ` at ${problem.m}`}`);
  });
  host.onRequest(showKernelRequest, ({ runId, row }) => {
    take(`kernel ${runId} ${row}`);
  });
  host.onRequest(keepTuningRequest, ({ runId }) => {
    take(`keep ${runId}`);
  });
  host.onRequest(forgetTuningRequest, ({ runId }) => {
    take(`forget ${runId}`);
  });
  host.onRequest(inspectRowRequest, (request, token) => {
    harness.inspected.push(`${request.row} ${request.wanted.map(wantedText).join(' ')}`);
    return harness.inspect(request, token);
  });
  host.onRequest(openDocsRequest, ({ page: docs }) => {
    take(`docs ${docs}`);
  });
  host.onRequest(compareRunsRequest, (request) => harness.compare(request));
  host.onRequest(runMenuRequest, ({ runId }) => {
    take(`menu ${runId}`);
  });
  host.onRequest(deleteRunRequest, ({ runId }) => {
    take(`delete ${runId}`);
  });
  host.onRequest(copyRequest, ({ text }) => {
    harness.copied.push(text);
  });
  host.onRequest(savePictureRequest, (picture) => {
    harness.pictures.push(picture);
  });
  host.onRequest(readRunRequest, ({ runId }) => {
    take(`read ${runId}`);
    return harness.saved.find(({ id }) => id === runId) ?? new ResponseError(1, `There is no run ${runId}.`);
  });
  await view.ready();
  return harness;
}

function summaryOf({ id, title, startedAt, elapsedMs, rows }: RunView): RunSummary {
  return { id, title, startedAt, elapsedMs, state: 'finished', measurements: rows.length, note: '' };
}

function wantedText({ of, part }: WantedMap): string {
  return part === null ? of : `${of}[${part.firstRow}, ${part.firstColumn}, ${part.rows}, ${part.columns}]`;
}
