import { render } from 'preact';
import { relayGpu } from '../../shared/gpuProtocol';
import {
  actionRequest,
  copyRequest,
  exportRunRequest,
  forgetTuningRequest,
  keepTuningRequest,
  openRunRequest,
  readyNotification,
  resultsPatchRequest,
  resultsStateRequest,
  runAgainRequest,
  showKernelRequest,
  stopRequest,
  tuneRequest,
} from '../../shared/viewProtocol';
import type { ResultsState } from '../../shared/viewProtocol';
import { drawn } from '../drawn';
import { GpuWorker } from '../gpu/gpuWorker';
import { connectToHost } from '../hostConnection';
import { applyPatch } from './applyPatch';
import { ResultsApp } from './ResultsApp';
import type { ResultsHost } from './resultsHost';

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
};
const root = document.getElementById('app') ?? document.body;
let shown: ResultsState | null = null;

function show(state: ResultsState): Promise<void> {
  shown = state;
  render(<ResultsApp state={state} host={host} />, root);
  document.body.dataset.ready = '1';
  return drawn();
}

connection.onRequest(resultsStateRequest, show);
connection.onRequest(resultsPatchRequest, async (patch) => {
  // Without a state there is nothing that the patch could belong to; the state that is asked for has it.
  if (shown !== null) await show(applyPatch(shown, patch));
});
relayGpu(connection, new GpuWorker());
connection.listen();
void connection.sendNotification(readyNotification);
