import { RequestType } from 'vscode-jsonrpc';
import type { BlasIdentity } from './makers';

/** Between the engine and the process that tries native libraries for it. */

export type ProbeOutcome =
  | { readonly type: 'usable'; readonly identity: BlasIdentity }
  /** The system's loader finds nothing under that name. */
  | { readonly type: 'absent' }
  /** It is there, but cannot be used: the end of a sentence that says why. */
  | { readonly type: 'unusable'; readonly reason: string }
  /** No native library can be called here: a sentence. */
  | { readonly type: 'no native calls'; readonly reason: string };

/** Loads a library by a name or path, and lets it compute. */
export const probeRequest = new RequestType<{ readonly file: string }, ProbeOutcome, void>('blas/probe');
