import type { FunctionBody, Local, ModuleBuilder, WasmFunction } from './assembler';
import type { ElementCode, MultiplyAdd } from './element';
import { i32 } from './expressions';
import type { Expression, Integer } from './expressions';
import { writeScaled, writeUpdated } from './writeVectors';

/** What the kernels of a sparse A are generated for. */
export interface PanelShape {
  readonly multiplyAdd: MultiplyAdd;
  /** Vectors of a row of C that are kept in registers. */
  readonly vectors: number;
  /** Entries, or steps of k, in one turn of the innermost loop. */
  readonly unroll: number;
}

/**
 * What every kernel takes that multiplies rows of A with neighbouring columns of B:
 *
 * - `rows` ≥ 1: rows of A; `values`: address of its stored elements;
 * - `b`, `bStep`: address of B's first element, bytes from a row of B to the next;
 * - `c`, `cStep`: address of C's first element, bytes from row to row;
 * - `scalars`, `beta`: address of α; 0 where β is 0, so that C is not read, else the address of β.
 */
export const ROWS_PARAMETERS = ['rows', 'values', 'b', 'bStep', 'c', 'cStep', 'scalars', 'beta'] as const;

/**
 * The rows by their entries, with `count` of the columns:
 *
 * - `rowStarts`: address of the start of the first row, or row of blocks; `columns`: that of the entries' columns.
 */
export const ENTRIES_PARAMETERS = [...ROWS_PARAMETERS, 'rowStarts', 'columns', 'count'] as const;

/**
 * Multiplies some rows of A with `count` neighbouring columns of B, at most a panel of them. Of meaning in BSR only:
 *
 * - `k`: columns of A; `block`: rows and columns of its blocks;
 * - `stripStep`: bytes from a strip of B to the next, where B is packed in strips.
 */
export const PANEL_PARAMETERS = [...ENTRIES_PARAMETERS, 'k', 'block', 'stripStep'] as const;
export type PanelKernel = WasmFunction<(typeof PANEL_PARAMETERS)[number]>;

/** Defines the kernel of a format. */
export type PanelDefinition = (module: ModuleBuilder, element: ElementCode, shape: PanelShape) => PanelKernel;

/** `vectors`, then the powers of two below it: what the last columns are cut into. */
export function narrowing(vectors: number): readonly number[] {
  return [vectors, ...[64, 32, 16, 8, 4, 2, 1].filter((fewer) => fewer < vectors)];
}

/** Writes α·sums, or α·sums + β·C where `beta` is an address, to neighbouring vectors of C. */
export function writeVectors(
  f: FunctionBody,
  element: ElementCode,
  sums: readonly Expression<'v128'>[],
  {
    c,
    alphas,
    betas,
    beta,
  }: Readonly<Record<'alphas' | 'betas', Local<'v128'>>> & Readonly<Record<'c' | 'beta', Local<'i32'>>>,
): void {
  const kept = [f.local('v128', 'kept'), f.local('v128', 'kept')];
  f.if(
    beta,
    () => {
      f.set(betas, element.loadSplat(beta));
      writeUpdated(f, element, sums, { c, alphas, betas, kept });
    },
    () => {
      writeScaled(f, element, sums, { c, alphas });
    },
  );
}

/**
 * α in all lanes of a new variable, and another one for β: it is loaded where it is needed, for a vector that is loaded in one
 * branch only is not joined with its neighbour by V8, and neither are those that are computed with it, the sums among them.
 */
export function spreadScalars(
  f: FunctionBody,
  element: ElementCode,
  { scalars }: Readonly<Record<'scalars', Local<'i32'>>>,
): Readonly<Record<'alphas' | 'betas', Local<'v128'>>> {
  const alphas = f.local('v128', 'alphas');
  const betas = f.local('v128', 'betas');
  f.set(alphas, element.loadSplat(scalars));
  return { alphas, betas };
}

export function addressOf(array: Integer, index: Integer, bytes: Integer): Expression<'i32'> {
  return i32.add(array, i32.multiply(index, bytes));
}
