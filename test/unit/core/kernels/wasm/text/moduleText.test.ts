import { describe, expect, it } from 'vitest';
import { moduleText } from '../../../../../../src/core/kernels/wasm/text/moduleText';
import { instructionForm } from '../../../../../../src/core/kernels/wasm/text/instructionForms';
import { LINE_WIDTH } from '../../../../../../src/core/kernels/wasm/text/layout';
import { BULK, BULK_PREFIX, OP, SIMD, SIMD_PREFIX } from '../../../../../../src/core/kernels/wasm/opcodes';
import { assemble, FEATURES, toolkit } from '../../assembler';
import { everyKernel } from '../../everyKernel';

/** The module as the toolkit writes it. */
function referenceText(bytes: Uint8Array, readDebugNames: boolean): string {
  const module = toolkit.readWasm(bytes, { ...FEATURES, readDebugNames });
  try {
    if (readDebugNames) module.applyNames();
    return module.toText({ foldExprs: false });
  } finally {
    module.destroy();
  }
}

const textOf = (bytes: Uint8Array): string => moduleText(bytes, () => null).text;

/** All modules that any strategy generates, each once. */
const modules = new Map(
  everyKernel()
    .map(({ strategy, problem, machine, values }) => strategy.kernelCode?.(problem, machine, values, true))
    .flatMap((code) => (code?.language === 'wasm' ? code.modules : []))
    .map((module) => [module.key, module.bytes]),
);

/** What generators do not write today, but could: results, values that stay on the stack, jumps out of ifs. */
const OTHER = `(module
  (import "env" "memory" (memory 1))
  (func $pick (param $x i32) (result f64)
    (block $out (result f64)
      (if $skip (i32.lt_s (local.get $x) (i32.const -7))
        (then (br $skip)))
      (br_if 1 (f64.const 0.1) (local.get $x))
      (drop)
      (loop $again (br_if $again (local.tee $x (i32.shl (local.get $x) (i32.const 1)))))
      (f64.const -1e300)))
  (func $keep (param $x i32) (param $at i32)
    local.get $x
    i32.const 2147483647
    (call $touch (i32.const -2147483648))
    i32.add
    drop
    (f32.store offset=4 align=1 (local.get $at) (f32.const inf))
    (v128.store32_lane offset=8 2 (local.get $at) (v128.const i32x4 1 -2 3 4))
    (v128.store (local.get $at) (i8x16.shuffle 0 1 2 3 4 5 6 7 31 30 29 28 27 26 25 24
      (f32x4.splat (f32.const nan)) (f64x2.replace_lane 1 (v128.const i32x4 0 0 0 0) (call $pick (i32.const 3)))))
    (memory.copy (local.get $at) (local.get $x) (i32.const 16))
    (i32.store8 (local.get $at) (i32.load8_u offset=3 (local.get $at)))
    (i32.store16 (memory.size) (i32.load16_s (local.get $at)))
    (local.set $x (i32x4.bitmask (f32x4.ne (v128.load (local.get $at)) (v128.load64_zero (local.get $at)))))
    (local.set $x (i64x2.bitmask (i32x4.sub (v128.load (local.get $at)) (v128.load (local.get $x)))))
    (local.set $x (v128.any_true (i32x4.ge_u (v128.load (local.get $at)) (i64x2.neg (v128.load (local.get $x))))))
    (v128.store (local.get $at) (i32x4.mul (v128.load (local.get $at)) (i64x2.add (v128.load (local.get $at))
      (i32x4.max_u (v128.load (local.get $at)) (i64x2.mul (v128.load (local.get $at)) (v128.load (local.get $x)))))))
    return)
  (func $touch (param $x i32) (memory.fill (local.get $x) (i32.const 0) (i32.const 4)))
  (export "keep" (func $keep)))`;

describe('the text of a module', () => {
  it.each([...modules])('says what the bytes say, to another assembler: %s', (_key, bytes) => {
    const again = assemble(textOf(bytes), false);
    expect(referenceText(again, false)).toBe(referenceText(bytes, false));
  });

  it('says what the bytes say where they are of another make', () => {
    const bytes = assemble(OTHER, true);
    expect(referenceText(assemble(textOf(bytes), true), true)).toBe(referenceText(bytes, true));
  });

  it('has the names that the module has for its readers', () => {
    const [[, bytes]] = [...modules].filter(([key]) => key.startsWith('loops'));
    const text = textOf(bytes);
    expect(text).toMatch(/\(func \$loops_\w{3}\n {4}\(param \$m i32\) \(param \$k i32\) \(param \$n i32\)/);
    expect(text).toMatch(/\(local \$a_at i32\)/);
    expect(text).toContain('(export "loops" (func $loops_');
  });

  it('keeps to its width and closes all that it opens', () => {
    for (const [key, bytes] of modules) {
      const lines = textOf(bytes).split('\n');
      expect(Math.max(...lines.map(({ length }) => length)), key).toBeLessThanOrEqual(LINE_WIDTH);
      let open = 0;
      for (const [index, line] of lines.entries()) {
        const code = line.replace(/;;.*/, '');
        open += code.split('(').length - code.split(')').length;
        // Every function ends at the depth at which it began, so that it can be folded away.
        if (line.startsWith('  (func')) expect(open, `${key}, line ${index + 1}`).toBe(2);
      }
      expect(open, key).toBe(0);
    }
  });

  it('says what a function does and how large it is, above the function', () => {
    const bytes = assemble(OTHER, true);
    const { text, functions } = moduleText(bytes, (name) => (name === 'keep' ? 'Keeps it.' : null));
    const size = functions.find(({ name }) => name === 'keep')?.bytes ?? 0;
    expect(size).toBeGreaterThan(50);
    expect(text).toContain(`  ;; Keeps it. ${size} bytes.\n  (func $keep\n`);
    expect(functions.map(({ name }) => name)).toEqual(['pick', 'keep', 'touch']);
  });

  it('knows every instruction that the generators know', () => {
    const structure: readonly number[] = [OP.block, OP.loop, OP.if, OP.else, OP.end, OP.call];
    const plain = Object.values(OP).filter((opcode) => !structure.includes(opcode));
    for (const opcode of plain) expect(instructionForm(0, opcode).name).not.toBe('');
    for (const opcode of Object.values(SIMD)) expect(instructionForm(SIMD_PREFIX, opcode).name).not.toBe('');
    for (const opcode of Object.values(BULK)) expect(instructionForm(BULK_PREFIX, opcode).name).not.toBe('');
  });

  it('refuses what it does not know, rather than to say something wrong', () => {
    const text = '(module (import "env" "memory" (memory 1)) (func (drop (i64.const 1))))';
    expect(() => textOf(assemble(text, true))).toThrow(RangeError);
    expect(() => textOf(assemble('(module (global i32 (i32.const 1)))', true))).toThrow(RangeError);
    expect(() => textOf(assemble(OTHER, true).slice(0, 60))).toThrow(RangeError);
  });
});
