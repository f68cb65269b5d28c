import type { Problem } from '../../problem';

/** The kernels of `webgpu`, from the plainest on. */
export const WGSL_KERNELS = ['naive', 'shared', 'registers'] as const;
export type WgslKernel = (typeof WGSL_KERNELS)[number];

/** What a workgroup does: a square of C, of which each invocation computes a square; k goes by in steps. */
export interface WgslTile {
  /** Rows and columns of C of a workgroup. */
  readonly side: number;
  /** Rows and columns of C of an invocation; 1 but for `registers`. */
  readonly work: number;
  /** Steps of k that lie in the workgroup's memory at a time; 0 for `naive`, which has none. */
  readonly depth: number;
}

export type WgslProduct = Pick<Problem, 'transposeA' | 'transposeB'>;

/** What A and B are stored as on the GPU; sums and C are f32. */
export const WGSL_PRECISIONS = ['f32', 'f16'] as const;
export type WgslPrecision = (typeof WGSL_PRECISIONS)[number];

const BYTES: Readonly<Record<WgslPrecision, number>> = { f32: 4, f16: 2 };

/** Invocations of a workgroup, each way. */
export function invocationsEachWay({ side, work }: WgslTile): number {
  return side / work;
}

/** Bytes of the workgroup's memory: a panel of A and one of B. */
export function workgroupBytes({ side, depth }: WgslTile, precision: WgslPrecision): number {
  return 2 * side * depth * BYTES[precision];
}

/** Workgroups in x (columns of C) and y (rows). */
export function workgroupsFor({ m, n }: Pick<Problem, 'm' | 'n'>, { side }: WgslTile): readonly [x: number, y: number] {
  return [Math.ceil(n / side), Math.ceil(m / side)];
}

/**
 * A compute shader for C ← α·op(A)·op(B) + β·C in f32, C being m×n, row-major as stored; any sizes. A tile of C is computed by
 * a workgroup. `naive` reads A and B from memory for each multiplication. `shared` copies a panel of both into the
 * workgroup's memory first, so that each element is read once a tile (CUDA C++ Programming Guide, shared memory). With
 * `registers` an invocation computes a square of its own, so that an element in the workgroup's memory is read once for
 * several multiplications (Volkov & Demmel, Benchmarking GPUs to Tune Dense Linear Algebra, SC 2008).
 *
 * With A and B in f16 (the feature `shader-f16`) half as much is read; an element becomes an f32 when it is multiplied.
 *
 * Bindings of group 0: A, B, C, and the uniforms m, k, n, α, β.
 */
export function wgslSource(
  kernel: WgslKernel,
  tile: WgslTile,
  product: WgslProduct,
  precision: WgslPrecision = 'f32',
): string {
  switch (kernel) {
    case 'naive':
      return naive(tile, product, precision);
    case 'shared':
    case 'registers':
      return tiled(tile, product, precision);
  }
}

/** An element as it is multiplied. */
function widened(element: string, precision: WgslPrecision): string {
  return precision === 'f32' ? element : `f32(${element})`;
}

const head = (
  precision: WgslPrecision,
): string => `${precision === 'f32' ? '' : 'enable f16;\n'}struct Product { m: u32, k: u32, n: u32, alpha: f32, beta: f32 }
@group(0) @binding(0) var<storage, read> a: array<${precision}>;
@group(0) @binding(1) var<storage, read> b: array<${precision}>;
@group(0) @binding(2) var<storage, read_write> c: array<f32>;
@group(0) @binding(3) var<uniform> product: Product;

fn store(i: u32, j: u32, sum: f32) {
  if (i >= product.m || j >= product.n) { return; }
  let at = i * product.n + j;
  // Where β is 0, C is not read: what lies there may be NaN.
  if (product.beta == 0.0) { c[at] = product.alpha * sum; }
  else { c[at] = product.alpha * sum + product.beta * c[at]; }
}
`;

