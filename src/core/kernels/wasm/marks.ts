import type { ModuleBuilder, WasmFunction } from './assembler';

/** What the time up to a mark went into. `begin` starts the clock; a product is packed and multiplied piece by piece. */
export const PIECES = ['begin', 'pack A', 'pack B', 'multiply'] as const;
export type Piece = (typeof PIECES)[number];

/**
 * What a traced kernel tells at the end of a piece of its work:
 *
 * - `piece`: a place in `PIECES`;
 * - `c`: address of the first element of the part of C that the piece serves; `cRow`: bytes from a row of C to the next, as
 *   the loops have it, which is that of an element where Cᵀ is computed;
 * - `rows`, `columns`: the extent of that part as the loops see it, 0 where the piece serves more than one part;
 * - `step`, `steps`: the first step of k, and how many.
 */
export const MARK_PARAMETERS = ['piece', 'c', 'cRow', 'rows', 'columns', 'step', 'steps'] as const;
export type MarkFunction = WasmFunction<(typeof MARK_PARAMETERS)[number]>;

/** By this name the module imports it from `env`. */
export const MARK = 'mark';

/** To be imported before anything is defined. */
export function importMark(module: ModuleBuilder): MarkFunction {
  return module.import(MARK, MARK_PARAMETERS);
}
