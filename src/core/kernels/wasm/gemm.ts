import type { ModuleBuilder } from './assembler';
import type { FunctionBody, Local } from './assembler';
import { elementCode } from './element';
import type { ElementCode } from './element';
import { i32 } from './expressions';
import type { Integer } from './expressions';
import { shapeKey } from './gemmShape';
import type { GemmShape } from './gemmShape';
import { generatedModule } from './generatedModule';
import type { KernelModule } from './kernelModule';
import { defineMacroKernel } from './macroKernel';
import { definePackingCopy, definePackingTranspose } from './packing';
import { SCALARS } from './scalars';

/** The name of the function that the module exports. */
export const GEMM = 'gemm';

/**
 * The parameters of the exported function, in their order. It computes C ← α·op(A)·op(B) + β·C for m, k, n ≥ 1; C may be a
 * part of a larger matrix. All are integers:
 *
 * - `a`, `b`, `c`: addresses of op(A)[0, 0], op(B)[0, 0] and C[0, 0];
 * - `aLeading`, `bLeading`, `cLeading`: bytes from a stored row to the next;
 * - `aTransposed`, `bTransposed`: 1 where the operand is stored transposed;
 * - `mc`, `kc`, `nc`: block sizes, nc a multiple of nr, mc a multiple of mr;
 * - `packA`, `packB`: 1 where the operand is copied into panels; B always is where it is transposed;
 * - `panelsA`, `panelsB`: addresses of the workspace for panels (`gemmWorkspace`);
 * - `scalars`: address of α, β and 1 (scalars.ts), `EDGE_OFFSET` before the tile for edges;
 * - `beta`: 0 where β is 0, so that C is not read, else the address of β.
 */
export const GEMM_PARAMETERS = [
  'm',
  'k',
  'n',
  'a',
  'aLeading',
  'aTransposed',
  'b',
  'bLeading',
  'bTransposed',
  'c',
  'cLeading',
  'mc',
  'kc',
  'nc',
  'packA',
  'packB',
  'panelsA',
  'panelsB',
  'scalars',
  'beta',
] as const;
export type GemmParameter = (typeof GEMM_PARAMETERS)[number];

/** Bytes from the scalars to the tile for edges: a cache line. */
export const EDGE_OFFSET = 64;

/** The module for a shape, to be used on this kind of memory; generated once. */
export function gemmModule(shape: GemmShape, sharedMemory: boolean): KernelModule {
  return generatedModule(['gemm', shapeKey(shape)], sharedMemory, (module) => {
    defineGemm(module, shape);
  });
}

/**
 * A matrix product in the structure of GotoBLAS and BLIS: five loops around a micro-kernel, each of which keeps one piece of
 * an operand in one level of the memory hierarchy (Goto & van de Geijn, Anatomy of High-Performance Matrix Multiplication,
 * ACM TOMS 34, 2008; Van Zee & van de Geijn, BLIS: A Framework for Rapidly Instantiating BLAS Functionality, ACM TOMS 41,
 * 2015). Loops 5, 4 and 3 are here, 2 and 1 in macroKernel.ts.
 */
function defineGemm(module: ModuleBuilder, shape: GemmShape): void {
  const element = elementCode(shape.dtype);
  const gemm = module.define(GEMM, GEMM_PARAMETERS, writeDriver(module, element, shape));
  module.export(GEMM, gemm);
}

function writeDriver(
  module: ModuleBuilder,
  element: ElementCode,
  { mr, nr, ...rest }: GemmShape,
): (f: FunctionBody, values: Readonly<Record<GemmParameter, Local<'i32'>>>) => void {
  const { bytes } = element;
  const shape = { mr, nr, ...rest };
  const copyA = definePackingCopy(module, element, mr, 'pack_a_copy');
  const transposeA = definePackingTranspose(module, element, mr, 'pack_a_transpose');
  const copyB = definePackingCopy(module, element, nr, 'pack_b_copy');
  const transposeB = definePackingTranspose(module, element, nr, 'pack_b_transpose');
  const multiplyPanels = defineMacroKernel(module, element, shape, 'panel');
  const multiplyRows = defineMacroKernel(module, element, shape, 'rows');

  return (f, parameters) => {
    const { m, k, n, a, aLeading, aTransposed, b, bLeading, bTransposed, c, cLeading } = parameters;
    const { mc, kc, nc, packA, packB, panelsA, panelsB, scalars, beta } = parameters;
    const [jc, pc, ic] = [f.local('i32'), f.local('i32'), f.local('i32')];
    const [columns, depth, rows] = [f.local('i32'), f.local('i32'), f.local('i32')];
    const [aBlock, bBlock, cBlock] = [f.local('i32'), f.local('i32'), f.local('i32')];
    const [aTile, aStep] = [f.local('i32'), f.local('i32')];
    const [betaNow, direct, packed] = [f.local('i32'), f.local('i32'), f.local('i32')];

    /** Bytes from op(X)[0, 0] to op(X)[i, j], X being stored transposed or not. */
    const offset = (transposed: Integer, leading: Integer, i: Integer, j: Integer): Integer =>
      i32.select(
        transposed,
        i32.add(i32.multiply(j, leading), i32.multiply(i, bytes)),
        i32.add(i32.multiply(i, leading), i32.multiply(j, bytes)),
      );

    /** Multiplies the block of A with some columns of B. */
    const multiply = (b: Record<'columns' | 'b' | 'bTile' | 'bStep' | 'c', Integer>): void => {
      const values = { rows, depth, aTile, aStep, cStep: cLeading, scalars, beta: betaNow, ...b };
      const edge = i32.add(scalars, EDGE_OFFSET);
      f.if(
        i32.or(packA, aTransposed),
        () => {
          f.call(multiplyPanels, { ...values, a: aBlock, edge });
        },
        () => {
          f.call(multiplyRows, { ...values, a: aBlock, edge });
        },
      );
    };

    f.set(packB, i32.or(packB, bTransposed));

    // Loop 5: over the columns of C, nc at a time. The panels of B of one turn, kc × nc, stay in the third-level cache.
    f.while(i32.below(jc, n), () => {
      f.set(columns, i32.minimum(i32.subtract(n, jc), nc));
      // Columns of B that are read where they lie; the rest is packed: all, or the last ones that fill no tile.
      f.set(direct, i32.select(packB, 0, i32.subtract(columns, i32.remainder(columns, nr))));
      f.set(packed, i32.subtract(columns, direct));

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
              f.set(aBlock, panelsA);
              f.setInteger(aStep, mr * bytes);
              f.set(aTile, i32.multiply(depth, mr * bytes));
            },
            () => {
              f.set(aStep, aLeading);
              f.set(aTile, i32.select(aTransposed, mr * bytes, i32.multiply(aLeading, mr)));
            },
          );
          f.set(cBlock, i32.add(c, offset(0, cLeading, ic, jc)));
          f.if(direct, () => {
            multiply({ columns: direct, b: bBlock, bTile: nr * bytes, bStep: bLeading, c: cBlock });
          });
          f.if(packed, () => {
            multiply({
              columns: packed,
              b: panelsB,
              bTile: i32.multiply(depth, nr * bytes),
              bStep: nr * bytes,
              c: i32.add(cBlock, i32.multiply(direct, bytes)),
            });
          });
          f.increase(ic, mc);
        });

        f.set(betaNow, i32.add(scalars, SCALARS.one));
        f.increase(pc, kc);
      });
      f.increase(jc, nc);
    });
  };
}
