import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Lets V8 join pairs of neighbouring 128-bit operations into 256-bit ones (x64, V8 13 and up). */
export const REVECTORIZE = '--experimental-wasm-revectorize';

interface Flag {
  /** As V8 lists it, without dashes. */
  readonly option: string;
  /** As it stands in the list's defaults while it is not yet as wanted. */
  readonly ifDefault: string;
  readonly flag: string;
  /** Major version of V8 from which on it does what is wanted. */
  readonly fromV8?: number;
}

/** What makes V8 compile kernels well. All are start flags: some of them abort a process that sets them later. */
const WANTED: readonly Flag[] = [
  // The baseline compiler's code is four times slower; without it kernels are fast from their first call.
  { option: 'liftoff', ifDefault: '--liftoff', flag: '--no-liftoff' },
  {
    option: 'experimental-wasm-revectorize',
    ifDefault: '--no-experimental-wasm-revectorize',
    flag: REVECTORIZE,
  },
  // Where fused multiply-add is there but not yet on (V8 11).
  {
    option: 'experimental-wasm-relaxed-simd',
    ifDefault: '--no-experimental-wasm-relaxed-simd',
    flag: '--experimental-wasm-relaxed-simd',
  },
  // The newer back end spills fewer registers; in V8 11 it was not finished.
  { option: 'turboshaft-wasm', ifDefault: '--no-turboshaft-wasm', flag: '--turboshaft-wasm', fromV8: 12 },
];

/** A start takes this long at most; a program that is no Node may never end. */
const TIMEOUT_MS = 10_000;

const known = new Map<string, Promise<readonly string[]>>();

/** The flags to start the engine with on this Node; none where it cannot be asked. Asked once a process. */
export function engineFlags(nodePath: string): Promise<readonly string[]> {
  let flags = known.get(nodePath);
  if (flags === undefined) {
    flags = ask(nodePath).catch(() => []);
    known.set(nodePath, flags);
  }
  return flags;
}

async function ask(nodePath: string): Promise<readonly string[]> {
  const [options, version] = await Promise.all([
    output(nodePath, ['--v8-options']),
    nodePath === process.execPath ? process.versions.v8 : output(nodePath, ['-p', 'process.versions.v8']),
  ]);
  return flagsFor(options, Number.parseInt(version, 10));
}

/** @param options what `node --v8-options` prints */
export function flagsFor(options: string, v8Major: number): readonly string[] {
  return WANTED.filter(({ option, ifDefault, fromV8 = 0 }) => {
    const entry = new RegExp(`^ +--${option} .*\\n.*default: (\\S+)`, 'm').exec(options);
    return entry?.[1] === ifDefault && v8Major >= fromV8;
  }).map(({ flag }) => flag);
}

async function output(nodePath: string, values: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(nodePath, values, {
    // In desktop VS Code this is Electron, which is to behave as Node.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    timeout: TIMEOUT_MS,
    maxBuffer: 16 * 2 ** 20,
  });
  return stdout;
}
