import wabt from 'wabt';

/** The WebAssembly Binary Toolkit: another assembler and disassembler, which shares no code with ours. */
export const toolkit = await wabt();
export const FEATURES = { simd: true, relaxed_simd: true, threads: true, bulk_memory: true };

/** The bytes that text stands for. */
export function assemble(text: string, names: boolean): Uint8Array<ArrayBuffer> {
  const module = toolkit.parseWat('test.wat', text, FEATURES);
  try {
    return Uint8Array.from(module.toBinary({ write_debug_names: names }).buffer);
  } finally {
    module.destroy();
  }
}
