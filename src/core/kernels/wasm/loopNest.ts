import { assertNever } from '../../assertNever';
import type { Dtype } from '../../problem';
import type { FunctionBody, Local } from './assembler';
import type { ElementCode } from './element';
import { i32, v128 } from './expressions';
import type { LoopParameter, LoopShape } from './loopOrders';
import { writeNeighbours } from './writeVectors';

/** Bytes from the scalars to a vector whose lanes are summed: a cache line. */
export const LANES_OFFSET = 64;

type Index = 'i' | 'j' | 'k';

/** What the innermost statement does with an element of C: C ← β·C, or C ← C + α·A·B. */
type Statement = 'scale' | 'update';

/** Addresses of the elements of op(A), op(B) and C that the loops have come to. */
type Place = Readonly<Record<'a' | 'b' | 'c', Local<'i32'>>>;

/** What does not change in the innermost loop: α times the element of A, or of B. */
interface Factor {
  readonly vectors: readonly Local<'v128'>[];
  readonly scalar: Local<Dtype>;
}

/** Vectors of columns that are computed side by side; 0 is one column, without vectors. */
type Width = number;

/**
 * Writes the three loops of a product in the order of its shape, and nothing in any other order. Where k is innermost, sums
 * stay in registers; else C is multiplied by β just before the loop over k is entered.
 */
export class LoopNest {
  private readonly zero: Local<Dtype>;

  constructor(
    private readonly f: FunctionBody,
    private readonly parameters: Readonly<Record<LoopParameter, Local<'i32'>>>,
    private readonly element: ElementCode,
    private readonly shape: LoopShape,
    private readonly vectorsAtATime: number,
  ) {
    // Never written to.
    this.zero = f.local(element.dtype, 'zero');
  }

  write(): void {
    const { a, b, c } = this.parameters;
    const order = Array.from(this.shape.order).filter((letter): letter is Index => 'ijk'.includes(letter));
    this.nest(order, 'update', { a, b, c }, 0, null);
  }

  private nest(
    indices: readonly Index[],
    statement: Statement,
    place: Place,
    width: Width,
    factor: Factor | null,
  ): void {
    const [index, ...inner] = indices;
    if (indices.length === 0) {
      if (statement === 'scale') this.scale(place, width);
      else if (factor !== null) this.update(place, width, factor, indexOf(this.shape.order));
      return;
    }
    switch (index) {
      case 'k':
        if (inner.length === 0) {
          this.dot(place, width);
          return;
        }
        this.nest(inner, 'scale', place, width, null);
        this.loop(index, place, (at) => {
          this.nest(inner, 'update', at, width, null);
        });
        return;
      case 'i': {
        const kept = statement === 'update' && inner.length === 0 ? this.factorOfB(place, width) : null;
        this.loop(index, place, (at) => {
          this.nest(inner, statement, at, width, kept);
        });
        return;
      }
      case 'j': {
        const kept = statement === 'update' && inner.length === 0 ? this.factorOfA(place) : null;
        this.columns(place, (at, columns) => {
          this.nest(inner, statement, at, columns, kept);
        });
        return;
      }
      default:
        assertNever(index);
    }
  }

  /** A loop over i or k, an element at a time. */
  private loop(index: 'i' | 'k', place: Place, body: (at: Place) => void): void {
    const { f } = this;
    const { m, k, aRow, aColumn, bRow, cRow } = this.parameters;
    const at = this.copyOf(place);
    const left = f.local('i32', `${index}_left`);
    f.set(left, index === 'i' ? m : k);
    f.doWhile(() => {
      body(at);
      if (index === 'i') {
        f.increase(at.a, aRow);
        f.increase(at.c, cRow);
      } else {
        f.increase(at.a, aColumn);
        f.increase(at.b, bRow);
      }
      f.decrease(left, 1);
    }, left);
  }

