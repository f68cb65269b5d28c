import type { FunctionBody, ModuleBuilder, WasmFunction } from './assembler';
import { chooseByCount } from './chooseByCount';
import type { EdgeWriter } from './edgeWriter';
import type { ElementCode } from './element';
import { EPILOGUE_PARAMETERS, movedBias } from './epilogue';
import { i32 } from './expressions';
import type { Integer } from './expressions';
import { fullTile, wideTiles } from './gemmShape';
import type { GemmShape } from './gemmShape';
import { defineMicroKernel } from './microKernel';
import type { MicroKernel, TileAccess } from './microKernel';

const SHARED_PARAMETERS = [
  'rows',
  'columns',
  'depth',
  'a',
  'aRow',
  'aStep',
  'evenRows',
  'b',
  'bStep',
  'c',
  'cRow',
  'cColumn',
  'scalars',
  'beta',
  'edge',
] as const;

/**
 * Multiplies a block of A, `rows × depth`, with a panel of B, `depth × columns`, into C, tile by tile.
 *
 * - `a`, `aStep`, `b`, `bStep`, `scalars`, `beta`: as the micro-kernel takes them;
 * - `aRow`: bytes that a tile of A is further for each row of the tile before it; `bTile`: bytes from a tile of B to the next;
 * - `evenRows`: where so many rows are left, or fewer, but more than one tile has, two tiles share them evenly; 0 where the
 *   rows of a tile are fixed by the packing;
 * - `wide`: 1 where the rows are so few that wider tiles pay, and B lies so that they can be read;
 * - `cRow`, `cColumn`: bytes from a row of C, or a column, to the next;
 * - `edge`: address of a tile in memory, for tiles that reach beyond the last column, and for all where the columns of C are
 *   no neighbours. What lies beyond the last column of B is read, up to the end of a vector, and may be anything;
 * - `bias`: as in epilogue.ts, where there is one; then the columns of C are neighbours.
 */
export type MacroKernel = WasmFunction<(typeof FUSED_PARAMETERS)[number]>;

const PARAMETERS = [...SHARED_PARAMETERS, 'bTile', 'wide'] as const;
const FUSED_PARAMETERS = [...PARAMETERS, ...EPILOGUE_PARAMETERS] as const;
const FUSED_SHARED_PARAMETERS = [...SHARED_PARAMETERS, ...EPILOGUE_PARAMETERS] as const;

/** Loop 1 for one width of the tile: `columns` of B, as many as the vectors of the tile have elements, or fewer. */
type TileColumn = WasmFunction<(typeof FUSED_SHARED_PARAMETERS)[number]>;

/** The two loops around the micro-kernel. */
export function defineMacroKernel(
  module: ModuleBuilder,
  element: ElementCode,
  shape: GemmShape,
  access: TileAccess,
  writeEdge: EdgeWriter,
  hasEpilogue: boolean,
): MacroKernel {
  const { lanes, bytes } = element;
  const full = fullTile(shape);
  const tileColumns = Array.from({ length: full.vectors }, (_, at) =>
    defineTileColumn(module, element, shape, at + 1, access, writeEdge, hasEpilogue),
  );
  const wide = wideTiles(shape).map(({ rows, vectors }) => ({
    rows,
    vectors,
    kernel: defineMicroKernel(module, element, shape, { rows, vectors }, access, hasEpilogue),
  }));

  return module.define(`macro_kernel_${access}`, hasEpilogue ? FUSED_PARAMETERS : PARAMETERS, (f, parameters) => {
    const {
      rows,
      columns,
      depth,
      a,
      aStep,
      b,
      bStep,
      bTile,
      c,
      cRow,
      cColumn,
      scalars,
      beta,
      edge,
      wide: isWide,
      bias,
    } = parameters;
    const width = f.local('i32', 'width');
    const moveOn = (tile: Integer): void => {
      f.increase(b, tile);
      f.increase(c, i32.multiply(width, cColumn));
      if (hasEpilogue) f.set(bias, movedBias(bias, i32.multiply(width, bytes)));
      f.decrease(columns, width);
    };

    f.if(isWide, () => {
      for (const { rows: height, vectors, kernel } of wide) {
        f.if(i32.equal(rows, height), () => {
          f.setInteger(width, vectors * lanes);
          f.while(i32.atLeast(columns, width), () => {
            writeTile(f, writeEdge, vectors * lanes * bytes, bytes, {
              tile: { depth, a, aStep, b, bStep, scalars },
              place: { rows, columns: width, c, cRow, cColumn, scalars, beta, edge, bias },
              kernels: [kernel],
              partial: 0,
            });
            moveOn(vectors * lanes * bytes);
          });
        });
      }
    });

    // Loop 2: over the columns of C, nr at a time. The tile of B, depth × nr, is used by all turns of loop 1: it stays in
    // the first-level cache. The last columns take no more vectors than they need.
    f.while(columns, () => {
      f.set(width, i32.minimum(columns, shape.nr));
      tileColumns.forEach((tileColumn, at) => {
        const [above, upTo] = [at * lanes, (at + 1) * lanes];
        f.if(i32.and(i32.below(above, width), i32.atLeast(upTo, width)), () => {
          f.call(tileColumn, { ...parameters, columns: width });
        });
      });
      moveOn(bTile);
    });
  });
}

