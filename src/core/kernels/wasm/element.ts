import type { Dtype } from '../../problem';
import { elementBytes } from '../../problem';
import { expression, instruction, integerCode, memoryArgument, v128 } from './expressions';
import type { Expression, Instruction, Integer } from './expressions';
import { OP, SIMD } from './opcodes';

/** `relaxed`: fused or not, in one instruction. `separate`: a multiplication, then an addition, each rounded. */
export type MultiplyAdd = 'relaxed' | 'separate';

/** The instructions of an element type. */
export interface ElementCode {
  readonly dtype: Dtype;
  readonly bytes: 4 | 8;
  /** Elements of a vector. */
  readonly lanes: number;
  /** All lanes are the element at an address. */
  loadSplat(address: Integer, offset?: number): Expression<'v128'>;
  addVectors(x: Expression<'v128'>, y: Expression<'v128'>): Expression<'v128'>;
  subtractVectors(x: Expression<'v128'>, y: Expression<'v128'>): Expression<'v128'>;
  multiplyVectors(x: Expression<'v128'>, y: Expression<'v128'>): Expression<'v128'>;
  /** x·y + z. */
  multiplyAdd(
    how: MultiplyAdd,
    x: Expression<'v128'>,
    y: Expression<'v128'>,
    z: Expression<'v128'>,
  ): Expression<'v128'>;
  load(address: Integer, offset?: number): Expression<Dtype>;
  store(address: Integer, value: Expression<Dtype>, offset?: number): Instruction;
  add(x: Expression<Dtype>, y: Expression<Dtype>): Expression<Dtype>;
  subtract(x: Expression<Dtype>, y: Expression<Dtype>): Expression<Dtype>;
  multiply(x: Expression<Dtype>, y: Expression<Dtype>): Expression<Dtype>;
}

interface Opcodes {
  readonly load: number;
  readonly store: number;
  readonly add: number;
  readonly subtract: number;
  readonly multiply: number;
  readonly addVectors: number;
  readonly subtractVectors: number;
  readonly multiplyVectors: number;
  readonly relaxedMadd: number;
}

const opcodes: Readonly<Record<Dtype, Opcodes>> = {
  f32: {
    load: OP.f32Load,
    store: OP.f32Store,
    add: OP.f32Add,
    subtract: OP.f32Sub,
    multiply: OP.f32Mul,
    addVectors: SIMD.f32x4Add,
    subtractVectors: SIMD.f32x4Sub,
    multiplyVectors: SIMD.f32x4Mul,
    relaxedMadd: SIMD.f32x4RelaxedMadd,
  },
  f64: {
    load: OP.f64Load,
    store: OP.f64Store,
    add: OP.f64Add,
    subtract: OP.f64Sub,
    multiply: OP.f64Mul,
    addVectors: SIMD.f64x2Add,
    subtractVectors: SIMD.f64x2Sub,
    multiplyVectors: SIMD.f64x2Mul,
    relaxedMadd: SIMD.f64x2RelaxedMadd,
  },
};

export function elementCode(dtype: Dtype): ElementCode {
  const op = opcodes[dtype];
  const bytes = dtype === 'f32' ? 4 : 8;
  const alignment = dtype === 'f32' ? 2 : 3;
  return {
    dtype,
    bytes,
    lanes: lanesOf(dtype),
    loadSplat: (address, offset) => v128.loadSplat(bytes, address, offset),
    addVectors: (x, y) => v128.binary(op.addVectors, x, y),
    subtractVectors: (x, y) => v128.binary(op.subtractVectors, x, y),
    multiplyVectors: (x, y) => v128.binary(op.multiplyVectors, x, y),
    multiplyAdd: (how, x, y, z) =>
      how === 'relaxed'
        ? v128.ternary(op.relaxedMadd, x, y, z)
        : v128.binary(op.addVectors, z, v128.binary(op.multiplyVectors, x, y)),
    load: (address, offset = 0) => expression(dtype, integerCode(address), op.load, memoryArgument(alignment, offset)),
    store: (address, value, offset = 0) =>
      instruction(integerCode(address), value.code, op.store, memoryArgument(alignment, offset)),
    add: (x, y) => expression(dtype, x.code, y.code, op.add),
    subtract: (x, y) => expression(dtype, x.code, y.code, op.subtract),
    multiply: (x, y) => expression(dtype, x.code, y.code, op.multiply),
  };
}

/** Elements of a vector register of 128 bits. */
export function lanesOf(dtype: Dtype): number {
  return 16 / elementBytes(dtype);
}
