/**
 * The instructions that the kernels use: the WebAssembly core specification 2.0, appendix "Index of Instructions", and for
 * relaxed SIMD the specification 3.0. Instructions with a prefix are the prefix, then a number in LEB128.
 */
export const OP = {
  block: 0x02,
  loop: 0x03,
  if: 0x04,
  else: 0x05,
  end: 0x0b,
  br: 0x0c,
  brIf: 0x0d,
  call: 0x10,
  select: 0x1b,
  localGet: 0x20,
  localSet: 0x21,
  i32Load: 0x28,
  i32Load8U: 0x2d,
  i32Store: 0x36,
  i32Store8: 0x3a,
  i32Const: 0x41,
  f64Const: 0x44,
  i32Eqz: 0x45,
  i32Eq: 0x46,
  i32LtU: 0x49,
  i32GeU: 0x4f,
  i32Ctz: 0x68,
  i32Popcnt: 0x69,
  i32Add: 0x6a,
  i32Sub: 0x6b,
  i32Mul: 0x6c,
  i32RemU: 0x70,
  i32And: 0x71,
  i32Or: 0x72,
  i32Shl: 0x74,
  i32ShrU: 0x76,
  memorySize: 0x3f,
  f32Load: 0x2a,
  f32Store: 0x38,
  f32Ne: 0x5c,
  f32Add: 0x92,
  f32Sub: 0x93,
  f32Mul: 0x94,
  f64Load: 0x2b,
  f64Store: 0x39,
  f64Ne: 0x62,
  f64Add: 0xa0,
  f64Sub: 0xa1,
  f64Mul: 0xa2,
} as const;

/** Bulk memory instructions, after the prefix 0xfc. */
export const BULK_PREFIX = 0xfc;
export const BULK = { memoryFill: 11 } as const;

/** Vector instructions, after the prefix 0xfd. */
export const SIMD_PREFIX = 0xfd;
export const SIMD = {
  load: 0,
  load32Splat: 9,
  load64Splat: 10,
  store: 11,
  const: 12,
  shuffle: 13,
  f32x4ExtractLane: 31,
  f64x2ExtractLane: 33,
  f32x4Ne: 66,
  f64x2Ne: 72,
  and: 78,
  load32Lane: 86,
  store32Lane: 90,
  store64Lane: 91,
  load64Zero: 93,
  i32x4Bitmask: 164,
  i32x4Sub: 177,
  i64x2Bitmask: 196,
  i32x4Add: 174,
  f32x4Add: 228,
  f32x4Sub: 229,
  f32x4Mul: 230,
  f64x2Add: 240,
  f64x2Sub: 241,
  f64x2Mul: 242,
  f32x4RelaxedMadd: 0x105,
  f64x2RelaxedMadd: 0x107,
} as const;

export const TYPE_CODE = { i32: 0x7f, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const;
/** The type of a block that leaves nothing on the stack. */
export const NO_RESULT = 0x40;
