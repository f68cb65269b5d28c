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
  /** Of each lane the larger one; x where either is NaN, or both are zeros. */
  largerVectors(x: Expression<'v128'>, y: Expression<'v128'>): Expression<'v128'>;
  /** x·y + z. */
  multiplyAdd(
    how: MultiplyAdd,
    x: Expression<'v128'>,
    y: Expression<'v128'>,
    z: Expression<'v128'>,
  ): Expression<'v128'>;
  /** All bits of the lanes in which the vectors differ; NaN differs from everything. */
  differences(x: Expression<'v128'>, y: Expression<'v128'>): Expression<'v128'>;
  /** The highest bit of each lane, that of lane 0 being the lowest. */
  laneBits(x: Expression<'v128'>): Expression<'i32'>;
  lane(x: Expression<'v128'>, lane: number): Expression<Dtype>;
  load(address: Integer, offset?: number): Expression<Dtype>;
  store(address: Integer, value: Expression<Dtype>, offset?: number): Instruction;
  add(x: Expression<Dtype>, y: Expression<Dtype>): Expression<Dtype>;
  subtract(x: Expression<Dtype>, y: Expression<Dtype>): Expression<Dtype>;
  multiply(x: Expression<Dtype>, y: Expression<Dtype>): Expression<Dtype>;
  differ(x: Expression<Dtype>, y: Expression<Dtype>): Expression<'i32'>;
  /** As `largerVectors`; both are computed twice. */
  larger(x: Expression<Dtype>, y: Expression<Dtype>): Expression<Dtype>;
}

interface Opcodes {
  readonly load: number;
  readonly store: number;
  readonly add: number;
  readonly subtract: number;
  readonly multiply: number;
  readonly differ: number;
  readonly below: number;
  readonly addVectors: number;
  readonly subtractVectors: number;
  readonly multiplyVectors: number;
  readonly largerVectors: number;
  readonly relaxedMadd: number;
  readonly differences: number;
  readonly laneBits: number;
  readonly extractLane: number;
}

const opcodes: Readonly<Record<Dtype, Opcodes>> = {
  f32: {
    load: OP.f32Load,
    store: OP.f32Store,
    add: OP.f32Add,
    subtract: OP.f32Sub,
    multiply: OP.f32Mul,
    differ: OP.f32Ne,
    below: OP.f32Lt,
    addVectors: SIMD.f32x4Add,
    subtractVectors: SIMD.f32x4Sub,
    multiplyVectors: SIMD.f32x4Mul,
    largerVectors: SIMD.f32x4Pmax,
    relaxedMadd: SIMD.f32x4RelaxedMadd,
    differences: SIMD.f32x4Ne,
    laneBits: SIMD.i32x4Bitmask,
    extractLane: SIMD.f32x4ExtractLane,
  },
  f64: {
    load: OP.f64Load,
    store: OP.f64Store,
    add: OP.f64Add,
    subtract: OP.f64Sub,
    multiply: OP.f64Mul,
    differ: OP.f64Ne,
    below: OP.f64Lt,
    addVectors: SIMD.f64x2Add,
    subtractVectors: SIMD.f64x2Sub,
    multiplyVectors: SIMD.f64x2Mul,
    largerVectors: SIMD.f64x2Pmax,
    relaxedMadd: SIMD.f64x2RelaxedMadd,
    differences: SIMD.f64x2Ne,
    laneBits: SIMD.i64x2Bitmask,
    extractLane: SIMD.f64x2ExtractLane,
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
    largerVectors: (x, y) => v128.binary(op.largerVectors, x, y),
    multiplyAdd: (how, x, y, z) =>
      how === 'relaxed'
        ? v128.ternary(op.relaxedMadd, x, y, z)
        : v128.binary(op.addVectors, z, v128.binary(op.multiplyVectors, x, y)),
    differences: (x, y) => v128.binary(op.differences, x, y),
    laneBits: (x) => v128.reduce('i32', op.laneBits, x),
    lane: (x, lane) => v128.reduce(dtype, op.extractLane, x, lane),
    load: (address, offset = 0) => expression(dtype, integerCode(address), op.load, memoryArgument(alignment, offset)),
    store: (address, value, offset = 0) =>
      instruction(integerCode(address), value.code, op.store, memoryArgument(alignment, offset)),
    add: (x, y) => expression(dtype, x.code, y.code, op.add),
    subtract: (x, y) => expression(dtype, x.code, y.code, op.subtract),
    multiply: (x, y) => expression(dtype, x.code, y.code, op.multiply),
    differ: (x, y) => expression('i32', x.code, y.code, op.differ),
    larger: (x, y) => expression(dtype, y.code, x.code, x.code, y.code, op.below, OP.select),
  };
}

/** Elements of a vector register of 128 bits. */
export function lanesOf(dtype: Dtype): number {
  return 16 / elementBytes(dtype);
}
