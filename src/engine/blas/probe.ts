import * as l10n from '@vscode/l10n';
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from 'vscode-jsonrpc/node';
import { readTranslations } from '../translations';
import { loadKoffi, NativeCallsMissingError } from '../native/koffi';
import type { Koffi } from '../native/koffi';
import { NativeLibrary } from './nativeLibrary';
import { probeRequest } from './probeProtocol';
import type { ProbeOutcome } from './probeProtocol';
import { SELF_CHECK_BYTES, selfCheck } from './selfCheck';
import { watch, Watchdog } from './watchdog';

/** The entry of a process that tries native libraries. What crashes or hangs here costs this process, not the engine. */

/** What loaders say where there is no such file. */
const ABSENT = /no such file|not be found|not found/i;

function probe(file: string): ProbeOutcome {
  let koffi: Koffi;
  try {
    koffi = loadKoffi();
  } catch (error) {
    if (!(error instanceof NativeCallsMissingError)) throw error;
    return { type: 'no native calls', reason: error.message };
  }
  let library: NativeLibrary;
  try {
    library = new NativeLibrary(koffi, file);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return ABSENT.test(message)
      ? { type: 'absent' }
      : { type: 'unusable', reason: l10n.t('it cannot be loaded: {0}', message) };
  }
  const buffer = new ArrayBuffer(SELF_CHECK_BYTES);
  const wrong = selfCheck(library.on(koffi.address(new Uint8Array(buffer))), buffer);
  return wrong === null ? { type: 'usable', identity: library.identity } : { type: 'unusable', reason: wrong };
}

/** `blasProbe.js LIMIT`: the process ends when a library takes more milliseconds. */
function serve(limitMs: number): void {
  readTranslations();
  const watchdog = new Watchdog(__filename, limitMs);
  const connection = createMessageConnection(new IPCMessageReader(process), new IPCMessageWriter(process));
  connection.onRequest(probeRequest, ({ file }) => watchdog.guard(() => probe(file)));
  connection.listen();
  process.on('SIGINT', () => undefined);
  process.once('disconnect', () => {
    process.exit(0);
  });
}

if (isMainThread) serve(Number(process.argv[2]));
else watch();
