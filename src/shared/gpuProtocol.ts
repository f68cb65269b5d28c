import { RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { GpuState } from '../core/gpu';
import type { ParameterValues } from '../core/kernels/parameters';
import type { BatchTiming, GpuStrategyId } from '../core/kernels/strategy';
import type { Inspection, WantedMap } from '../core/matrix/maps/productMaps';
import type { Verification } from '../core/measure/measurement';
import type { Problem } from '../core/problem';

/** Between whoever measures and a GPU executor: the process of the engine with a GPU library, or a webview. */

export interface GpuPrepared {
  readonly handle: number;
  readonly backend: string;
  readonly prepareNs: number;
}

/** Looks for a GPU and tests it, once. Answers 'missing' where there is none; nothing is wrong then. */
export const describeGpuRequest = new RequestType0<GpuState, void>('gpu/describe');
/** Drops what was open, and generates A, B and C from their seed. */
export const openOnGpuRequest = new RequestType<Problem, void, void>('gpu/open');
export const prepareOnGpuRequest = new RequestType<
  { readonly strategy: GpuStrategyId; readonly values: ParameterValues },
  GpuPrepared,
  void
>('gpu/prepare');
export const runOnGpuRequest = new RequestType<{ readonly handle: number; readonly times: number }, BatchTiming, void>(
  'gpu/runBatch',
);
/** Runs once from the seeded C and compares the outcome with the reference, where it was computed. */
export const verifyOnGpuRequest = new RequestType<{ readonly handle: number }, Verification, void>('gpu/verify');
/** Maps C as one run computes it, where it was computed. */
export const inspectOnGpuRequest = new RequestType<
  { readonly handle: number; readonly wanted: readonly WantedMap[]; readonly threads: number },
  Omit<Inspection, 'backend'>,
  void
>('gpu/inspect');
export const closeOnGpuRequest = new RequestType0<void, void>('gpu/close');
