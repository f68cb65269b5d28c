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
const root = document.getElementById('app') ?? document.body;
let shown: ResultsState | null = null;
let goTo: { readonly tab: LinkedTab } | null = null;

function show(state: ResultsState): Promise<void> {
  shown = state;
  render(<ResultsApp state={state} host={host} goTo={goTo} />, root);
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
connection.listen();
void connection.sendNotification(readyNotification);
