import type { KernelModule } from '../wasm/kernelModule';

/** What a reader of a generated module is told, in sentences. */
export interface ModuleGuide {
  /** How the module is made up, and where to begin. */
  readonly reading: readonly string[];
  /** Papers and books that it goes back to. */
  readonly sources: readonly string[];
  /** What functions do: the first whose name matches speaks. */
  readonly functions: readonly (readonly [name: RegExp, note: string])[];
}

const GOTO =
  'K. Goto and R. van de Geijn, Anatomy of High-Performance Matrix Multiplication, ACM Transactions on Mathematical Software 34 (2008)';
const BLIS =
  'F. G. Van Zee and R. van de Geijn, BLIS: A Framework for Rapidly Instantiating BLAS Functionality, ACM Transactions on Mathematical Software 41 (2015)';
const GOLUB = 'G. H. Golub and C. F. Van Loan, Matrix Computations, 4th edition (2013), section 1.1';

const PACKING: ModuleGuide['functions'] = [
  [/^pack_[ab]_copy$/, 'Copies rows that lie as the panels want them.'],
  [/^pack_[ab]_transpose$/, 'Copies rows into panels that run down their columns.'],
  [/^pack_[ab]_transpose_row$/, 'One row of it.'],
  [/^pack_[ab]_transpose_\d+_rows$/, 'As many rows of it as a vector has lanes: a small transposition in registers.'],
];

const gemm: ModuleGuide = {
  reading: [
    'Five loops around a micro-kernel, as in GotoBLAS and BLIS. Begin at $gemm, the function that is exported, near the end. Each loop keeps one piece of an operand in one level of the memory hierarchy:',
    '- loop 5, in $gemm: columns of C, nc at a time; the panels of B, kc × nc, stay in the third-level cache',
    '- loop 4, in $gemm: steps of k, kc at a time; packs B into panels of nr columns',
    '- loop 3, in $gemm: rows of C, mc at a time; packs A into panels of mr rows, mc × kc, which stay in the second-level cache',
    '- loop 2, in $macro_kernel_…: columns of the block, nr at a time; one panel of B, kc × nr, stays in the first-level cache',
    '- loop 1, in $macro_kernel_…: rows of the block, mr at a time',
    '- $micro_kernel_…: a tile of C, mr × nr, stays in registers while it gathers kc products of a column of A and a row of B',
    'There is a micro-kernel for each number of rows up to mr, for tiles at the lower edge; for A in panels (…_panel) and for A where it lies (…_rows).',
  ],
  sources: [GOTO, BLIS],
  functions: [
    ...PACKING,
    [/^micro_kernel_.*_panel$/, 'The innermost loop over k, on A in panels; the tile of C is in registers.'],
    [
      /^micro_kernel_.*_rows$/,
      'The innermost loop over k, on rows of A where they lie; the tile of C is in registers.',
    ],
    [/^macro_kernel_/, 'Loops 2 and 1: tile by tile over a block of C.'],
    [/^write_edge_/, 'Writes what there is of a tile that reaches beyond the last column.'],
    [/^gemm$/, 'Loops 5, 4 and 3, and the choice of what is packed.'],
  ],
};

const guides: Readonly<Record<string, ModuleGuide>> = {
  gemm,
  sums: {
    reading: [
      'The sums of Strassen–Winograd: T ← X + Y, T ← X − Y, T ← β·T + X + Y, row by row, a cache line at a time.',
    ],
    sources: ['V. Strassen, Gaussian Elimination is not Optimal, Numerische Mathematik 13 (1969)'],
    functions: [
      [/^matrix_add$/, 'T ← X + Y.'],
      [/^matrix_subtract$/, 'T ← X − Y.'],
      [/^matrix_gather$/, 'T ← β·T + X + Y.'],
    ],
  },
  loops: {
    reading: ['The three loops of a product in the order that the name of the function says, the outermost first.'],
    sources: [GOLUB],
    functions: [[/^loops_/, 'All three loops.']],
  },
  outer: {
    reading: [
      'The sum of k ÷ rank products of rank columns of A and rank rows of B. Begin at $outer, the last function: for each of them, all of C is read and written once, row by row.',
    ],
    sources: [GOLUB],
    functions: [
      [/^scale_row$/, 'A row of C times β.'],
      [/^gather_row$/, 'Copies a row of a B that is stored transposed.'],
      [/^update_row$/, 'Adds rank rows of B, each times its element of A, to a row of C.'],
      [/^outer$/, 'The loops over k and over the rows of C.'],
    ],
  },
  spmm: {
    reading: [
      'A in compressed rows (CSR) times a dense B, one panel of columns of C at a time. Begin at $spmm, the last function. A row of C within the panel stays in registers while the entries of the row of A gather rows of B.',
    ],
    sources: [
      'Y. Saad, Iterative Methods for Sparse Linear Systems, 2nd edition (2003), section 3.4, for compressed rows',
    ],
    functions: [
      ...PACKING,
      [/^multiply_\d+_vectors$/, 'All rows of C, for columns that fill that many vectors.'],
      [/^multiply_column$/, 'All rows of C, for one column.'],
      [/^spmm$/, 'The loop over the panels of columns.'],
    ],
  },
};

const NO_GUIDE: ModuleGuide = { reading: ['Begin at the function that is exported.'], sources: [], functions: [] };

/** The guide to a module; the first word of its key names its generator. */
export function moduleGuide({ key }: KernelModule): ModuleGuide {
  const [generator] = key.split(' ');
  return guides[generator] ?? NO_GUIDE;
}

/** What a function does, as a sentence, or `null`. */
export function functionNote({ functions }: ModuleGuide, name: string): string | null {
  return functions.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
