import type { SectionId } from './sections';

/** The words of docs/performance.md that are the same whatever was measured. */

/** How to read the tables. */
export const READING: readonly string[] = [
  'A **row** is one problem, C = A·B in row-major order; n stands for square matrices, m×k×n for others. Our strategies ' +
    'and each of the others run in processes of their own, on equal operands made from one seed, and are compared with a ' +
    'float64 reference before they are timed; one whose result is wrong has no speed, but a line below the table. They ' +
    'are warmed up, then take turns, one sample each a round, in an order drawn anew; while one works, all others are ' +
    'idle. Each times itself, around nothing but its products.',
  '**GFLOP/s** are those of the fastest sample, the flops being 2·m·k·n, or 2·nnz·n where A is sparse, whoever computes them.',
  '**best** is the ratio of the fastest samples: what remains when other work leaves the machine alone, which on a shared ' +
    'machine is the steadier figure. Goals are judged by it.',
  '**median** is that of the ratios of one round each, in which whatever slowed the machine down slowed both, with its ' +
    '95% interval from order statistics, without any assumption on the distribution. Where 1 lies in it, no difference was ' +
    'found. Rows of few rounds (where a product takes a second) have an interval of a lower probability.',
  'A ratio is the speed of ours over that of the other: above 1 ours is faster. Ratios of one row can be trusted further ' +
    'than speeds of different rows, which were taken minutes apart.',
  'Nothing below is asserted by a test. The figures are of the day and the machine that are named, at the commit that ' +
    'changed this file; `npm run bench` takes them anew, `npm run bench -- --minutes 10 --write-docs` writes this page.',
];

/** What takes turns in a section, in a sentence or two. */
export const ABOUT: Readonly<Record<SectionId, string>> = {
  dense:
    '`simd` and `cblas_sgemm` or `cblas_dgemm`, called by FFI on operands in the memory of its process. WebAssembly ' +
    'reaches 256 bits at most: where OpenBLAS chooses AVX-512 kernels by itself, its AVX2 kernels ' +
    '(`OPENBLAS_CORETYPE=Haswell`), which have the same units to work with, are a row of their own.',
  libraries:
    '`simd` and what else computes a product for JavaScript, each by itself. Libraries that take a second or more at ' +
    'n = 1024 are measured at 256. Neither operand is packed ahead of time anywhere. onnxruntime-node chooses its kernels ' +
    'by the processor, and among the names of variables and session options in its library (1.30.0, x64) is none that ' +
    'would hold it to AVX2, so that it has no second row as OpenBLAS has: where it is faster than twice the 128-bit peak ' +
    'of this page, its vectors are wider than 256 bits.',
  threads:
    '`parallel` and OpenBLAS with as many threads as there are logical cores. After each sample there is a pause until ' +
    'its threads sleep, so that they do not spoil the next.',
  threadChoice:
    '`parallel` without a number of threads, and `simd`: a product too small for several must not lose by them.',
  sparse:
    '`sparse` and `scipy.sparse.csr_matrix @ ndarray`; the conversion of A is in neither figure. Where `simd` is a row ' +
    'besides, it multiplies the zeros too.',
  strassen:
    '`strassen`, its levels left to choose, and `simd`. Flops are 2·n³ for both, so that the speeds compare as the ' +
    'times do. Its error is larger: the bound that it was verified against stands in the results as JSON.',
  training:
    'Networks of k inputs, n = 100 hidden units with ReLU and 10 classes with softmax, trained by SGD in batches of m = 64 samples in f32: taking the samples out of 20,000, forward, both gradients, update; ours also computes the loss and checks each answer of the batch. What numpy does is what one writes by hand there. Rates are those of 2·m·k·n flops, about half of what a step computes; ratios do not depend on that.',
  peak128:
    '`simd` with vectors of 128 bits, as on engines that do not join them, and a loop of nothing but multiply-adds in ' +
    'registers: what the units can do at most.',
  sweep:
    '`simd` size by size, so that none is slow beside its neighbours: a speed is held against the median of those of the ' +
    'eight sizes on each side.',
};
