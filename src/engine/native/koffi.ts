import * as l10n from '@vscode/l10n';
import { createRequire } from 'node:module';

/** Types of C by koffi's names. */
export type NativeType = 'void' | 'int' | 'int64_t' | 'float' | 'double' | 'void *' | 'const char *';

/** A C function; addresses are bigints. */
export type NativeFunction = (...values: readonly (number | bigint | Uint8Array)[]) => unknown;

export interface NativeHandle {
  /** @throws {Error} when there is no such symbol. */
  func(name: string, result: NativeType, parameters: readonly NativeType[]): NativeFunction;
}

/** What is used of koffi, https://koffi.dev. */
export interface Koffi {
  /** @throws {Error} when the system's loader does not find or take the library; `null`: what this process has loaded. */
  load(file: string | null): NativeHandle;
  /** Where a typed array lies; for one on a shared WebAssembly memory that is true for the memory's life. */
  address(array: ArrayBufferView): bigint;
}

/** Native libraries cannot be called here at all. */
export class NativeCallsMissingError extends Error {
  override readonly name = 'NativeCallsMissingError';
}

/**
 * koffi, an optional dependency: a package for all platforms has none of its binaries.
 * @throws {NativeCallsMissingError}
 */
export function loadKoffi(): Koffi {
  try {
    return createRequire(__filename)('koffi') as Koffi;
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    const isAbsent = /cannot find (the native|module 'koffi')/i.test(message);
    throw new NativeCallsMissingError(
      isAbsent
        ? l10n.t(
            'This package of Matmul Profiler has no native parts for {0}-{1}. Install the package that is made for it, where there is one.',
            process.platform,
            process.arch,
          )
        : l10n.t('Native libraries cannot be called here: {0}. Leave blas out.', message),
    );
  }
}
