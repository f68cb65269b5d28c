import type { Local, ModuleBuilder, WasmFunction } from './assembler';
import { elementCode } from './element';
import { i32, v128 } from './expressions';
import type { Expression } from './expressions';
import type { GemmShape } from './gemmShape';
import { writeNeighbours } from './writeVectors';

const PARAMETERS = ['m', 'n', 'a', 'aStep', 'b', 'c', 'cRow', 'scalars', 'beta'] as const;

/** Vectors of C in a turn: a cache line, and pairs that V8 can join. */
const UNROLL = 4;

/**
 * C ← α·a·b + β·C for a column a, whose elements are `aStep` bytes apart, and a row b: a product with k = 1. Row by row, C is
 * written once from its beginning to its end, which is all that there is to do; b stays in the first-level cache.
 */
export function defineOuterProduct(
  module: ModuleBuilder,
  { dtype }: GemmShape,
): WasmFunction<(typeof PARAMETERS)[number]> {
  const element = elementCode(dtype);
  const { bytes, lanes } = element;
  return module.define('outer_product', PARAMETERS, (f, { m, n, a, aStep, b, c, cRow, scalars, beta }) => {
    const [from, to, left] = ['from', 'to', 'columns_left'].map((name) => f.local('i32', name));
    const factor = f.local(dtype, 'factor');
    const factors = f.local('v128', 'factor_spread');
    const betas = f.local('v128', 'beta_spread');
    const products = Array.from({ length: UNROLL }, () => f.local('v128', 'products'));
    const each = (vectors: number, value: (offset: number) => Expression<'v128'>): void => {
      f.while(i32.atLeast(left, vectors * lanes), () => {
        const some = products.slice(0, vectors);
        some.forEach((product, at) => {
          f.set(product, value(at * 16));
        });
        writeNeighbours(f, some, { to });
        f.increase(from, vectors * 16);
        f.increase(to, vectors * 16);
        f.decrease(left, vectors * lanes);
      });
    };
    const writeRow = (
      vector: (offset: number) => Expression<'v128'>,
      single: (from: Local<'i32'>, to: Local<'i32'>) => Expression<typeof dtype>,
    ): void => {
      each(UNROLL, vector);
      each(1, vector);
      f.while(left, () => {
        f.run(element.store(to, single(from, to)));
        f.increase(from, bytes);
        f.increase(to, bytes);
        f.decrease(left, 1);
      });
    };

    f.if(beta, () => {
      f.set(betas, element.loadSplat(beta));
    });
    f.doWhile(() => {
      f.set(from, b);
      f.set(to, c);
      f.set(left, n);
      f.set(factor, element.multiply(element.load(a), element.load(scalars)));
      f.set(factors, element.multiplyVectors(element.loadSplat(a), element.loadSplat(scalars)));
      const product = (offset: number): Expression<'v128'> => element.multiplyVectors(factors, v128.load(from, offset));
      f.if(
        beta,
        () => {
          writeRow(
            (offset) => element.addVectors(product(offset), element.multiplyVectors(v128.load(to, offset), betas)),
            () =>
              element.add(
                element.multiply(element.load(from), factor),
                element.multiply(element.load(to), element.load(beta)),
              ),
          );
        },
        () => {
          writeRow(product, () => element.multiply(element.load(from), factor));
        },
      );
      f.increase(a, aStep);
      f.increase(c, cRow);
      f.decrease(m, 1);
    }, m);
  });
}
