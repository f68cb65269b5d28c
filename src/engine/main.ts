import process from 'node:process';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import {
  describeRequest,
  initializeRequest,
  inspectRequest,
  kernelRequest,
  machineProgress,
  measureMachineRequest,
  runProgress,
  runRequest,
  timelineRequest,
} from '../shared/engineProtocol';
import { endGpuRequest } from '../shared/gpuProtocol';
import {
  gradientCheckRequest,
  pauseTrainingRequest,
  readArraysRequest,
  saveModelRequest,
  trainProgress,
  trainRequest,
} from '../shared/trainProtocol';
import { quietPools } from './blas/poolEnvironment';
import { Engine } from './engine';
import { readTrainingRequest, saveTrainingRequest } from './training/trainingProtocol';
import { readTranslations } from './translations';

readTranslations();

// Libraries read it when they are loaded, from the process and not from what a thread has of it.
const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
const engine = new Engine(quietPools(process.env), {
  ask: (type, params) => connection.sendRequest(type.method, params),
  end: () => connection.sendRequest(endGpuRequest),
});
connection.onRequest(initializeRequest, (settings) => engine.initialize(settings));
connection.onRequest(describeRequest, (look) => engine.describe(look));
connection.onRequest(kernelRequest, (request) => engine.showKernel(request));
connection.onRequest(timelineRequest, (request, cancellation) => engine.timeline(request, cancellation));
connection.onRequest(inspectRequest, (request, cancellation) => engine.inspect(request, cancellation));
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
connection.onRequest(trainRequest, ({ spec, token }, cancellation) =>
  engine.train(
    spec,
    (event) => {
      void connection.sendProgress(trainProgress, token, event);
    },
    cancellation,
  ),
);
connection.onRequest(gradientCheckRequest, ({ plan, threads }, cancellation) =>
  engine.checkGradients(plan, threads, cancellation),
);
connection.onRequest(pauseTrainingRequest, ({ paused }) => {
  engine.pauseTraining(paused);
});
connection.onRequest(readArraysRequest, (request) => engine.ofTraining(readTrainingRequest, request));
connection.onRequest(saveModelRequest, (request) => engine.ofTraining(saveTrainingRequest, request));
connection.listen();

// Ctrl-C goes to the whole group of a terminal; the one that started the engine cancels the run and then ends it.
process.on('SIGINT', () => undefined);

// Whoever started the engine is gone, or wants it to go.
process.once('disconnect', () => {
  void engine.dispose().finally(() => {
    process.exit(0);
  });
});