/** The index of op(A)[i, p] in A as it is stored, and of op(B)[p, j] in B. */
function indices({ transposeA, transposeB }: WgslProduct): string {
  const a = transposeA ? 'p * product.m + i' : 'i * product.k + p';
  const b = transposeB ? 'j * product.k + p' : 'p * product.n + j';
  return `fn atA(i: u32, p: u32) -> u32 { return ${a}; }
fn atB(p: u32, j: u32) -> u32 { return ${b}; }
`;
}

function naive(tile: WgslTile, product: WgslProduct, precision: WgslPrecision): string {
  const each = invocationsEachWay(tile);
  return `${head(precision)}${indices(product)}
@compute @workgroup_size(${each}, ${each})
fn multiply(@builtin(global_invocation_id) at: vec3<u32>) {
  let i = at.y;
  let j = at.x;
  if (i >= product.m || j >= product.n) { return; }
  var sum = 0.0;
  for (var p = 0u; p < product.k; p++) { sum += ${widened('a[atA(i, p)]', precision)} * ${widened('b[atB(p, j)]', precision)}; }
  store(i, j, sum);
}
`;
}

function tiled(tile: WgslTile, product: WgslProduct, precision: WgslPrecision): string {
  const { side, work, depth } = tile;
  const each = invocationsEachWay(tile);
  const invocations = each * each;
  const squares = Array.from({ length: work }, (_, row) =>
    Array.from({ length: work }, (_, column) => ({ row, column })),
  );
  const lines = (of: (at: { readonly row: number; readonly column: number }) => string, indent: string): string =>
    squares
      .flat()
      .map((at) => `${indent}${of(at)}`)
      .join('\n');
  // Neighbouring invocations read neighbouring elements of a stored row.
  const ofA = product.transposeA ? [`at % ${side}u`, `at / ${side}u`] : [`at / ${depth}u`, `at % ${depth}u`];
  const ofB = product.transposeB ? [`at % ${depth}u`, `at / ${depth}u`] : [`at / ${side}u`, `at % ${side}u`];
  return `${head(precision)}${indices(product)}
// Row p of either holds op(A)[i, p] of the tile's rows, or op(B)[p, j] of its columns.
var<workgroup> panelA: array<${precision}, ${side * depth}>;
var<workgroup> panelB: array<${precision}, ${side * depth}>;

@compute @workgroup_size(${each}, ${each})
fn multiply(
  @builtin(workgroup_id) group: vec3<u32>,
  @builtin(local_invocation_id) local: vec3<u32>,
  @builtin(local_invocation_index) index: u32,
) {
  let top = group.y * ${side}u;
  let left = group.x * ${side}u;
${lines(({ row, column }) => `var sum_${row}_${column} = 0.0;`, '  ')}
  for (var first = 0u; first < product.k; first += ${depth}u) {
    for (var at = index; at < ${side * depth}u; at += ${invocations}u) {
      let i = ${ofA[0]};
      let p = ${ofA[1]};
      var value: ${precision} = 0.0;
      if (top + i < product.m && first + p < product.k) { value = a[atA(top + i, first + p)]; }
      panelA[p * ${side}u + i] = value;
    }
    for (var at = index; at < ${side * depth}u; at += ${invocations}u) {
      let p = ${ofB[0]};
      let j = ${ofB[1]};
      var value: ${precision} = 0.0;
      if (first + p < product.k && left + j < product.n) { value = b[atB(first + p, left + j)]; }
      panelB[p * ${side}u + j] = value;
    }
    workgroupBarrier();
    for (var p = 0u; p < ${depth}u; p++) {
      let row = p * ${side}u + local.y * ${work}u;
      let column = p * ${side}u + local.x * ${work}u;
${squares.map((_, at) => `      let a_${at} = ${widened(`panelA[row + ${at}u]`, precision)};\n      let b_${at} = ${widened(`panelB[column + ${at}u]`, precision)};`).join('\n')}
${lines(({ row, column }) => `sum_${row}_${column} += a_${row} * b_${column};`, '      ')}
    }
    workgroupBarrier();
  }
  let i = top + local.y * ${work}u;
  let j = left + local.x * ${work}u;
${lines(({ row, column }) => `store(i + ${row}u, j + ${column}u, sum_${row}_${column});`, '  ')}
}
`;
}
