import '../translations';
import * as l10n from '@vscode/l10n';
import { render } from 'preact';
import { cancellable } from '../../shared/cancellable';
import { relayGpu } from '../../shared/gpuProtocol';
import {
  actionRequest,
  compareRunsRequest,
  copyFromTableRequest,
  copyRequest,
  deleteRunRequest,
  exportRunRequest,
  forgetTuningRequest,
  inspectRowRequest,
  keepTuningRequest,
  openDocsRequest,
  openRunRequest,
  readRunRequest,
  readyNotification,
  resultsPatchRequest,
  resultsRowsRequest,
  resultsStateRequest,
  runAgainRequest,
  savePictureRequest,
  runMenuRequest,
  showKernelRequest,
  showTabRequest,
  stopRequest,
  timelineRequest,
  tuneRequest,
} from '../../shared/viewProtocol';
import {
  arrayPictureRequest,
  changeTrainFormRequest,
  exportTrainingRequest,
  pauseTrainingViewRequest,
  pickTrainingFileRequest,
  saveTrainingRequest,
  startTrainingRequest,
  stopTrainingRequest,
  trainingStateRequest,
} from '../../shared/trainingView';
import type { TrainingState } from '../../shared/trainingView';
import type { ResultsState, TabLink } from '../../shared/viewProtocol';
import { textToCopy } from '../charts/numbers/copyTargets';
import { drawn } from '../drawn';
import { GpuWorker } from '../gpu/gpuWorker';
import { connectToHost } from '../hostConnection';
import { applyPatch } from './applyPatch';
import { ResultsApp } from './ResultsApp';
import type { ResultsHost } from './resultsHost';
import './training/training.css';
import '../charts/lines/lines.css';
import { lazyView } from './charts/lazyView';
import type { TrainingViewProps } from './trainingPart';
import type { TrainingHost } from './training/trainingHost';
import { RowsUntilState } from './rowsAhead';

const TrainingView = lazyView<TrainingViewProps>(async () => (await import('./training/TrainingView')).TrainingView);

const connection = connectToHost();
const host: ResultsHost = {
  showKernel: (runId, row) => connection.sendRequest(showKernelRequest, { runId, row }),
  runAgain: (runId) => connection.sendRequest(runAgainRequest, { runId }),
  exportRun: (runId) => connection.sendRequest(exportRunRequest, { runId }),
  stop: () => connection.sendRequest(stopRequest),
  openRun: (runId) => connection.sendRequest(openRunRequest, { runId }),
  act: (action) => connection.sendRequest(actionRequest, { action }),
  copy: (text) => connection.sendRequest(copyRequest, { text }),
  tune: (request) => connection.sendRequest(tuneRequest, request),
  keepTuning: (runId) => connection.sendRequest(keepTuningRequest, { runId }),
  forgetTuning: (runId) => connection.sendRequest(forgetTuningRequest, { runId }),
  savePicture: (picture) => connection.sendRequest(savePictureRequest, picture),
  timeline: (runId, row, take) => connection.sendRequest(timelineRequest, { runId, row, take }),
  readRun: (runId) => connection.sendRequest(readRunRequest, { runId }),
  inspect: (request, signal) =>
    cancellable(signal, (token) => connection.sendRequest(inspectRowRequest, request, token)),
  openDocs: (page) => connection.sendRequest(openDocsRequest, { page }),
  runMenu: (runId) => connection.sendRequest(runMenuRequest, { runId }),
  deleteRun: (runId) => connection.sendRequest(deleteRunRequest, { runId }),
  compareRuns: (request) => connection.sendRequest(compareRunsRequest, request),
};
const trainingHost: TrainingHost = {
  changeForm: (form) => connection.sendRequest(changeTrainFormRequest, form),
  start: (form, mode) => connection.sendRequest(startTrainingRequest, { form, mode }),
  pause: (paused) => connection.sendRequest(pauseTrainingViewRequest, { paused }),
  stop: () => connection.sendRequest(stopTrainingRequest),
  saveModel: (arm) => connection.sendRequest(saveTrainingRequest, { arm }),
  exportArrays: (arm) => connection.sendRequest(exportTrainingRequest, { arm }),
  pickFile: (what) => connection.sendRequest(pickTrainingFileRequest, { what }),
  picture: (place) => connection.sendRequest(arrayPictureRequest, place),
};
const root = document.getElementById('app') ?? document.body;
let shown: ResultsState | null = null;
/** What a command asked for last; each is an object of its own. */
let link: TabLink | null = null;
let training: TrainingState | null = null;

function show(state: ResultsState): Promise<void> {
  shown = state;
  const part = training === null ? null : { state: training, host: trainingHost, View: TrainingView };
  render(<ResultsApp state={state} host={host} link={link} training={part} />, root);
  document.body.dataset.ready = '1';
  return drawn();
}

const ahead = new RowsUntilState();
connection.onRequest(resultsRowsRequest, (rows) => {
  ahead.take(rows);
});
connection.onRequest(resultsStateRequest, (state) => show(ahead.complete(state)));
connection.onRequest(resultsPatchRequest, async (patch) => {
  // Without a state there is nothing that the patch could belong to; the state that is asked for has it.
  if (shown !== null) await show(applyPatch(shown, patch));
});
relayGpu(connection, new GpuWorker());
connection.onRequest(trainingStateRequest, async (state) => {
  training = state;
  // Before the first state of the panel there is nothing to show it in; that state brings it along.
  if (shown !== null) await show(shown);
});
connection.onRequest(copyFromTableRequest, async (wanted) => {
  const text = textToCopy(wanted);
  if (text === null) throw new Error(l10n.t('This table is no longer shown. Open its menu again.'));
  await host.copy(text);
});
connection.onRequest(showTabRequest, async (wanted) => {
  link = wanted;
  if (shown !== null) await show(shown);
});
connection.listen();
void connection.sendNotification(readyNotification);
