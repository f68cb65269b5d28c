import type { CodePath } from '../codePath';
import type { WasmFeatures } from '../machine';
import type { Dtype } from '../problem';
import type { CodePathResult } from './codePathTest';

/** In the order in which they are preferred while they are equally fast: the plain ones before those that rely on more. */
const PREFERENCE: readonly { readonly path: CodePath; readonly leastGain: number }[] = [
  { path: 'separate', leastGain: 1 },
  { path: 'relaxed', leastGain: 1.05 },
  { path: 'shuffle', leastGain: 1.05 },
  { path: 'unroll1', leastGain: 1.05 },
  // Experimental in V8: only for a gain that is beyond doubt.
  { path: 'simd256', leastGain: 1.15 },
];

/** How many times as fast as what is preferred to it a path must be. */
export function leastGainOf(path: CodePath): number {
  return PREFERENCE.find((each) => each.path === path)?.leastGain ?? 1;
}

/** The code paths that can be generated for an engine with these features. */
export function availableCodePaths(wasm: Pick<WasmFeatures, 'relaxedSimd'>, revectorizes: boolean): CodePath[] {
  return PREFERENCE.map(({ path }) => path).filter((path) => {
    if (path === 'separate') return true;
    return wasm.relaxedSimd && (path !== 'simd256' || revectorizes);
  });
}

/**
 * The fastest code path whose results were right, by the self-test; one that relies on more than another must be faster
 * by a margin that noise does not explain.
 */
export function chooseCodePath(results: readonly CodePathResult[], dtype: Dtype): CodePath {
  let chosen: CodePath = 'separate';
  let fastest = 0;
  for (const { path, leastGain } of PREFERENCE) {
    const gflops = results.find((result) => result.dtype === dtype && result.path === path)?.gflops ?? 0;
    if (gflops > fastest * leastGain) {
      chosen = path;
      fastest = gflops;
    }
  }
  return chosen;
}
