import { signedLeb128, unsignedLeb128 } from './leb128';
import { BULK, BULK_PREFIX, OP, SIMD, SIMD_PREFIX } from './opcodes';

export type ValueType = 'i32' | 'f32' | 'f64' | 'v128';

/** Code that leaves one value of a type on the stack. */
export interface Expression<T extends ValueType> {
  readonly type: T;
  readonly code: readonly number[];
}

/** Code that takes and leaves nothing. */
export interface Instruction {
  readonly code: readonly number[];
}

/** An address, a count or a condition; a number is a constant. */
export type Integer = Expression<'i32'> | number;

type Part = number | readonly number[];

function concatenate(parts: readonly Part[]): readonly number[] {
  const code: number[] = [];
  for (const part of parts) {
    if (typeof part === 'number') code.push(part);
    else for (const byte of part) code.push(byte);
  }
  return code;
}

export function expression<T extends ValueType>(type: T, ...parts: readonly Part[]): Expression<T> {
  return { type, code: concatenate(parts) };
}

export function instruction(...parts: readonly Part[]): Instruction {
  return { code: concatenate(parts) };
}

export function integerCode(value: Integer): readonly number[] {
  return typeof value === 'number' ? [OP.i32Const, ...signedLeb128(value)] : value.code;
}

function simdCode(opcode: number): readonly number[] {
  return [SIMD_PREFIX, ...unsignedLeb128(opcode)];
}

/** Alignment hint (as a power of two) and constant offset of a memory access. */
export function memoryArgument(alignment: number, offset: number): readonly number[] {
  return [...unsignedLeb128(alignment), ...unsignedLeb128(offset)];
}

const integerOperation =
  (opcode: number) =>
  (x: Integer, y: Integer): Expression<'i32'> =>
    expression('i32', integerCode(x), integerCode(y), opcode);

/** Integers of 32 bits. They are addresses and counts, so that comparisons take them as unsigned. */
export const i32 = {
  add: integerOperation(OP.i32Add),
  subtract: integerOperation(OP.i32Sub),
  multiply: integerOperation(OP.i32Mul),
  remainder: integerOperation(OP.i32RemU),
  and: integerOperation(OP.i32And),
  or: integerOperation(OP.i32Or),
  shiftLeft: integerOperation(OP.i32Shl),
  shiftRight: integerOperation(OP.i32ShrU),
  equal: integerOperation(OP.i32Eq),
  below: integerOperation(OP.i32LtU),
  atLeast: integerOperation(OP.i32GeU),
  isZero: (x: Integer): Expression<'i32'> => expression('i32', integerCode(x), OP.i32Eqz),
  /** Zeros below the lowest 1; how many bits are 1. */
  trailingZeros: (x: Integer): Expression<'i32'> => expression('i32', integerCode(x), OP.i32Ctz),
  countOnes: (x: Integer): Expression<'i32'> => expression('i32', integerCode(x), OP.i32Popcnt),
  /** `ifTrue` where the condition is not 0; both are computed. */
  select: (condition: Integer, ifTrue: Integer, ifFalse: Integer): Expression<'i32'> =>
    expression('i32', integerCode(ifTrue), integerCode(ifFalse), integerCode(condition), OP.select),
  minimum: (x: Integer, y: Integer): Expression<'i32'> => i32.select(i32.below(x, y), x, y),
  load: (address: Integer, offset = 0): Expression<'i32'> =>
    expression('i32', integerCode(address), OP.i32Load, memoryArgument(2, offset)),
  store: (address: Integer, value: Integer, offset = 0): Instruction =>
    instruction(integerCode(address), integerCode(value), OP.i32Store, memoryArgument(2, offset)),
  loadByte: (address: Integer): Expression<'i32'> =>
    expression('i32', integerCode(address), OP.i32Load8U, memoryArgument(0, 0)),
  storeByte: (address: Integer, value: Integer): Instruction =>
    instruction(integerCode(address), integerCode(value), OP.i32Store8, memoryArgument(0, 0)),
};

