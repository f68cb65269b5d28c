import type { FunctionBody, Local } from '../kernels/wasm/assembler';
import { elementCode } from '../kernels/wasm/element';
import { v128 } from '../kernels/wasm/expressions';
import type { Expression } from '../kernels/wasm/expressions';
import { SIMD } from '../kernels/wasm/opcodes';
import type { Dtype } from '../problem';

type Vector = Expression<'v128'>;

/** Variables that the functions below write to. */
export interface Scratch {
  readonly shifted: Local<'v128'>;
  readonly whole: Local<'v128'>;
  readonly rest: Local<'v128'>;
  readonly sum: Local<'v128'>;
}

/** Functions of vectors; an argument that is a variable is not changed. */
export interface VectorMath {
  scratch(f: FunctionBody): Scratch;
  constant(value: number): Vector;
  greater(x: Vector, y: Vector): Vector;
  divide(x: Vector, y: Vector): Vector;
  squareRoot(x: Vector): Vector;
  relu(f: FunctionBody, x: Vector, scratch: Scratch): Vector;
  exp(f: FunctionBody, x: Vector, scratch: Scratch): Vector;
  sigmoid(f: FunctionBody, x: Vector, scratch: Scratch): Vector;
  tanh(f: FunctionBody, x: Vector, scratch: Scratch): Vector;
}

interface Exponential {
  /** Beyond these eˣ is too small or too large for the element type. */
  readonly least: number;
  readonly most: number;
  /** Adding it leaves a whole number in the lowest bits. */
  readonly shifter: number;
  /** Bits behind the exponent. */
  readonly fraction: number;
  /** ln 2 in two parts, of which the first has so few bits that its multiples are exact. */
  readonly ln2: readonly [number, number];
  /** Terms of the series; those left out are below a rounding where |x| ≤ ln 2 ÷ 2. */
  readonly degree: number;
}

const exponentials: Readonly<Record<Dtype, Exponential>> = {
  f32: {
    least: -87.3,
    most: 88,
    shifter: 1.5 * 2 ** 23,
    fraction: 23,
    ln2: [0.693359375, -2.12194440054690583e-4],
    degree: 7,
  },
  f64: {
    least: -708,
    most: 709,
    shifter: 1.5 * 2 ** 52,
    fraction: 52,
    ln2: [0.6931471803691238, 1.9082149292705877e-10],
    degree: 13,
  },
};

const opcodes = {
  f32: {
    greater: SIMD.f32x4Gt,
    divide: SIMD.f32x4Div,
    squareRoot: SIMD.f32x4Sqrt,
    least: SIMD.f32x4Pmin,
    most: SIMD.f32x4Pmax,
    shiftLeft: SIMD.i32x4Shl,
    addIntegers: SIMD.i32x4Add,
  },
  f64: {
    greater: SIMD.f64x2Gt,
    divide: SIMD.f64x2Div,
    squareRoot: SIMD.f64x2Sqrt,
    least: SIMD.f64x2Pmin,
    most: SIMD.f64x2Pmax,
    shiftLeft: SIMD.i64x2Shl,
    addIntegers: SIMD.i64x2Add,
  },
} as const;

/** The functions for an element type; their errors are a few roundings of it, and NaN stays NaN. */
export function vectorMath(dtype: Dtype): VectorMath {
  const element = elementCode(dtype);
  const op = opcodes[dtype];
  const { least, most, shifter, fraction, ln2, degree } = exponentials[dtype];
  const add = (x: Vector, y: Vector): Vector => element.addVectors(x, y);
  const subtract = (x: Vector, y: Vector): Vector => element.subtractVectors(x, y);
  const multiply = (x: Vector, y: Vector): Vector => element.multiplyVectors(x, y);
  const constant = (value: number): Vector => v128.constant(bytesOf(dtype, value));

  /**
   * eˣ = 2ⁿ·eʳ with a whole n and |r| ≤ ln 2 ÷ 2: eʳ by its series, 2ⁿ by writing n where the exponent is (Cody & Waite,
   * Software Manual for the Elementary Functions, 1980, chapter 6).
   */
  const exp = (f: FunctionBody, x: Vector, { shifted, whole, rest, sum }: Scratch): Vector => {
    f.set(rest, v128.binary(op.most, v128.binary(op.least, x, constant(most)), constant(least)));
    f.set(shifted, add(multiply(rest, constant(Math.LOG2E)), constant(shifter)));
    f.set(whole, subtract(shifted, constant(shifter)));
    for (const part of ln2) f.set(rest, subtract(rest, multiply(whole, constant(part))));
    let factorial = 1;
    const terms = [1, 1];
    for (let power = 2; power <= degree; power++) {
      factorial *= power;
      terms.push(1 / factorial);
    }
    f.set(sum, constant(terms[degree]));
    for (let power = degree - 1; power >= 0; power--) f.set(sum, add(multiply(sum, rest), constant(terms[power])));
    const power = v128.binary(op.addIntegers, v128.shiftLeft(op.shiftLeft, shifted, fraction), constant(1));
    return multiply(sum, power);
  };
  const sigmoid = (f: FunctionBody, x: Vector, scratch: Scratch): Vector =>
    v128.binary(op.divide, constant(1), add(constant(1), exp(f, multiply(x, constant(-1)), scratch)));

  return {
    scratch: (f) => ({
      shifted: f.local('v128', 'shifted'),
      whole: f.local('v128', 'whole'),
      rest: f.local('v128', 'rest'),
      sum: f.local('v128', 'sum'),
    }),
    constant,
    greater: (x, y) => v128.binary(op.greater, x, y),
    divide: (x, y) => v128.binary(op.divide, x, y),
    squareRoot: (x) => v128.unary(op.squareRoot, x),
    relu: (_f, x) => v128.binary(op.most, x, constant(0)),
    exp,
    sigmoid,
    // 2·σ(2x) − 1
    tanh: (f, x, scratch) =>
      subtract(multiply(sigmoid(f, multiply(x, constant(2)), scratch), constant(2)), constant(1)),
  };
}

function bytesOf(dtype: Dtype, value: number): readonly number[] {
  const vector = dtype === 'f32' ? new Float32Array(4).fill(value) : new Float64Array(2).fill(value);
  return [...new Uint8Array(vector.buffer)];
}
