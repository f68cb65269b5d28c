import type { ModuleBuilder, WasmFunction } from './assembler';
import { defineEdgeWriter } from './edgeWriter';
import { elementCode } from './element';
import { EPILOGUE_PARAMETERS, movedBias } from './epilogue';
import { i32, memoryPages } from './expressions';
import type { Integer } from './expressions';
import { FIVE_LOOPS_PARAMETERS } from './gemmParameters';
import type { GemmShape } from './gemmShape';
import { defineMacroKernel } from './macroKernel';
import { PIECES } from './marks';
import type { MarkFunction, Piece } from './marks';
import { definePackingCopy, definePackingTranspose } from './packing';
import { EDGE_OFFSET, SCALARS } from './scalars';

const FUSED_PARAMETERS = [...FIVE_LOOPS_PARAMETERS, ...EPILOGUE_PARAMETERS] as const;

/** log₂ of the bytes of a page of memory. */
const PAGE_BITS = 16;

/**
 * A matrix product in the structure of GotoBLAS and BLIS: five loops around a micro-kernel, each of which keeps one piece of
 * an operand in one level of the memory hierarchy (Goto & van de Geijn, Anatomy of High-Performance Matrix Multiplication,
 * ACM TOMS 34, 2008; Van Zee & van de Geijn, BLIS: A Framework for Rapidly Instantiating BLAS Functionality, ACM TOMS 41,
 * 2015). Loops 5, 4 and 3 are here, 2 and 1 in macroKernel.ts.
 *
 * @param mark told of each block that was packed or multiplied, where the product is to be traced.
 * @param hasEpilogue C is finished with the last steps of k.
 */