/** Vectors of 128 bits, of whatever elements. Addresses need not be aligned. */
export const v128 = {
  load: (address: Integer, offset = 0): Expression<'v128'> =>
    expression('v128', integerCode(address), simdCode(SIMD.load), memoryArgument(2, offset)),
  store: (address: Integer, value: Expression<'v128'>, offset = 0): Instruction =>
    instruction(integerCode(address), value.code, simdCode(SIMD.store), memoryArgument(2, offset)),
  zero: expression('v128', simdCode(SIMD.const), new Array<number>(16).fill(0)),
  allOnes: expression('v128', simdCode(SIMD.const), new Array<number>(16).fill(0xff)),
  /** The same 16 bytes each time. */
  constant: (bytes: readonly number[]): Expression<'v128'> => expression('v128', simdCode(SIMD.const), bytes),
  unary: (opcode: number, x: Expression<'v128'>): Expression<'v128'> => expression('v128', x.code, simdCode(opcode)),
  /** Shifts the lanes that the opcode names left by so many bits. */
  shiftLeft: (opcode: number, x: Expression<'v128'>, bits: number): Expression<'v128'> =>
    expression('v128', x.code, integerCode(bits), simdCode(opcode)),
  and: (x: Expression<'v128'>, y: Expression<'v128'>): Expression<'v128'> =>
    expression('v128', x.code, y.code, simdCode(SIMD.and)),
  /** Bytes of x (0 … 15) and y (16 … 31), in the order of `bytes`. */
  shuffle: (x: Expression<'v128'>, y: Expression<'v128'>, bytes: readonly number[]): Expression<'v128'> =>
    expression('v128', x.code, y.code, simdCode(SIMD.shuffle), bytes),
  binary: (opcode: number, x: Expression<'v128'>, y: Expression<'v128'>): Expression<'v128'> =>
    expression('v128', x.code, y.code, simdCode(opcode)),
  ternary: (opcode: number, x: Expression<'v128'>, y: Expression<'v128'>, z: Expression<'v128'>): Expression<'v128'> =>
    expression('v128', x.code, y.code, z.code, simdCode(opcode)),
  /** A lane as a scalar. */
  extract: <T extends 'f32' | 'f64'>(type: T, x: Expression<'v128'>, lane: number): Expression<T> =>
    expression(type, x.code, simdCode(type === 'f32' ? SIMD.f32x4ExtractLane : SIMD.f64x2ExtractLane), lane),
  /** Subtracts four integers of 32 bits. */
  subtractIntegers: (x: Expression<'v128'>, y: Expression<'v128'>): Expression<'v128'> =>
    v128.binary(SIMD.i32x4Sub, x, y),
  /** An operation that makes one number of a vector: one of its lanes, or a bit for each of them. */
  reduce: <T extends 'i32' | 'f32' | 'f64'>(
    type: T,
    opcode: number,
    x: Expression<'v128'>,
    ...immediates: readonly number[]
  ): Expression<T> => expression(type, x.code, simdCode(opcode), immediates),
  /** The lower 8 bytes; the others are 0. */
  loadHalf: (address: Integer): Expression<'v128'> =>
    expression('v128', integerCode(address), simdCode(SIMD.load64Zero), memoryArgument(3, 0)),
  /** x, with 4 bytes of it replaced. */
  loadQuarter: (address: Integer, lane: number, x: Expression<'v128'>, offset = 0): Expression<'v128'> =>
    expression('v128', integerCode(address), x.code, simdCode(SIMD.load32Lane), memoryArgument(2, offset), lane),
  storeHalf: (address: Integer, lane: number, x: Expression<'v128'>): Instruction =>
    instruction(integerCode(address), x.code, simdCode(SIMD.store64Lane), memoryArgument(3, 0), lane),
  storeQuarter: (address: Integer, lane: number, x: Expression<'v128'>, offset = 0): Instruction =>
    instruction(integerCode(address), x.code, simdCode(SIMD.store32Lane), memoryArgument(2, offset), lane),
  loadSplat: (bytes: 4 | 8, address: Integer, offset = 0): Expression<'v128'> =>
    expression(
      'v128',
      integerCode(address),
      simdCode(bytes === 4 ? SIMD.load32Splat : SIMD.load64Splat),
      memoryArgument(bytes === 4 ? 2 : 3, offset),
    ),
};

/** The size of the memory in pages of 64 KiB. */
export const memoryPages: Expression<'i32'> = expression('i32', OP.memorySize, 0);

/** Sets `length` bytes to 0. */
export function zeroMemory(address: Integer, length: Integer): Instruction {
  return instruction(integerCode(address), integerCode(0), integerCode(length), BULK_PREFIX, BULK.memoryFill, 0);
}
