import type { ModuleBuilder, WasmFunction } from './assembler';
import type { ElementCode } from './element';
import { i32 } from './expressions';
import type { GemmShape } from './gemmShape';
import { defineMicroKernel } from './microKernel';
import type { TileAccess } from './microKernel';

/**
 * Multiplies a block of A, `rows × depth`, with a panel of B, `depth × columns`, into C, tile by tile. Tiles of A are
 * `aTile` bytes apart, tiles of B `bTile` bytes; the other parameters are those of the micro-kernel. `edge` is the address
 * of a tile in memory, for tiles that reach beyond the last column: B must have zeros there, or anything that may be read.
 */
export type MacroKernel = WasmFunction<(typeof PARAMETERS)[number]>;

const PARAMETERS = [
  'rows',
  'columns',
  'depth',
  'a',
  'aTile',
  'aStep',
  'b',
  'bTile',
  'bStep',
  'c',
  'cStep',
  'scalars',
  'beta',
  'edge',
] as const;

/** The two loops around the micro-kernel. */
export function defineMacroKernel(
  module: ModuleBuilder,
  element: ElementCode,
  shape: GemmShape,
  access: TileAccess,
): MacroKernel {
  const { mr, nr } = shape;
  const writeEdge = defineEdgeWriter(module, element, nr, `write_edge_${access}`);
  // One kernel for each number of rows, so that a last tile that is not full costs no more than it must.
  const kernels = Array.from({ length: mr }, (_, at) => defineMicroKernel(module, element, shape, at + 1, access));

  return module.define(`macro_kernel_${access}`, PARAMETERS, (f, parameters) => {
    const { rows, columns, depth, a, aTile, aStep, b, bTile, bStep, c, cStep, scalars, beta, edge } = parameters;
    const aAt = f.local('i32');
    const cAt = f.local('i32');
    const rowsLeft = f.local('i32');
    const width = f.local('i32');
    const height = f.local('i32');

    // Loop 2: over the columns of C, nr at a time. The tile of B, depth × nr, is used by all turns of loop 1: it stays in
    // the first-level cache.
    f.while(columns, () => {
      f.set(width, i32.minimum(columns, nr));
      f.set(aAt, a);
      f.set(cAt, c);
      f.set(rowsLeft, rows);
      // Loop 1: over the rows of C, mr at a time. The tile of C, mr × nr, stays in registers; A's tiles come from the
      // second-level cache.
      f.while(rowsLeft, () => {
        f.set(height, i32.minimum(rowsLeft, mr));
        const compute = (to: Readonly<Record<'c' | 'cStep' | 'beta', Parameters<typeof f.setInteger>[1]>>): void => {
          const callKernel = (at: number): void => {
            f.call(kernels[at], { depth, a: aAt, aStep, b, bStep, scalars, ...to });
          };
          // Most tiles are full.
          f.if(
            i32.equal(height, mr),
            () => {
              callKernel(mr - 1);
            },
            () => {
              for (let at = 0; at < mr - 1; at++) {
                f.if(i32.equal(height, at + 1), () => {
                  callKernel(at);
                });
              }
            },
          );
        };
        f.if(
          i32.equal(width, nr),
          () => {
            compute({ c: cAt, cStep, beta });
          },
          () => {
            compute({ c: edge, cStep: nr * element.bytes, beta: 0 });
            f.call(writeEdge, { edge, c: cAt, cStep, rows: height, columns: width, beta });
          },
        );
        f.increase(aAt, aTile);
        f.increase(cAt, i32.multiply(cStep, mr));
        f.decrease(rowsLeft, height);
      });
      f.increase(b, bTile);
      f.increase(c, nr * element.bytes);
      f.decrease(columns, width);
    });
  });
}

/** Writes the part of a tile in memory that lies within C. */
function defineEdgeWriter(
  module: ModuleBuilder,
  element: ElementCode,
  nr: number,
  name: string,
): WasmFunction<'edge' | 'c' | 'cStep' | 'rows' | 'columns' | 'beta'> {
  const parameters = ['edge', 'c', 'cStep', 'rows', 'columns', 'beta'] as const;
  return module.define(name, parameters, (f, { edge, c, cStep, rows, columns, beta }) => {
    const at = f.local('i32');
    const factor = f.local(element.dtype);
    f.if(beta, () => {
      f.set(factor, element.load(beta));
    });
    f.set(columns, i32.multiply(columns, element.bytes));
    f.doWhile(() => {
      f.setInteger(at, 0);
      f.doWhile(
        () => {
          const to = i32.add(c, at);
          const value = element.load(i32.add(edge, at));
          f.if(
            beta,
            () => {
              f.run(element.store(to, element.add(value, element.multiply(element.load(to), factor))));
            },
            () => {
              f.run(element.store(to, value));
            },
          );
          f.increase(at, element.bytes);
        },
        i32.below(at, columns),
      );
      f.increase(edge, nr * element.bytes);
      f.increase(c, cStep);
      f.decrease(rows, 1);
    }, rows);
  });
}
