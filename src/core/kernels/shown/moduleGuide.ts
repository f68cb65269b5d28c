import * as l10n from '@vscode/l10n';
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

const packing = (): ModuleGuide['functions'] => [
  [/^pack_[ab]_copy$/, l10n.t('Copies rows that lie as the panels want them.')],
  [/^pack_[ab]_transpose$/, l10n.t('Copies rows into panels that run down their columns.')],
  [/^pack_[ab]_transpose_row$/, l10n.t('One row of it.')],
  [
    /^pack_[ab]_transpose_\d+_rows$/,
    l10n.t('As many rows of it as a vector has lanes: a small transposition in registers.'),
  ],
];

const gemm = (): ModuleGuide => ({
  reading: [
    l10n.t(
      'One module for products of every shape: begin at $gemm, the function that is exported, the last one. Its parameter $kernel says which of three it calls; the line “way” above says which functions this product goes through, and at which tile it begins.',
    ),
    l10n.t('- $five_loops: loops around a micro-kernel, as in GotoBLAS and BLIS, for products of any size'),
    l10n.t(
      '- $dot_products: for a few rows of A and a B that is stored transposed, where vectors can lie along k only',
    ),
    l10n.t('- $outer_product: for k = 1, one row of C after the other'),
    l10n.t('The five loops each keep one piece of an operand in one level of the memory hierarchy:'),
    l10n.t(
      '- loop 5, in $five_loops: columns of C, nc at a time; the panels of B, kc × nc, stay in the third-level cache',
    ),
    l10n.t(
      '- loop 4, in $five_loops: steps of k, kc at a time; packs B into panels of nr columns where $packB says so',
    ),
    l10n.t(
      '- loop 3, in $five_loops: rows of C, mc at a time; packs A into panels of mr rows where $packA says so; the block of A, mc × kc, stays in the second-level cache',
    ),
    l10n.t(
      '- loop 2, in $macro_kernel_…: columns of the block, nr at a time; that tile of B, kc × nr, stays in the first-level cache',
    ),
    l10n.t('- loop 1, in $tile_column_…: rows of the block, mr at a time'),
    l10n.t(
      '- $micro_kernel_…: a tile of C, mr × nr, stays in registers while it gathers kc products of a column of A and a row of B',
    ),
    l10n.t(
      'There is a micro-kernel for each number of rows up to mr and each number of vectors up to nr, so that tiles at the edges cost no more than they must, and wider ones for one to three rows; for an A whose rows lie side by side, as in panels (…_panel), and for one that is read row by row where it lies (…_rows).',
    ),
  ],
  sources: [GOTO, BLIS],
  functions: [
    ...packing(),
    [
      /^micro_kernel_.*_panel$/,
      l10n.t('The innermost loop over k, on rows of A that lie side by side; the tile of C is in registers.'),
    ],
    [
      /^micro_kernel_.*_rows$/,
      l10n.t('The innermost loop over k, on rows of A where they lie; the tile of C is in registers.'),
    ],
    [/^tile_column_/, l10n.t('Loop 1: tile by tile down a block of C; the micro-kernel by the number of rows.')],
    [/^macro_kernel_/, l10n.t('Loop 2: over the columns of a block of C; before it, wide tiles for few rows.')],
    [
      /^write_edge$/,
      l10n.t('Writes what lies within C of a tile that reaches beyond it, or whose columns are no neighbours.'),
    ],
    [/^five_loops$/, l10n.t('Loops 5, 4 and 3, and the packing of what is packed.')],
    [/^gather_rows$/, l10n.t('Copies the rows of an A that is stored transposed, so that each is contiguous.')],
    [/^dot_\d+x\d+$/, l10n.t('Dot products of as many rows of A and columns of B; their sums are in registers.')],
    [/^dot_rows_\d$/, l10n.t('That many rows of A with all columns of B, a tile of dot products at a time.')],
    [
      /^dot_products$/,
      l10n.t('The loops over k, over columns of B that stay in the first-level cache, and over rows of A.'),
    ],
    [/^outer_product$/, l10n.t('A product with k = 1: each row of C is written once from its beginning to its end.')],
    [/^gemm$/, l10n.t('Chooses the kernel.')],
  ],
});

const GUSTAVSON =
  'F. G. Gustavson, Two Fast Algorithms for Sparse Matrices: Multiplication and Permuted Transposition, ACM Transactions on Mathematical Software 4 (1978)';
const SAAD =
  'Y. Saad, Iterative Methods for Sparse Linear Systems, 2nd edition (2003), section 3.4, for compressed rows and blocks';

const conversion = (): ModuleGuide => ({
  reading: [
    l10n.t(
      'What makes compressed rows, or rows of blocks, of a dense A, before the product; its time is a phase of its own. Each function is called by JavaScript, the line “converted” above says which. What is not 0 is stored.',
    ),
    l10n.t(
      '- $survey_rows, or $survey_columns where A is stored transposed: counts what is not 0, and marks the 4×4 cells that hold some, which decide between rows and blocks',
    ),
    l10n.t('- $fill_by_rows or $fill_by_columns: writes the entries of compressed rows'),
    l10n.t('- $fill_blocks: writes the elements of blocks, zeros too, as tiles of 4 rows'),
  ],
  sources: [GUSTAVSON, SAAD],
  functions: [
    [/^survey_rows$/, l10n.t('Counts each row of A as stored, four elements at a time, and marks its cells.')],
    [/^survey_columns$/, l10n.t('Counts each column of an A that is stored transposed, and marks its cells.')],
    [/^fill_by_rows$/, l10n.t('Writes the entries of an A that is stored as it is, one behind the other.')],
    [/^fill_by_columns$/, l10n.t('Writes the entries of an A that is stored transposed, each to the end of its row.')],
    [/^fill_blocks$/, l10n.t('Goes through the blocks that there are, and packs each.')],
    [/^pack_block_/, l10n.t('Copies a block, or a part of it, into tiles of 4 rows, a step of k after the other.')],
  ],
});

