import '../translations';
import { render } from 'preact';
import { relayGpu } from '../../shared/gpuProtocol';
import {
  actionRequest,
  changeFormRequest,
  deleteRunRequest,
  runMenuRequest,
  openRunRequest,
  readyNotification,
  runFormRequest,
  sidebarStateRequest,
  stopRequest,
  tuneRequest,
} from '../../shared/viewProtocol';
import { drawn } from '../drawn';
import { GpuWorker } from '../gpu/gpuWorker';
import { connectToHost } from '../hostConnection';
import { SidebarApp } from './SidebarApp';
import type { SidebarHost } from './sidebarHost';

const connection = connectToHost();
const host: SidebarHost = {
  changeForm: (form) => connection.sendRequest(changeFormRequest, form),
  run: (form) => connection.sendRequest(runFormRequest, form),
  stop: () => connection.sendRequest(stopRequest),
  openRun: (runId) => connection.sendRequest(openRunRequest, { runId }),
  deleteRun: (runId) => connection.sendRequest(deleteRunRequest, { runId }),
  runMenu: (runId) => connection.sendRequest(runMenuRequest, { runId }),
  tune: (request) => connection.sendRequest(tuneRequest, request),
  act: (action) => connection.sendRequest(actionRequest, { action }),
};
const root = document.getElementById('app') ?? document.body;

connection.onRequest(sidebarStateRequest, (state) => {
  render(<SidebarApp state={state} host={host} />, root);
  document.body.dataset.ready = '1';
  return drawn();
});
relayGpu(connection, new GpuWorker());
connection.listen();
void connection.sendNotification(readyNotification);
