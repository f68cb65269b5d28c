import * as l10n from '@vscode/l10n';
import { createHash } from 'node:crypto';
import process from 'node:process';
import type { CodePath } from '../core/codePath';
import { availableCodePaths, chooseCodePath } from '../core/kernels/codePathChoice';
import type { CodePathResult } from '../core/kernels/codePathTest';
import { shapeOfPath } from '../core/kernels/wasm/gemmShape';
import { tileProbeModule } from '../core/kernels/wasm/tileProbe';
import type { Machine, WasmFeatures } from '../core/machine';
import { DTYPES } from '../core/problem';
import { REVECTORIZE } from '../shared/engineFlags';
import type { CodePathCache } from './codePathCache';

export interface CodePathSelection {
  readonly codePaths: WasmFeatures['codePaths'];
  readonly results: readonly CodePathResult[];
  readonly notes: readonly string[];
}

export interface CodePathMeans {
  /** `null`: nothing is kept. */
  readonly cache: Pick<CodePathCache, 'read' | 'write'> | null;
  readonly test: (paths: readonly CodePath[]) => Promise<readonly CodePathResult[]>;
}

/** The code path that was asked for where this engine has it; else the one that the self-test, now or earlier, chose. */
export async function selectCodePaths(
  wanted: CodePath | 'auto',
  machine: Machine,
  { cache, test }: CodePathMeans,
  flags: readonly string[] = process.execArgv,
): Promise<CodePathSelection> {
  const revectorizes = flags.includes(REVECTORIZE) && machine.architecture === 'x64';
  const available = availableCodePaths(machine.wasm, revectorizes);
  const forced = available.find((path) => path === wanted);
  if (forced !== undefined) return { codePaths: { f32: forced, f64: forced }, results: [], notes: [] };
  const key = keyOf(machine, available, flags);
  let results = await cache?.read(key);
  if (results === undefined) {
    results = await test(available);
    await cache?.write(key, results);
  }
  return {
    codePaths: { f32: chooseCodePath(results, 'f32'), f64: chooseCodePath(results, 'f64') },
    results,
    notes:
      wanted === 'auto'
        ? []
        : [
            l10n.t(
              'The code path {0} is not available on Node {1} here; it has {2}. The self-test chose instead.',
              wanted,
              process.versions.node,
              available.join(', '),
            ),
          ],
  };
}

/** What the outcome depends on: the processor, the compiler, its flags, and the code that is compiled. */
function keyOf(machine: Machine, paths: readonly CodePath[], flags: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const dtype of DTYPES) hash.update(tileProbeModule(shapeOfPath(path, dtype), true).bytes);
  }
  return [machine.processor, process.versions.v8, ...flags, hash.digest('hex').slice(0, 16)].join(' | ');
}
