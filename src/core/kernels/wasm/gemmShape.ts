import { assertNever } from '../../assertNever';
import type { CodePath } from '../../codePath';
import type { Machine } from '../../machine';
import type { Dtype } from '../../problem';
import { lanesOf } from './element';
import type { MultiplyAdd } from './element';

/**
 * How an element of A gets into all lanes of a register. `load`: by an instruction that reads it from memory. `shuffle`:
 * neighbours are read as one vector, and each is spread from there, where A lies in panels. Fewer reads pay where the
 * engine checks the bounds of each of them.
 */
export type Splat = 'load' | 'shuffle';

/** What a matrix product module is generated for. */
export interface GemmShape {
  readonly dtype: Dtype;
  /** Rows and columns of C that are kept in registers; nr is a multiple of the lanes of a vector. */
  readonly mr: number;
  readonly nr: number;
  /** Steps of k in one turn of the innermost loop. */
  readonly unroll: number;
  readonly multiplyAdd: MultiplyAdd;
  readonly splat: Splat;
  /** 256 where V8 is to join pairs of neighbouring 128-bit operations (`--experimental-wasm-revectorize`). */
  readonly vectorBits: 128 | 256;
}

/**
 * The tile that a code path keeps in registers. V8 leaves 15 vector registers. A tile takes mr·nr ÷ lanes for its sums,
 * nr ÷ lanes for B and one for A; shuffles and separate instructions take one more. Of the tiles that fit, these were the
 * fastest when measured.
 */
export function shapeOfPath(path: CodePath, dtype: Dtype): GemmShape {
  const vector = lanesOf(dtype);
  const plain = { dtype, unroll: 4, multiplyAdd: 'relaxed', splat: 'load', vectorBits: 128 } as const;
  switch (path) {
    case 'simd256':
      return { ...plain, mr: 6, nr: 4 * vector, vectorBits: 256 };
    case 'relaxed':
      return { ...plain, mr: 6, nr: 2 * vector };
    case 'shuffle':
      return { ...plain, mr: 5, nr: 2 * vector, splat: 'shuffle' };
    case 'unroll1':
      return { ...plain, mr: 4, nr: 2 * vector, unroll: 1 };
    case 'separate':
      return { ...plain, mr: 5, nr: 2 * vector, multiplyAdd: 'separate' };
    default:
      return assertNever(path);
  }
}

/** What of C a micro-kernel keeps in registers: `rows` rows of `vectors` vectors of 128 bits. */
export interface TileSize {
  readonly rows: number;
  readonly vectors: number;
}

/** The tile of mr×nr. */
export function fullTile({ dtype, mr, nr }: GemmShape): TileSize {
  return { rows: mr, vectors: nr / lanesOf(dtype) };
}

/**
 * Tiles for a C of so few rows that a usual one has too few sums: a multiply-add takes four cycles and two can start in
 * each, so that eight sums must be under way. Registers of a row, by the number of rows.
 */
const WIDE_TILE_REGISTERS = [8, 4, 3] as const;

export function wideTiles({ vectorBits }: GemmShape): readonly TileSize[] {
  return WIDE_TILE_REGISTERS.map((registers, index) => ({
    rows: index + 1,
    vectors: (registers * vectorBits) / 128,
  }));
}

/** Elements of the largest tile: the room that a tile takes in memory. */
export function tileElements(shape: GemmShape): number {
  const sizes = [fullTile(shape), ...wideTiles(shape)].map(({ rows, vectors }) => rows * vectors);
  return Math.max(...sizes) * lanesOf(shape.dtype);
}

/** Text that tells shapes apart, for the names of modules. */
export function shapeKey({ dtype, mr, nr, unroll, multiplyAdd, splat, vectorBits }: GemmShape): string {
  return [dtype, `${mr}×${nr}`, unroll, multiplyAdd, splat, vectorBits].join(' ');
}

/** The shape of the code path that was chosen for this machine. */
export function defaultShape(dtype: Dtype, { wasm }: Machine): GemmShape {
  return shapeOfPath(wasm.codePaths[dtype], dtype);
}

/** A shape with another tile. An odd number of vectors has no pairs to join, so that 128 bits remain. */
export function withTile(shape: GemmShape, mr: number, nr: number): GemmShape {
  const isPaired = (nr / lanesOf(shape.dtype)) % 2 === 0;
  return { ...shape, mr, nr, vectorBits: isPaired ? shape.vectorBits : 128 };
}

/** The best way that the engine has for an element type. */
export function multiplyAddOf(dtype: Dtype, { wasm }: Machine): MultiplyAdd {
  return shapeOfPath(wasm.codePaths[dtype], dtype).multiplyAdd;
}

export function multiplyAddLabel(multiplyAdd: MultiplyAdd): string {
  return multiplyAdd === 'relaxed' ? 'relaxed madd' : 'mul + add';
}

/** 'wasm simd256 6×16, relaxed madd'; a shuffle and a small unroll are said too. */
export function shapeLabel({ mr, nr, unroll, multiplyAdd, splat, vectorBits }: GemmShape): string {
  const parts = [`wasm simd${vectorBits} ${mr}×${nr}`, multiplyAddLabel(multiplyAdd)];
  if (splat === 'shuffle') parts.push('splat by shuffle');
  if (unroll === 1) parts.push('unroll 1');
  return parts.join(', ');
}