  /** The loop over j: as many columns at a time as vectors hold, then one by one. */
  private columns(place: Place, body: (at: Place, width: Width) => void): void {
    const { f, element } = this;
    const { n, bColumn } = this.parameters;
    const at = this.copyOf(place);
    const left = f.local('i32', 'j_left');
    f.set(left, n);
    const widths = this.shape.axis === 'j' ? new Set([this.vectorsAtATime, 1]) : [];
    for (const width of widths) {
      const columns = width * element.lanes;
      f.while(i32.atLeast(left, columns), () => {
        body(at, width);
        f.increase(at.b, columns * element.bytes);
        f.increase(at.c, columns * element.bytes);
        f.decrease(left, columns);
      });
    }
    f.while(left, () => {
      body(at, 0);
      f.increase(at.b, bColumn);
      f.increase(at.c, element.bytes);
      f.decrease(left, 1);
    });
  }

  private copyOf({ a, b, c }: Place): Place {
    const { f } = this;
    const copy = { a: f.local('i32', 'a_at'), b: f.local('i32', 'b_at'), c: f.local('i32', 'c_at') };
    f.set(copy.a, a);
    f.set(copy.b, b);
    f.set(copy.c, c);
    return copy;
  }

  /** Where j is innermost. */
  private factorOfA({ a }: Place): Factor {
    const { f, element } = this;
    const { scalars } = this.parameters;
    const scalar = f.local(element.dtype, 'factor');
    f.set(scalar, element.multiply(element.load(a), element.load(scalars)));
    if (this.shape.axis !== 'j') return { vectors: [], scalar };
    const vector = f.local('v128', 'factors');
    f.set(vector, element.multiplyVectors(element.loadSplat(a), element.loadSplat(scalars)));
    return { vectors: [vector], scalar };
  }

  /** Where i is innermost. */
  private factorOfB({ b }: Place, width: Width): Factor {
    const { f, element } = this;
    const { scalars } = this.parameters;
    const scalar = f.local(element.dtype, 'factor');
    if (width === 0) f.set(scalar, element.multiply(element.load(b), element.load(scalars)));
    const vectors = Array.from({ length: width }, (_, at) => {
      const vector = f.local('v128', 'factors');
      f.set(vector, element.multiplyVectors(v128.load(b, at * 16), element.loadSplat(scalars)));
      return vector;
    });
    return { vectors, scalar };
  }

  private scale({ c }: Place, width: Width): void {
    const { f, element, zero } = this;
    const { beta } = this.parameters;
    f.if(
      beta,
      () => {
        if (width === 0) f.run(element.store(c, element.multiply(element.load(c), element.load(beta))));
        for (let offset = 0; offset < width * 16; offset += 16) {
          f.run(v128.store(c, element.multiplyVectors(v128.load(c, offset), element.loadSplat(beta)), offset));
        }
      },
      () => {
        if (width === 0) f.run(element.store(c, zero));
        for (let offset = 0; offset < width * 16; offset += 16) f.run(v128.store(c, v128.zero, offset));
      },
    );
  }

  private update({ a, b, c }: Place, width: Width, { vectors, scalar }: Factor, innermost: 'i' | 'j'): void {
    const { f, element } = this;
    const { multiplyAdd } = this.shape;
    if (width === 0) {
      const other = element.load(innermost === 'j' ? b : a);
      f.run(element.store(c, element.add(element.load(c), element.multiply(other, scalar))));
      return;
    }
    // All are read before the first is written, so that V8 may join pairs of neighbours.
    const sums = Array.from({ length: width }, () => f.local('v128', 'sums'));
    sums.forEach((sum, at) => {
      const [x, y] = innermost === 'j' ? [vectors[0], v128.load(b, at * 16)] : [element.loadSplat(a), vectors[at]];
      f.set(sum, element.multiplyAdd(multiplyAdd, x, y, v128.load(c, at * 16)));
    });
    writeNeighbours(f, sums, { to: c });
  }

