/** The ways in which the dense kernels can be generated, the fastest first where the engine has them all. */
export const CODE_PATHS = ['simd256', 'relaxed', 'shuffle', 'unroll1', 'separate'] as const;

/** A self-test at the start of the engine chooses among them; see kernels/wasm/gemmShape.ts for what each generates. */
export type CodePath = (typeof CODE_PATHS)[number];
