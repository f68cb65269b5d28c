import type { Floats } from '../../src/core/matrix/dense';
import type { Problem } from '../../src/core/problem';

/** What peers/ID.mjs exports: one library behind one face. The libraries are untyped here, and not in node_modules. */
export interface Adapter {
  load(surroundings: Surroundings): Promise<Library>;
}

/** Where a library is found. */
export interface Surroundings {
  readonly requireFromPeers: NodeJS.Require;
  readonly resolveFromPeers: (name: string) => string;
  /** Version of an installed package. */
  readonly versionOf: (name: string) => string;
  /** The folder of the adapters. */
  readonly adapters: string;
  /** A Python that has scipy. */
  readonly python: string;
}

export interface Library {
  readonly version: string;
  /** It computes no product but steps of a training, of which there is no reference to hold it against. */
  readonly isTraining?: boolean;
  /** C = op(A)·op(B), row-major; most libraries are asked for products without transposes only. */
  prepare(problem: Problem, a: Floats, b: Floats): Promise<Product>;
}

export interface Product {
  readonly backend: string;
  /** Nanoseconds that so many products took. */
  runBatch(times: number): Promise<number>;
  /** The C of the last run. */
  read(): Promise<Floats>;
  dispose?(): void | Promise<void>;
}

/** @throws {TypeError} when the module is no adapter. */
export function asAdapter(module: unknown): Adapter {
  if (!isAdapter(module)) throw new TypeError('an adapter exports load()');
  return module;
}

function isAdapter(module: unknown): module is Adapter {
  return typeof module === 'object' && module !== null && 'load' in module && typeof module.load === 'function';
}
