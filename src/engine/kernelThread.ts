import { parentPort, workerData } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import { FirstThread } from './firstThread';
import { serveJobs } from './helperThread';
import type { KernelThreadData } from './kernelPool';
import { showKernel } from './showKernel';
import type { KernelTextThread } from './showKernel';
import { readTranslations } from './translations';

const data = workerData as KernelThreadData | KernelTextThread;
// A helper says nothing, and serves as long as it lives.
if (data.role === 'helper') serveJobs(data);
readTranslations();
if (parentPort === null) throw new Error('kernelThread is the entry of a worker thread');
if (data.role === 'text') {
  parentPort.postMessage(showKernel(data.request, data.here));
} else {
  const connection = createMessageConnection(new PortMessageReader(parentPort), new PortMessageWriter(parentPort));
  new FirstThread(data).serve(connection);
  connection.listen();
}
