import * as l10n from '@vscode/l10n';
import * as packaged from 'gpu.js';
import { BrowserMessageReader, BrowserMessageWriter, createMessageConnection } from 'vscode-jsonrpc/browser';
import { gpuGoneNotification, translationsNotification } from '../shared/gpuProtocol';
import { lossOf, openBrowserGpu } from './browserGpu';
import { gpuJsOn } from './gpuJs';
import type { GpuJsPackage } from './gpuJs';
import { GpuWork } from './gpuWork';
import { serveGpu } from './serveGpu';
import type { MissingGpu, TestedGpu } from './testedGpu';

/** The entry of a webview's worker that computes on the GPU of the user's screen. It ends with its page. */

declare const self: DedicatedWorkerGlobalScope;

async function open(): Promise<TestedGpu | MissingGpu> {
  const gpu = await openBrowserGpu(nowNs);
  if (!('missing' in gpu)) {
    void lossOf(gpu).then(({ message }) => connection.sendNotification(gpuGoneNotification, { message }));
  }
  return gpu;
}

function nowNs(): number {
  return performance.now() * 1e6;
}

const connection = createMessageConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self));
/** Its own types do not have all of it. */
const gpuJs = packaged as unknown as GpuJsPackage;
const work = new GpuWork({ open, loadGpuJs: (gpu) => Promise.resolve(gpuJsOn(gpu, gpuJs)), nowNs });
connection.onNotification(translationsNotification, (contents) => {
  l10n.config({ contents: { ...contents } });
});
serveGpu(connection, work);
connection.listen();
