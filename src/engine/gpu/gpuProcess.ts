import * as l10n from '@vscode/l10n';
import { createRequire } from 'node:module';
import process from 'node:process';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import { openDevice } from '../../gpu/gpuDevice';
import { gpuJsOn } from '../../gpu/gpuJs';
import type { GpuJs, GpuJsPackage } from '../../gpu/gpuJs';
import { GpuWork } from '../../gpu/gpuWork';
import { serveGpu } from '../../gpu/serveGpu';
import type { MissingGpu, TestedGpu } from '../../gpu/testedGpu';
import { readTranslations } from '../translations';
import { backendName, dawnPath } from './dawn';
import type { DawnBackend } from './dawn';

/** The entry of a process with a GPU library, Dawn. What crashes or hangs here costs this process, not the engine. */

interface Dawn {
  readonly create: (flags: readonly string[]) => GPU;
  readonly globals: object;
}

/** Dawn rounds timestamps to 65,536 ns unless it is told not to. */
const FINE_TIMESTAMPS = 'disable-dawn-features=timestamp_quantization';
/** What is not held on to is collected while it is in use. */
const held: unknown[] = [];
const load = createRequire(__filename);

async function open(backend: DawnBackend): Promise<TestedGpu | MissingGpu> {
  const path = dawnPath();
  if (path === null) {
    return {
      missing: l10n.t(
        'This package has no GPU library for {0}-{1}. Install the one for this platform.',
        process.platform,
        process.arch,
      ),
    };
  }
  const { create, globals } = load(path) as Dawn;
  Object.assign(globalThis, globals);
  const gpu = create([`backend=${backend}`, FINE_TIMESTAMPS]);
  held.push(gpu);
  const tested = await openDevice(gpu, { executor: 'host', via: backendName(backend), nowNs });
  if (tested === null) return { missing: l10n.t('{0} offers no GPU.', backendName(backend)) };
  void tested.device.lost.then(({ message }) => {
    process.stderr.write(`${l10n.t('The GPU was lost: {0}', message)}\n`);
    process.exit(1);
  });
  return tested;
}

/** gpu.js looks for a browser's `navigator`, which not every Node has. */
function loadGpuJs(tested: TestedGpu): Promise<GpuJs> {
  Object.defineProperty(globalThis, 'navigator', { value: { userAgent: 'node' }, configurable: true });
  return Promise.resolve(gpuJsOn(tested, load('./gpujs.js') as GpuJsPackage));
}

function nowNs(): number {
  return performance.now() * 1e6;
}

readTranslations();

/** `gpuProcess.js BACKEND` */
const backend = process.argv[2] as DawnBackend;
const work = new GpuWork({ open: () => open(backend), loadGpuJs, nowNs });
const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
serveGpu(connection, work);
connection.listen();
process.on('SIGINT', () => undefined);
process.once('disconnect', () => {
  process.exit(0);
});
