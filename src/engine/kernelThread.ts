import { parentPort, workerData } from 'node:worker_threads';
import { createMessageConnection, PortMessageReader, PortMessageWriter } from 'vscode-jsonrpc/node';
import { FirstThread } from './firstThread';
import { serveJobs } from './helperThread';
import type { KernelThreadData } from './kernelPool';
import { showKernel } from './showKernel';
import type { KernelTextThread } from './showKernel';

const data = workerData as KernelThreadData | KernelTextThread;
if (data.role === 'helper') serveJobs(data);
if (parentPort === null) throw new Error('kernelThread is the entry of a worker thread');
if (data.role === 'text') {
  parentPort.postMessage(showKernel(data.request, data.here));
} else {
  const connection = createMessageConnection(new PortMessageReader(parentPort), new PortMessageWriter(parentPort));
  new FirstThread(data).serve(connection);
  connection.listen();
}
