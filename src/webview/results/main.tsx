import { render } from 'preact';
import {
  actionRequest,
  compareRunsRequest,
  copyRequest,
  deleteRunRequest,
  exportRunRequest,
  forgetTuningRequest,
  keepTuningRequest,
  openRunRequest,
  readyNotification,
  resultsPatchRequest,
  resultsRowsRequest,
  resultsStateRequest,
  runAgainRequest,
  runMenuRequest,
  showKernelRequest,
  showTabRequest,
  stopRequest,
  tuneRequest,
} from '../../shared/viewProtocol';
import type { ResultsState, TabLink } from '../../shared/viewProtocol';
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
  runMenu: (runId) => connection.sendRequest(runMenuRequest, { runId }),
  deleteRun: (runId) => connection.sendRequest(deleteRunRequest, { runId }),
  compareRuns: (request) => connection.sendRequest(compareRunsRequest, request),
};
const root = document.getElementById('app') ?? document.body;
let shown: ResultsState | null = null;
/** What a command asked for last; each is an object of its own. */
let link: TabLink | null = null;

function show(state: ResultsState): Promise<void> {
  shown = state;
  render(<ResultsApp state={state} host={host} link={link} />, root);
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
connection.onRequest(showTabRequest, async (wanted) => {
  link = wanted;
  if (shown !== null) await show(shown);
});
connection.listen();
void connection.sendNotification(readyNotification);
