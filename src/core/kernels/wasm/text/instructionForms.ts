import { BULK_PREFIX, SIMD_PREFIX } from '../opcodes';

/** What follows an opcode in the code. */
export type Immediate =
  | { readonly kind: 'none' }
  | { readonly kind: 'local' | 'function' | 'label' | 'i32' | 'f32' | 'f64' | 'v128' | 'shuffle' | 'lane' }
  /** `naturalBytes` is the alignment that need not be written; `lane` where a lane follows. */
  | { readonly kind: 'memory'; readonly naturalBytes: number; readonly lane: boolean }
  /** Bytes that name memories, of which there is one. */
  | { readonly kind: 'memories'; readonly count: number };

/** How an instruction is written, and how many values it takes from the stack and leaves there. */
export interface InstructionForm {
  readonly name: string;
  readonly takes: number;
  readonly gives: 0 | 1;
  readonly immediate: Immediate;
}

/** Instructions by prefix (0 where there is none) and opcode. Calls and structure are not here: they take what they say. */
const forms = new Map<string, InstructionForm>();

/** The form of an instruction that is neither structure nor a call. @throws {RangeError} where it is not known. */
export function instructionForm(prefix: number, opcode: number): InstructionForm {
  const form = forms.get(`${prefix} ${opcode}`);
  if (form === undefined) throw new RangeError(`no text is known for the instruction ${prefix} ${opcode}`);
  return form;
}

/** Declares neighbouring opcodes, from `first` on; '-' leaves one out. */
function declare(
  prefix: number,
  first: number,
  [takes, gives]: readonly [takes: number, gives: 0 | 1],
  names: string,
  immediate: Immediate = { kind: 'none' },
): void {
  for (const [index, name] of names.split(' ').entries()) {
    if (name !== '-') forms.set(`${prefix} ${first + index}`, { name, takes, gives, immediate });
  }
}

const access = (naturalBytes: number, lane = false): Immediate => ({ kind: 'memory', naturalBytes, lane });

// WebAssembly core specification 3.0, appendix "Index of Instructions": what generators of kernels have use for.
declare(0, 0x00, [0, 0], 'unreachable nop');
declare(0, 0x0c, [0, 0], 'br', { kind: 'label' });
declare(0, 0x0d, [1, 0], 'br_if', { kind: 'label' });
declare(0, 0x0f, [0, 0], 'return');
declare(0, 0x1a, [1, 0], 'drop');
declare(0, 0x1b, [3, 1], 'select');
declare(0, 0x20, [0, 1], 'local.get', { kind: 'local' });
declare(0, 0x21, [1, 0], 'local.set', { kind: 'local' });
declare(0, 0x22, [1, 1], 'local.tee', { kind: 'local' });
declare(0, 0x28, [1, 1], 'i32.load - f32.load', access(4));
declare(0, 0x2b, [1, 1], 'f64.load', access(8));
declare(0, 0x2c, [1, 1], 'i32.load8_s i32.load8_u', access(1));
declare(0, 0x2e, [1, 1], 'i32.load16_s i32.load16_u', access(2));
declare(0, 0x36, [2, 0], 'i32.store - f32.store', access(4));
declare(0, 0x39, [2, 0], 'f64.store', access(8));
declare(0, 0x3a, [2, 0], 'i32.store8', access(1));
declare(0, 0x3b, [2, 0], 'i32.store16', access(2));
declare(0, 0x3f, [0, 1], 'memory.size', { kind: 'memories', count: 1 });
declare(0, 0x41, [0, 1], 'i32.const', { kind: 'i32' });
declare(0, 0x43, [0, 1], 'f32.const', { kind: 'f32' });
declare(0, 0x44, [0, 1], 'f64.const', { kind: 'f64' });
declare(0, 0x45, [1, 1], 'i32.eqz');
declare(0, 0x46, [2, 1], 'i32.eq i32.ne i32.lt_s i32.lt_u i32.gt_s i32.gt_u i32.le_s i32.le_u i32.ge_s i32.ge_u');
declare(0, 0x5b, [2, 1], 'f32.eq f32.ne f32.lt f32.gt f32.le f32.ge f64.eq f64.ne f64.lt f64.gt f64.le f64.ge');
declare(0, 0x67, [1, 1], 'i32.clz i32.ctz i32.popcnt');
declare(0, 0x6a, [2, 1], 'i32.add i32.sub i32.mul i32.div_s i32.div_u i32.rem_s i32.rem_u i32.and i32.or i32.xor');
declare(0, 0x74, [2, 1], 'i32.shl i32.shr_s i32.shr_u i32.rotl i32.rotr');
declare(0, 0x8b, [1, 1], 'f32.abs f32.neg f32.ceil f32.floor f32.trunc f32.nearest f32.sqrt');
declare(0, 0x92, [2, 1], 'f32.add f32.sub f32.mul f32.div f32.min f32.max f32.copysign');
declare(0, 0x99, [1, 1], 'f64.abs f64.neg f64.ceil f64.floor f64.trunc f64.nearest f64.sqrt');
declare(0, 0xa0, [2, 1], 'f64.add f64.sub f64.mul f64.div f64.min f64.max f64.copysign');

