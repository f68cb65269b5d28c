import { render } from 'preact';
import {
  actionRequest,
  copyRequest,
  exportRunRequest,
  forgetTuningRequest,
  keepTuningRequest,
  openRunRequest,
  readyNotification,
  resultsPatchRequest,
  resultsRowsRequest,
  resultsStateRequest,
  runAgainRequest,
  showKernelRequest,
  stopRequest,
  tuneRequest,
} from '../../shared/viewProtocol';
import type { ResultsState } from '../../shared/viewProtocol';
import { drawn } from '../drawn';
import { connectToHost } from '../hostConnection';
import { applyPatch } from './applyPatch';
import { ResultsApp } from './ResultsApp';
import type { ResultsHost } from './resultsHost';
import { RowsUntilState } from './rowsAhead';

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

const ahead = new RowsUntilState();
connection.onRequest(resultsRowsRequest, (rows) => {
  ahead.take(rows);
});
connection.onRequest(resultsStateRequest, (state) => show(ahead.complete(state)));
connection.onRequest(resultsPatchRequest, async (patch) => {
  // Without a state there is nothing that the patch could belong to; the state that is asked for has it.
  if (shown !== null) await show(applyPatch(shown, patch));
});
connection.listen();
void connection.sendNotification(readyNotification);
