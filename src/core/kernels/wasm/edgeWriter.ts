import type { ModuleBuilder, WasmFunction } from './assembler';
import type { ElementCode } from './element';
import { EPILOGUE_PARAMETERS, finishedVector, finishElement, floorVector } from './epilogue';
import { i32, v128 } from './expressions';
import type { Integer } from './expressions';

const PARAMETERS = ['edge', 'edgeStep', 'c', 'cRow', 'cColumn', 'rows', 'columns', 'beta'] as const;
const FUSED_PARAMETERS = [...PARAMETERS, 'scalars', ...EPILOGUE_PARAMETERS] as const;

/**
 * Writes the part of a tile that lies within C: `rows × columns` elements of the tile at `edge`, whose rows are `edgeStep`
 * bytes apart, to C + β·C. Rows of C are `cRow` bytes apart, columns `cColumn`; `beta` is the address of β, or 0. With an
 * epilogue (epilogue.ts), C is finished where there is a bias.
 */
export type EdgeWriter = WasmFunction<(typeof FUSED_PARAMETERS)[number]>;

/** Vectors where the columns of C are neighbours, then elements; an element at a time where they are not. */
export function defineEdgeWriter(module: ModuleBuilder, element: ElementCode, hasEpilogue: boolean): EdgeWriter {
  const { bytes, lanes } = element;
  return module.define('write_edge', hasEpilogue ? FUSED_PARAMETERS : PARAMETERS, (f, parameters) => {
    const { edge, edgeStep, c, cRow, cColumn, rows, columns, beta } = parameters;
    const { scalars, bias } = parameters;
    const from = f.local('i32', 'from');
    const to = f.local('i32', 'to');
    const left = f.local('i32', 'columns_left');
    const factor = f.local(element.dtype, 'beta_value');
    const factors = f.local('v128', 'beta_spread');

    f.if(beta, () => {
      f.set(factor, element.load(beta));
      f.set(factors, element.loadSplat(beta));
    });
    f.doWhile(() => {
      f.set(from, edge);
      f.set(to, c);
      f.set(left, columns);
      f.if(i32.equal(cColumn, bytes), () => {
        f.while(i32.atLeast(left, lanes), () => {
          f.if(
            beta,
            () => {
              const old = element.multiplyVectors(v128.load(to), factors);
              f.run(v128.store(to, element.addVectors(v128.load(from), old)));
            },
            () => {
              f.run(v128.store(to, v128.load(from)));
            },
          );
          advance(16, 16, lanes);
        });
      });
      f.while(left, () => {
        f.if(
          beta,
          () => {
            const old = element.multiply(element.load(to), factor);
            f.run(element.store(to, element.add(element.load(from), old)));
          },
          () => {
            f.run(element.store(to, element.load(from)));
          },
        );
        advance(bytes, cColumn, 1);
      });
      if (hasEpilogue) finishRow();
      f.increase(edge, edgeStep);
      f.increase(c, cRow);
      f.decrease(rows, 1);
    }, rows);

    function advance(fromBytes: number, toBytes: Integer, elements: number): void {
      f.increase(from, fromBytes);
      f.increase(to, toBytes);
      f.decrease(left, elements);
    }

    /** Goes through the row that was written once more: it is short, and in the first-level cache. Its columns are neighbours. */
    function finishRow(): void {
      const value = f.local(element.dtype, 'value');
      const floors = f.local('v128', 'floor');
      f.if(bias, () => {
        f.set(from, bias);
        f.set(to, c);
        f.set(left, columns);
        f.set(floors, floorVector(element, scalars));
        f.while(i32.atLeast(left, lanes), () => {
          f.run(v128.store(to, finishedVector(element, v128.load(to), { bias: v128.load(from), floors })));
          advance(16, 16, lanes);
        });
        f.while(left, () => {
          f.set(value, element.load(to));
          finishElement(f, element, value, { bias: from, scalars });
          f.run(element.store(to, value));
          advance(bytes, bytes, 1);
        });
      });
    }
  });
}