  private dot(place: Place, width: Width): void {
    if (width > 0) this.dotsOfColumns(place, width);
    else if (this.shape.axis === 'k') this.dotAlongK(place);
    else this.dotOfElements(place);
  }

  /** Dot products of a row of A with neighbouring columns of B, one in each lane. */
  private dotsOfColumns(place: Place, width: Width): void {
    const { f, element } = this;
    const { scalars, beta } = this.parameters;
    const sums = Array.from({ length: width }, () => f.local('v128', 'sums'));
    const spread = f.local('v128', 'a_spread');
    for (const sum of sums) f.set(sum, v128.zero);
    this.loop('k', place, ({ a, b }) => {
      f.set(spread, element.loadSplat(a));
      sums.forEach((sum, at) => {
        f.set(sum, element.multiplyAdd(this.shape.multiplyAdd, spread, v128.load(b, at * 16), sum));
      });
    });
    const { c } = place;
    for (const sum of sums) f.set(sum, element.multiplyVectors(sum, element.loadSplat(scalars)));
    f.if(beta, () => {
      sums.forEach((sum, at) => {
        f.set(sum, element.addVectors(sum, element.multiplyVectors(v128.load(c, at * 16), element.loadSplat(beta))));
      });
    });
    writeNeighbours(f, sums, { to: c });
  }

  /** One dot product of a row and a column that both lie along k; the lanes are summed at its end. */
  private dotAlongK(place: Place): void {
    const { f, element } = this;
    const { bytes, lanes } = element;
    const { k, scalars } = this.parameters;
    const { a, b, c } = this.copyOf(place);
    const left = f.local('i32', 'k_left');
    const sum = f.local(element.dtype, 'sum');
    const sums = Array.from({ length: this.vectorsAtATime }, () => f.local('v128', 'sums'));
    for (const partial of sums) f.set(partial, v128.zero);
    f.set(left, k);
    for (const vectors of [sums, sums.slice(0, 1)]) {
      const steps = vectors.length * lanes;
      f.while(i32.atLeast(left, steps), () => {
        vectors.forEach((partial, at) => {
          const [x, y] = [v128.load(a, at * 16), v128.load(b, at * 16)];
          f.set(partial, element.multiplyAdd(this.shape.multiplyAdd, x, y, partial));
        });
        f.increase(a, steps * bytes);
        f.increase(b, steps * bytes);
        f.decrease(left, steps);
      });
    }
    for (const partial of sums.slice(1)) f.set(sums[0], element.addVectors(sums[0], partial));
    f.run(v128.store(scalars, sums[0], LANES_OFFSET));
    f.set(sum, element.load(scalars, LANES_OFFSET));
    for (let lane = 1; lane < lanes; lane++) {
      f.set(sum, element.add(sum, element.load(scalars, LANES_OFFSET + lane * bytes)));
    }
    f.while(left, () => {
      f.set(sum, element.add(sum, element.multiply(element.load(a), element.load(b))));
      f.increase(a, bytes);
      f.increase(b, bytes);
      f.decrease(left, 1);
    });
    this.writeSum(c, sum);
  }

  private dotOfElements(place: Place): void {
    const { f, element } = this;
    const sum = f.local(element.dtype, 'sum');
    f.set(sum, this.zero);
    this.loop('k', place, ({ a, b }) => {
      f.set(sum, element.add(sum, element.multiply(element.load(a), element.load(b))));
    });
    this.writeSum(place.c, sum);
  }

  private writeSum(c: Local<'i32'>, sum: Local<Dtype>): void {
    const { f, element } = this;
    const { scalars, beta } = this.parameters;
    f.set(sum, element.multiply(sum, element.load(scalars)));
    f.if(beta, () => {
      f.set(sum, element.add(sum, element.multiply(element.load(c), element.load(beta))));
    });
    f.run(element.store(c, sum));
  }
}

function indexOf(order: string): 'i' | 'j' {
  return order.endsWith('i') ? 'i' : 'j';
}
