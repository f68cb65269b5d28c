import { render } from 'preact';
import { CancellationTokenSource } from 'vscode-jsonrpc/browser';
import { relayGpu } from '../../shared/gpuProtocol';
import {
  actionRequest,
  copyRequest,
  exportRunRequest,
  forgetTuningRequest,
  inspectRowRequest,
  keepTuningRequest,
  openDocsRequest,
  openRunRequest,
  readRunRequest,
  readyNotification,
  resultsPatchRequest,
  resultsStateRequest,
  runAgainRequest,
  savePictureRequest,
  showKernelRequest,
  showTabRequest,
  stopRequest,
  timelineRequest,
  tuneRequest,
} from '../../shared/viewProtocol';
import type { LinkedTab, ResultsState } from '../../shared/viewProtocol';
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
import { drawn } from '../drawn';
import { GpuWorker } from '../gpu/gpuWorker';
import { connectToHost } from '../hostConnection';
import { applyPatch } from './applyPatch';
import { ResultsApp } from './ResultsApp';
import type { ResultsHost } from './resultsHost';
import { TrainingView } from './training/TrainingView';
import type { TrainingHost } from './training/trainingHost';

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
  inspect: async (request, signal) => {
    const cancellation = new CancellationTokenSource();
    const cancel = (): void => {
      cancellation.cancel();
    };
    signal.addEventListener('abort', cancel, { once: true });
    try {
      return await connection.sendRequest(inspectRowRequest, request, cancellation.token);
    } finally {
      signal.removeEventListener('abort', cancel);
      cancellation.dispose();
    }
  },
  openDocs: (page) => connection.sendRequest(openDocsRequest, { page }),
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
let goTo: { readonly tab: LinkedTab } | null = null;

let training: TrainingState | null = null;

function show(state: ResultsState): Promise<void> {
  shown = state;
  const part = training === null ? null : { state: training, host: trainingHost, View: TrainingView };
  render(<ResultsApp state={state} host={host} goTo={goTo} training={part} />, root);
  document.body.dataset.ready = '1';
  return drawn();
}

connection.onRequest(resultsStateRequest, show);
connection.onRequest(resultsPatchRequest, async (patch) => {
  // Without a state there is nothing that the patch could belong to; the state that is asked for has it.
  if (shown !== null) await show(applyPatch(shown, patch));
});
connection.onRequest(showTabRequest, async ({ tab }) => {
  goTo = { tab };
  if (shown !== null) await show(shown);
});
relayGpu(connection, new GpuWorker());
connection.onRequest(trainingStateRequest, async (state) => {
  training = state;
  // Before the first state of the panel there is nothing to show it in; that state brings it along.
  if (shown !== null) await show(shown);
});
connection.listen();
void connection.sendNotification(readyNotification);