declare(BULK_PREFIX, 10, [3, 0], 'memory.copy', { kind: 'memories', count: 2 });
declare(BULK_PREFIX, 11, [3, 0], 'memory.fill', { kind: 'memories', count: 1 });

declare(SIMD_PREFIX, 0, [1, 1], 'v128.load', access(16));
declare(SIMD_PREFIX, 7, [1, 1], 'v128.load8_splat', access(1));
declare(SIMD_PREFIX, 8, [1, 1], 'v128.load16_splat', access(2));
declare(SIMD_PREFIX, 9, [1, 1], 'v128.load32_splat', access(4));
declare(SIMD_PREFIX, 10, [1, 1], 'v128.load64_splat', access(8));
declare(SIMD_PREFIX, 11, [2, 0], 'v128.store', access(16));
declare(SIMD_PREFIX, 12, [0, 1], 'v128.const', { kind: 'v128' });
declare(SIMD_PREFIX, 13, [2, 1], 'i8x16.shuffle', { kind: 'shuffle' });
declare(SIMD_PREFIX, 14, [2, 1], 'i8x16.swizzle');
declare(SIMD_PREFIX, 15, [1, 1], 'i8x16.splat i16x8.splat i32x4.splat i64x2.splat f32x4.splat f64x2.splat');
declare(SIMD_PREFIX, 27, [1, 1], 'i32x4.extract_lane - - - f32x4.extract_lane - f64x2.extract_lane', { kind: 'lane' });
declare(SIMD_PREFIX, 28, [2, 1], 'i32x4.replace_lane - - - f32x4.replace_lane - f64x2.replace_lane', { kind: 'lane' });
declare(SIMD_PREFIX, 55, [2, 1], 'i32x4.eq i32x4.ne i32x4.lt_s i32x4.lt_u i32x4.gt_s i32x4.gt_u');
declare(SIMD_PREFIX, 61, [2, 1], 'i32x4.le_s i32x4.le_u i32x4.ge_s i32x4.ge_u');
declare(SIMD_PREFIX, 65, [2, 1], 'f32x4.eq f32x4.ne f32x4.lt f32x4.gt f32x4.le f32x4.ge');
declare(SIMD_PREFIX, 71, [2, 1], 'f64x2.eq f64x2.ne f64x2.lt f64x2.gt f64x2.le f64x2.ge');
declare(SIMD_PREFIX, 77, [1, 1], 'v128.not');
declare(SIMD_PREFIX, 78, [2, 1], 'v128.and v128.andnot v128.or v128.xor');
declare(SIMD_PREFIX, 82, [3, 1], 'v128.bitselect');
declare(SIMD_PREFIX, 83, [1, 1], 'v128.any_true');
declare(SIMD_PREFIX, 86, [2, 1], 'v128.load32_lane', access(4, true));
declare(SIMD_PREFIX, 87, [2, 1], 'v128.load64_lane', access(8, true));
declare(SIMD_PREFIX, 90, [2, 0], 'v128.store32_lane', access(4, true));
declare(SIMD_PREFIX, 91, [2, 0], 'v128.store64_lane', access(8, true));
declare(SIMD_PREFIX, 92, [1, 1], 'v128.load32_zero', access(4));
declare(SIMD_PREFIX, 93, [1, 1], 'v128.load64_zero', access(8));
declare(SIMD_PREFIX, 160, [1, 1], 'i32x4.abs i32x4.neg - i32x4.all_true i32x4.bitmask');
declare(SIMD_PREFIX, 171, [2, 1], 'i32x4.shl i32x4.shr_s i32x4.shr_u i32x4.add - - i32x4.sub - - - i32x4.mul');
declare(SIMD_PREFIX, 182, [2, 1], 'i32x4.min_s i32x4.min_u i32x4.max_s i32x4.max_u');
declare(SIMD_PREFIX, 192, [1, 1], 'i64x2.abs i64x2.neg - i64x2.all_true i64x2.bitmask');
declare(SIMD_PREFIX, 203, [2, 1], 'i64x2.shl i64x2.shr_s i64x2.shr_u i64x2.add - - i64x2.sub - - - i64x2.mul');
declare(SIMD_PREFIX, 224, [1, 1], 'f32x4.abs f32x4.neg - f32x4.sqrt');
declare(SIMD_PREFIX, 228, [2, 1], 'f32x4.add f32x4.sub f32x4.mul f32x4.div f32x4.min f32x4.max f32x4.pmin f32x4.pmax');
declare(SIMD_PREFIX, 236, [1, 1], 'f64x2.abs f64x2.neg - f64x2.sqrt');
declare(SIMD_PREFIX, 240, [2, 1], 'f64x2.add f64x2.sub f64x2.mul f64x2.div f64x2.min f64x2.max f64x2.pmin f64x2.pmax');
declare(SIMD_PREFIX, 0x105, [3, 1], 'f32x4.relaxed_madd f32x4.relaxed_nmadd f64x2.relaxed_madd f64x2.relaxed_nmadd');
