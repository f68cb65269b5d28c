import process from 'node:process';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import {
  describeRequest,
  initializeRequest,
  kernelRequest,
  machineProgress,
  measureMachineRequest,
  runProgress,
  runRequest,
} from '../shared/engineProtocol';
import { quietPools } from './blas/poolEnvironment';
import { Engine } from './engine';

// Libraries read it when they are loaded, from the process and not from what a thread has of it.
const engine = new Engine(quietPools(process.env));
const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
connection.onRequest(initializeRequest, (settings) => engine.initialize(settings));
connection.onRequest(describeRequest, (look) => engine.describe(look));
connection.onRequest(kernelRequest, (request) => engine.showKernel(request));
connection.onRequest(runRequest, ({ spec, token }, cancellation) =>
  engine.run(
    spec,
    (event) => {
      void connection.sendProgress(runProgress, token, event);
    },
    cancellation,
  ),
);
connection.onRequest(measureMachineRequest, ({ token }, cancellation) =>
  engine.measureMachine((progress) => {
    void connection.sendProgress(machineProgress, token, progress);
  }, cancellation),
);
connection.listen();

// Ctrl-C goes to the whole group of a terminal; the one that started the engine cancels the run and then ends it.
process.on('SIGINT', () => undefined);

// Whoever started the engine is gone, or wants it to go.
process.once('disconnect', () => {
  void engine.dispose().finally(() => {
    process.exit(0);
  });
});