function defineTileColumn(
  module: ModuleBuilder,
  element: ElementCode,
  shape: GemmShape,
  vectors: number,
  access: TileAccess,
  writeEdge: EdgeWriter,
  hasEpilogue: boolean,
): TileColumn {
  const { mr } = shape;
  const columnsOfTile = vectors * element.lanes;
  // One kernel for each number of rows, so that a last tile that is not full costs no more than it must.
  const kernels = Array.from({ length: mr }, (_, at) =>
    defineMicroKernel(module, element, shape, { rows: at + 1, vectors }, access, hasEpilogue),
  );
  const names = hasEpilogue ? FUSED_SHARED_PARAMETERS : SHARED_PARAMETERS;
  return module.define(`tile_column_${columnsOfTile}_${access}`, names, (f, parameters) => {
    const { rows, columns, depth, a, aRow, aStep, evenRows, b, bStep, c, cRow, cColumn, scalars, beta, edge } =
      parameters;
    const { bias } = parameters;
    const height = f.local('i32', 'height');
    const partial = f.local('i32', 'is_partial');
    f.set(partial, i32.below(columns, columnsOfTile));

    // Loop 1: over the rows of C, mr at a time. The tile of C, mr × nr, stays in registers; A's tiles come from the
    // second-level cache.
    f.while(rows, () => {
      f.set(height, i32.minimum(rows, mr));
      // A tile of one or two rows has too few sums to keep the multipliers busy.
      f.if(i32.and(i32.below(mr, rows), i32.atLeast(evenRows, rows)), () => {
        f.set(height, i32.shiftRight(i32.add(rows, 1), 1));
      });
      writeTile(f, writeEdge, columnsOfTile * element.bytes, element.bytes, {
        tile: { depth, a, aStep, b, bStep, scalars },
        place: { rows: height, columns, c, cRow, cColumn, scalars, beta, edge, bias },
        kernels,
        partial,
      });
      f.increase(a, i32.multiply(aRow, height));
      f.increase(c, i32.multiply(cRow, height));
      f.decrease(rows, height);
    });
  });
}

interface TileCall {
  readonly tile: Readonly<Record<'depth' | 'a' | 'aStep' | 'b' | 'bStep' | 'scalars', Integer>>;
  readonly place: Readonly<
    Record<
      | 'rows'
      | 'columns'
      | 'c'
      | 'cRow'
      | 'cColumn'
      | 'scalars'
      | 'beta'
      | 'edge'
      | (typeof EPILOGUE_PARAMETERS)[number],
      Integer
    >
  >;
  /** By the number of rows, 1 … mr; a single one where it is known. */
  readonly kernels: readonly MicroKernel[];
  /** Whether the tile reaches beyond the last column. */
  readonly partial: Integer;
}

/** Computes a tile into C where it fits, else into memory and from there. */
function writeTile(
  f: FunctionBody,
  writeEdge: EdgeWriter,
  edgeStep: number,
  bytes: number,
  { tile, place: { edge, ...place }, kernels, partial }: TileCall,
): void {
  const compute = (to: Readonly<Record<'c' | 'cStep' | 'beta' | 'bias', Integer>>): void => {
    // Most tiles are full: the last kernel is asked for first.
    chooseByCount(f, place.rows, kernels, (kernel) => {
      f.call(kernel, { ...tile, ...to });
    });
  };
  f.if(
    i32.or(partial, i32.subtract(place.cColumn, bytes)),
    () => {
      compute({ c: edge, cStep: edgeStep, beta: 0, bias: 0 });
      f.call(writeEdge, { ...place, edge, edgeStep });
    },
    () => {
      compute({ c: place.c, cStep: place.cRow, beta: place.beta, bias: place.bias });
    },
  );
}