const csr = (): ModuleGuide => ({
  reading: [
    l10n.t(
      'A in compressed rows (CSR) times a dense B, one panel of columns of C at a time. Begin at $spmm, the last function; it packs the panel of B where $packB says so, and calls $multiply_csr_panel. There a row of C within the panel stays in registers while the entries of the row of A gather rows of B: $entry goes through the columns of the entries, $value through their values.',
    ),
    l10n.t('What a panel lacks to its full width is done by narrower kernels, one after the other.'),
  ],
  sources: [GUSTAVSON, SAAD],
  functions: [
    ...packing(),
    [/^pack_b_panel$/, l10n.t('Copies a panel of several strips, each row of it only once.')],
    [/^multiply_rows_\d+_vectors$/, l10n.t('All rows of C, for columns that fill that many vectors.')],
    [/^multiply_rows_some_columns$/, l10n.t('All rows of C, for the last two or three columns.')],
    [/^multiply_column$/, l10n.t('All rows of C, for one column.')],
    [/^multiply_csr_panel$/, l10n.t('A panel: the widest kernel that there are columns for, then narrower ones.')],
    [/^spmm$/, l10n.t('The loop over the panels of columns.')],
  ],
});

const bsr = (): ModuleGuide => ({
  reading: [
    l10n.t(
      'A in rows of square blocks (BSR) times a dense B, one panel of columns of C at a time. Begin at $spmm, the last function; it packs the panel of B where $packB says so, and calls $multiply_bsr_panel. There a tile of C, 4 rows × a strip of the panel, stays in registers while all blocks of a row of blocks are multiplied; within a block it is a product as dense as that of the micro-kernel of simd.',
    ),
    l10n.t('What a panel lacks to whole strips is done by narrower kernels, one after the other.'),
  ],
  sources: [SAAD, BLIS],
  functions: [
    ...packing(),
    [/^pack_b_panel$/, l10n.t('Copies a panel of several strips, each row of it only once.')],
    [
      /^multiply_tile_\d_rows_\d+_vectors$/,
      l10n.t('A tile of so many rows, with all blocks of its row of blocks; the tile of C is in registers.'),
    ],
    [/^multiply_tiles_\d+_vectors$/, l10n.t('All tiles of a row of blocks within a strip, the tallest kernel first.')],
    [/^multiply_tile_column$/, l10n.t('One column of a tile: the lanes are rows of A.')],
    [/^multiply_tiles_column$/, l10n.t('All tiles of a row of blocks, for one column.')],
    [/^clear_rows$/, l10n.t('Sets the rows of C to 0 that belong to no block.')],
    [/^multiply_bsr_panel$/, l10n.t('A panel: for each row of blocks its strips, then narrower ones.')],
    [/^spmm$/, l10n.t('The loop over the panels of columns.')],
  ],
});

/** By the words that begin the keys of a generator's modules. */
const guides: Readonly<Record<string, () => ModuleGuide>> = {
  gemm,
  sums: () => ({
    reading: [
      l10n.t(
        'The sums of Strassen–Winograd: T ← X + Y, T ← X − Y, T ← β·T + X + Y, row by row, a cache line at a time.',
      ),
    ],
    sources: ['V. Strassen, Gaussian Elimination is not Optimal, Numerische Mathematik 13 (1969)'],
    functions: [
      [/^matrix_add$/, 'T ← X + Y.'],
      [/^matrix_subtract$/, 'T ← X − Y.'],
      [/^matrix_gather$/, 'T ← β·T + X + Y.'],
    ],
  }),
  loops: () => ({
    reading: [
      l10n.t(
        'The three loops of a product in the order that the name of the function says, the outermost first. Where k is not innermost, C is multiplied by β just before the loop over k is entered.',
      ),
    ],
    sources: [GOLUB],
    functions: [[/^loops_/, l10n.t('All three loops.')]],
  }),
  outer: () => ({
    reading: [
      l10n.t(
        'The sum of k ÷ rank products of rank columns of A and rank rows of B. Begin at $outer, the last function: for each of them, all of C is read and written once, row by row.',
      ),
    ],
    sources: [GOLUB],
    functions: [
      [/^scale_row$/, l10n.t('A row of C times β.')],
      [/^gather_row$/, l10n.t('Copies a row of a B that is stored transposed.')],
      [/^update_row$/, l10n.t('Adds rank rows of B, each times its element of A, to a row of C.')],
      [/^outer$/, l10n.t('The loops over k and over the rows of C.')],
    ],
  }),
  'sparse conversion': conversion,
  'spmm csr': csr,
  'spmm bsr': bsr,
};

const noGuide = (): ModuleGuide => ({
  reading: [l10n.t('Begin at the function that is exported.')],
  sources: [],
  functions: [],
});

/** The guide to a module: one or two words that begin its key name its generator. */
export function moduleGuide({ key }: KernelModule): ModuleGuide {
  const [first, second] = key.split(' ');
  return (guides[`${first} ${second}`] ?? guides[first] ?? noGuide)();
}

/** What a function does, as a sentence, or `null`. */
export function functionNote({ functions }: ModuleGuide, name: string): string | null {
  return functions.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
