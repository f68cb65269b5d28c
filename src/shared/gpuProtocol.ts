import { NotificationType, RequestType, RequestType0 } from 'vscode-jsonrpc';
import type { MessageConnection } from 'vscode-jsonrpc';
import type { GpuState } from '../core/gpu';
import type { ParameterValues } from '../core/kernels/parameters';
import type { BatchTiming, GpuStrategyId } from '../core/kernels/strategy';
import type { OperandRounding } from '../core/matrix/errorBound';
import type { Inspection, WantedMap } from '../core/matrix/maps/productMaps';
import type { Verification } from '../core/measure/measurement';
import type { Problem } from '../core/problem';

/**
 * Between whoever measures and a GPU executor: the process of the engine with a GPU library, or a worker of a webview, which
 * the engine asks through the extension host and the page.
 */

export interface GpuPrepared {
  readonly handle: number;
  readonly backend: string;
  readonly prepareNs: number;
  /** What the clock resolves that times it, in nanoseconds. */
  readonly clockNs: number;
}

/** A product whose operands come with each multiplication. */
export interface GpuProductPrepared {
  readonly handle: number;
  readonly backend: string;
  readonly prepareNs: number;
  /** As in `Prepared`. */
  readonly operandRounding?: OperandRounding;
}

/** C, m×n, and how long the multiplication alone took, by the GPU's clock or the executor's. */
export interface GpuMultiplied {
  readonly c: Float32Array;
  readonly computeNs: number;
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
/** Drops what was open, products too, so that several products can be prepared, as a step of a training has them. */
export const openProductsOnGpuRequest = new RequestType0<void, void>('gpu/openProducts');
/** Prepares a product with β = 0 and keeps it beside the others. */
export const prepareProductOnGpuRequest = new RequestType<
  { readonly problem: Problem; readonly strategy: GpuStrategyId; readonly values: ParameterValues },
  GpuProductPrepared,
  void
>('gpu/prepareProduct');
/** Multiplies A and B, as they are stored. */
export const multiplyOnGpuRequest = new RequestType<
  { readonly handle: number; readonly a: Float32Array; readonly b: Float32Array },
  GpuMultiplied,
  void
>('gpu/multiply');
export const closeOnGpuRequest = new RequestType0<void, void>('gpu/close');

/** To a page: end the worker, whatever it does. Whoever waits for it is told that it was ended. */
export const endGpuRequest = new RequestType0<void, void>('gpu/end');
/** From a worker: its GPU is gone. The sentence is for the user. */
export const gpuGoneNotification = new NotificationType<{ readonly message: string }>('gpu/gone');

/** Tells the worker of a page, before anything else, the translations that the page has. */
export const translationsNotification = new NotificationType<Readonly<Record<string, string>>>('gpu/translations');

/** Error codes of answers; their messages are for the user. */
export const GPU_PROBLEM = 20;
export const GPU_OUT_OF_MEMORY = 21;
/** What computes is gone, or cannot be reached; `data` says why. The next `open` may find another. */
export const GPU_LOST = 22;

/** Why a GPU executor is gone. */
export const GPU_LOSSES = [
  'process stopped',
  'no answer',
  'no view',
  'view closed',
  'view reloaded',
  'gpu gone',
] as const;
export type GpuLoss = (typeof GPU_LOSSES)[number];

export function isGpuLoss(data: unknown): data is GpuLoss {
  return GPU_LOSSES.some((known) => known === data);
}

/** The next one on the way to a GPU. */
export interface GpuRelay {
  ask<P, R>(type: RequestType<P, R, void> | RequestType0<R, void>, params: P): Promise<R>;
  /** Ends what computes, whatever it does; whoever waits for it is told. */
  end(): void | Promise<void>;
}

/** Answers the requests of whoever measures by asking the next one on the way to the GPU. */
export function relayGpu(connection: MessageConnection, relay: GpuRelay): void {
  connection.onRequest(describeGpuRequest, () => relay.ask(describeGpuRequest, undefined));
  connection.onRequest(openOnGpuRequest, (problem) => relay.ask(openOnGpuRequest, problem));
  connection.onRequest(prepareOnGpuRequest, (request) => relay.ask(prepareOnGpuRequest, request));
  connection.onRequest(runOnGpuRequest, (request) => relay.ask(runOnGpuRequest, request));
  connection.onRequest(verifyOnGpuRequest, (request) => relay.ask(verifyOnGpuRequest, request));
  connection.onRequest(closeOnGpuRequest, () => relay.ask(closeOnGpuRequest, undefined));
  connection.onRequest(endGpuRequest, () => relay.end());
}