export function defineFiveLoops(
  module: ModuleBuilder,
  shape: GemmShape,
  mark: MarkFunction | null,
  hasEpilogue: boolean,
): WasmFunction<(typeof FUSED_PARAMETERS)[number]> {
  const { mr, nr } = shape;
  const element = elementCode(shape.dtype);
  const { bytes } = element;
  const copyA = definePackingCopy(module, element, mr, 'pack_a_copy');
  const transposeA = definePackingTranspose(module, element, mr, 'pack_a_transpose');
  const copyB = definePackingCopy(module, element, nr, 'pack_b_copy');
  const transposeB = definePackingTranspose(module, element, nr, 'pack_b_transpose');
  const writeEdge = defineEdgeWriter(module, element, hasEpilogue);
  const multiplyPanels = defineMacroKernel(module, element, shape, 'panel', writeEdge, hasEpilogue);
  const multiplyRows = defineMacroKernel(module, element, shape, 'rows', writeEdge, hasEpilogue);

  return module.define('five_loops', hasEpilogue ? FUSED_PARAMETERS : FIVE_LOOPS_PARAMETERS, (f, parameters) => {
    const { m, k, n, a, aLeading, aTransposed, b, bLeading, bTransposed, c, cRow, cColumn } = parameters;
    const { mc, kc, nc, packA, packB, wide, panelsA, panelsB, scalars, beta, bias } = parameters;
    const integer = (name: string): ReturnType<typeof f.local<'i32'>> => f.local('i32', name);
    const [jc, pc, ic] = [integer('jc'), integer('pc'), integer('ic')];
    const [columns, depth, rows] = [integer('columns'), integer('depth'), integer('rows')];
    const [aBlock, bBlock, cBlock] = [integer('a_block'), integer('b_block'), integer('c_block')];
    const [aRow, aStep, evenRows] = [integer('a_row'), integer('a_step'), integer('even_rows')];
    const [direct, packed, betaNow] = [integer('columns_direct'), integer('columns_packed'), integer('beta_now')];
    const packsEdge = integer('packs_edge');
    // Written in a module with an epilogue, and read nowhere else.
    const biasBlock = hasEpilogue ? integer('bias_block') : 0;

    /** Bytes from op(X)[0, 0] to op(X)[i, j], X being stored transposed or not. */
    const offset = (transposed: Integer, leading: Integer, i: Integer, j: Integer): Integer =>
      i32.select(
        transposed,
        i32.add(i32.multiply(j, leading), i32.multiply(i, bytes)),
        i32.add(i32.multiply(i, leading), i32.multiply(j, bytes)),
      );

    /** Tells that a piece has ended. */
    const tell = (
      piece: Piece,
      of: { readonly c: Integer; readonly rows: Integer; readonly columns: Integer },
    ): void => {
      if (mark !== null) {
        f.call(mark, { piece: PIECES.indexOf(piece), cRow, step: pc, steps: depth, ...of });
      }
    };

    /** Multiplies the block of A with some columns of B. */
    const multiply = (ofB: Record<'columns' | 'b' | 'bTile' | 'bStep' | 'c' | 'wide' | 'bias', Integer>): void => {
      const edge = i32.add(scalars, EDGE_OFFSET);
      const values = {
        rows,
        depth,
        a: aBlock,
        aRow,
        aStep,
        evenRows,
        cRow,
        cColumn,
        scalars,
        beta: betaNow,
        edge,
        ...ofB,
      };
      f.if(
        i32.or(packA, aTransposed),
        () => {
          f.call(multiplyPanels, values);
        },
        () => {
          f.call(multiplyRows, values);
        },
      );
    };

    f.set(packB, i32.or(packB, bTransposed));
    // The last columns of a B that is read where it lies are read in whole vectors. The last row may end with the memory:
    // then they are packed instead.
    const lastByte = i32.subtract(
      i32.add(i32.add(b, i32.multiply(i32.subtract(k, 1), bLeading)), i32.multiply(n, bytes)),
      1,
    );
    f.set(packsEdge, i32.atLeast(i32.shiftRight(i32.add(lastByte, 16), PAGE_BITS), memoryPages));

    tell('begin', { c, rows: 0, columns: 0 });
    // Loop 5: over the columns of C, nc at a time. The panels of B of one turn, kc × nc, stay in the third-level cache.
    f.while(i32.below(jc, n), () => {
      f.set(columns, i32.minimum(i32.subtract(n, jc), nc));
      // Columns of B that are read where they lie, and those that are packed: none, all, or the last ones.
      f.set(packed, i32.select(packB, columns, i32.select(packsEdge, i32.remainder(columns, nr), 0)));
      f.set(direct, i32.subtract(columns, packed));

      // Loop 4: over k, kc at a time. The first turn takes β·C in, the later ones add to what is there.
      f.setInteger(pc, 0);
      f.set(betaNow, beta);
      f.while(i32.below(pc, k), () => {
        f.set(depth, i32.minimum(i32.subtract(k, pc), kc));
        f.set(bBlock, i32.add(b, offset(bTransposed, bLeading, pc, jc)));
        f.if(packed, () => {
          const values = { leading: bLeading, count: packed, depth, target: panelsB };
          f.if(
            bTransposed,
            () => {
              f.call(transposeB, { ...values, source: bBlock });
            },
            () => {
              f.call(copyB, { ...values, source: i32.add(bBlock, i32.multiply(direct, bytes)) });
            },
          );
          tell('pack B', { c: i32.add(c, i32.multiply(jc, cColumn)), rows: 0, columns });
        });

        // Loop 3: over the rows of C, mc at a time. The panels of A of one turn, mc × kc, stay in the second-level cache.
        f.setInteger(ic, 0);
        f.while(i32.below(ic, m), () => {
          f.set(rows, i32.minimum(i32.subtract(m, ic), mc));
          f.set(aBlock, i32.add(a, offset(aTransposed, aLeading, ic, pc)));
          f.if(
            packA,
            () => {
              const values = { source: aBlock, leading: aLeading, count: rows, depth, target: panelsA };
              f.if(
                aTransposed,
                () => {
                  f.call(copyA, values);
                },
                () => {
                  f.call(transposeA, values);
                },
              );
              tell('pack A', { c: i32.add(c, i32.multiply(ic, cRow)), rows, columns: 0 });
              f.set(aBlock, panelsA);
              f.setInteger(aStep, mr * bytes);
              f.set(aRow, i32.multiply(depth, bytes));
            },
            () => {
              f.set(aStep, aLeading);
              f.set(aRow, i32.select(aTransposed, bytes, aLeading));
              f.setInteger(evenRows, mr + Math.floor(mr / 2));
            },
          );
          f.set(cBlock, i32.add(c, i32.add(i32.multiply(ic, cRow), i32.multiply(jc, cColumn))));
          if (typeof biasBlock !== 'number') {
            const isLast = i32.atLeast(i32.add(pc, kc), k);
            f.set(biasBlock, i32.select(isLast, movedBias(bias, i32.multiply(jc, bytes)), 0));
          }
          f.if(direct, () => {
            const places = { b: bBlock, bTile: nr * bytes, bStep: bLeading, c: cBlock };
            multiply({ columns: direct, ...places, wide, bias: biasBlock });
          });
          f.if(packed, () => {
            multiply({
              columns: packed,
              b: panelsB,
              bTile: i32.multiply(depth, nr * bytes),
              bStep: nr * bytes,
              c: i32.add(cBlock, i32.multiply(direct, cColumn)),
              wide: 0,
              bias: typeof biasBlock === 'number' ? 0 : movedBias(biasBlock, i32.multiply(direct, bytes)),
            });
          });
          tell('multiply', { c: cBlock, rows, columns });
          f.increase(ic, mc);
        });

        f.set(betaNow, i32.add(scalars, SCALARS.one));
        f.increase(pc, kc);
      });
      f.increase(jc, nc);
    });
  });
}
