import { assertNever } from '../../assertNever';
import type { LoopOrder } from '../../kernels/wasm/loopOrders';
import { columnsOfDots, dotStep, rowsOfDots } from '../../kernels/wasm/dotKernel';
import { lanesOf } from '../../kernels/wasm/element';
import { layoutOf, swappedLayout } from '../../kernels/wasm/gemmBlocking';
import type { GemmBlocking, ProductLayout } from '../../kernels/wasm/gemmBlocking';
import { wideTiles } from '../../kernels/wasm/gemmShape';
import type { GemmShape } from '../../kernels/wasm/gemmShape';
import { elementBytes } from '../../problem';
import type { Problem } from '../../problem';
import { loop } from './loopTree';
import type { Node, Touch } from './loopTree';

/** How far a matrix is walked at once, and by which loops: along its rows (i of C, or k) and its columns, as op(X) has them. */
interface Walk {
  readonly rows?: number;
  readonly columns?: number;
  readonly rowLoops: readonly string[];
  readonly columnLoops: readonly string[];
}

/** A product as its operands lie, for loops that may compute Cᵀ instead. */
interface LaidOut extends ProductLayout {
  readonly dtype: Problem['dtype'];
  readonly beta: number;
  /** C is stored transposed. */
  readonly transposeC: boolean;
}

function laidOut({ dtype, beta }: Problem, layout: ProductLayout, swapped: boolean): LaidOut {
  return { ...(swapped ? swappedLayout(layout) : layout), dtype, beta, transposeC: swapped };
}

/** The operands of a product as loops touch them, whichever way they are stored. */
class Operands {
  private readonly elementBytes: number;

  constructor(private readonly product: LaidOut) {
    this.elementBytes = elementBytes(product.dtype);
  }

  a(walk: Walk): Touch {
    const { m, k, transposeA, aLeading } = this.product;
    return this.touch('A', transposeA ? k : m, aLeading, transposeA, walk, 'read');
  }

  b(walk: Walk): Touch {
    const { k, n, transposeB, bLeading } = this.product;
    return this.touch('B', transposeB ? n : k, bLeading, transposeB, walk, 'read');
  }

  c(walk: Walk, access: 'write' | 'update'): Touch {
    const { m, n, transposeC, cLeading } = this.product;
    return this.touch('C', transposeC ? n : m, cLeading, transposeC, walk, access);
  }

  /** Workspace that is filled once and read often. */
  panel(name: string, rows: number, columns: number, walk: Walk, access: 'read' | 'write'): Touch {
    return this.touch(name, rows, columns, false, walk, access);
  }

  /** `rows` as they are stored, `leading` elements from one to the next. */
  private touch(
    name: string,
    rows: number,
    leading: number,
    isTransposed: boolean,
    walk: Walk,
    access: Touch['access'],
  ): Touch {
    const { rows: high = 1, columns: wide = 1, rowLoops, columnLoops } = walk;
    const storage = { rows, columns: leading, elementBytes: this.elementBytes };
    return isTransposed
      ? {
          kind: 'touch',
          name,
          storage,
          access,
          rows: wide,
          columns: high,
          rowLoops: columnLoops,
          columnLoops: rowLoops,
        }
      : { kind: 'touch', name, storage, access, rows: high, columns: wide, rowLoops, columnLoops };
  }
}

/** Whether C is read before the first product is added to it. */
function startOf({ beta }: Pick<Problem, 'beta'>): 'write' | 'update' {
  return beta === 0 ? 'write' : 'update';
}

/**
 * The six orders of the three loops, as kernels/loopKernels.ts and wasm/loopNest.ts run them; `width` neighbouring columns
 * are taken at a time, 1 without vectors.
 */
export function loopsOfOrder(problem: Problem, order: LoopOrder, width: number): readonly Node[] {
  const { m, k, n } = problem;
  const x = new Operands(laidOut(problem, layoutOf(problem), false));
  const wide = Math.min(width, n);
  const [i, j, p] = [
    (...body: readonly Node[]) => loop('i', m, ...body),
    (...body: readonly Node[]) => loop('j', n / wide, ...body),
    (...body: readonly Node[]) => loop('p', k, ...body),
  ];
  const a = x.a({ rowLoops: ['i'], columnLoops: ['p'] });
  const b = x.b({ columns: wide, rowLoops: ['p'], columnLoops: ['j'] });
  const walkC = { columns: wide, rowLoops: ['i'], columnLoops: ['j'] };
  const start = x.c(walkC, startOf(problem));
  const c = x.c(walkC, 'update');
  switch (order) {
    case 'ijk':
      return [i(j(p(a, b), start))];
    case 'jik':
      return [j(i(p(a, b), start))];
    case 'ikj':
      return [i(j(start), p(a, j(b, c)))];
    case 'jki':
      return [j(i(start), p(b, i(a, c)))];
    case 'kij':
      return [i(j(start)), p(i(a, j(b, c)))];
    case 'kji':
      return [j(i(start)), p(j(b, i(a, c)))];
    default:
      return assertNever(order);
  }
}

/** `blocked`: blocks of mc×kc of A, kc×nc of B, and 4×4 elements of C at a time. */
export function loopsOfBlocks(
  problem: Problem,
  block: { readonly mc: number; readonly kc: number; readonly nc: number },
): readonly Node[] {
  const { m, k, n } = problem;
  const x = new Operands(laidOut(problem, layoutOf(problem), false));
  const [mc, kc, nc] = [Math.min(block.mc, m), Math.min(block.kc, k), Math.min(block.nc, n)];
  const [high, wide] = [Math.min(4, mc), Math.min(4, nc)];
  const a = x.a({ rows: high, rowLoops: ['ib', 'i'], columnLoops: ['pb', 'p'] });
  const b = x.b({ columns: wide, rowLoops: ['pb', 'p'], columnLoops: ['jb', 'j'] });
  const c = x.c({ rows: high, columns: wide, rowLoops: ['ib', 'i'], columnLoops: ['jb', 'j'] }, 'update');
  const tile = loop('i', mc / high, loop('j', nc / wide, loop('p', kc, a, b), c));
  return [loop('jb', n / nc, loop('pb', k / kc, loop('ib', m / mc, tile)))];
}

/**
 * `outer`: all of C gathers `rank` products at a time. In JavaScript a row of C is passed once for every four of them; in
 * WebAssembly `width` columns of C stay in registers while all of them are added.
 */
export function loopsOfRank(problem: Problem, wanted: number, width: number | null): readonly Node[] {
  const { m, k, n, beta, transposeB } = problem;
  const rank = Math.min(wanted, k);
  const x = new Operands(laidOut(problem, layoutOf(problem), false));
  if (width !== null) {
    const wide = Math.min(width, n);
    const c = x.c({ columns: wide, rowLoops: ['i'], columnLoops: ['j'] }, 'update');
    const a = x.a({ columns: rank, rowLoops: ['i'], columnLoops: ['t'] });
    const rowsOfB = { columns: wide, rowLoops: ['t', 'q'], columnLoops: ['j'] };
    const gathered = { columns: wide, rowLoops: ['q'], columnLoops: ['j'] };
    const b = transposeB ? x.panel('rows of B', rank, n, gathered, 'read') : x.b(rowsOfB);
    const gather = transposeB
      ? [loop('q', rank, loop('j', n / wide, x.b(rowsOfB), x.panel('rows of B', rank, n, gathered, 'write')))]
      : [];
    const rows = loop('i', m, a, loop('j', n / wide, loop('q', rank, b), c));
    const scale = beta === 0 || beta === 1 ? [] : [loop('i', m, loop('j', n / wide, c))];
    return [...scale, loop('t', k / rank, ...gather, rows)];
  }
  const c = x.c({ rowLoops: ['i'], columnLoops: ['j'] }, 'update');
  // Four at a time, then one by one: on the average.
  const passes = Math.floor(rank / 4) + (rank % 4);
  const each = rank / passes;
  const a = x.a({ columns: each, rowLoops: ['i'], columnLoops: ['t', 'q'] });
  const b = x.b({ rows: each, rowLoops: ['t', 'q'], columnLoops: ['j'] });
  const rows = loop('i', m, loop('q', passes, a, loop('j', n, b, c)));
  const start =
    beta === 1 ? [] : [loop('i', m, loop('j', n, x.c({ rowLoops: ['i'], columnLoops: ['j'] }, startOf(problem))))];
  return [...start, loop('t', k / rank, rows)];
}

export interface PackedTile {
  readonly mr: number;
  readonly nr: number;
}
export interface PackedBlocking {
  readonly mc: number;
  readonly kc: number;
  readonly nc: number;
  readonly packA: boolean;
  readonly packB: boolean;
}

/**
 * A product as `simd` computes it (wasm/gemm.ts), or a part of one where `layout` says so: by five loops, dot products or an
 * outer product, of C or of Cᵀ.
 */
export function loopsOfGemm(
  problem: Problem,
  shape: GemmShape,
  blocking: GemmBlocking,
  layout: ProductLayout = layoutOf(problem),
): readonly Node[] {
  const product = laidOut(problem, layout, blocking.swapped);
  switch (blocking.kernel) {
    case 'tiles':
      return loopsOfPanels(product, tileOf(product, shape, blocking), blocking);
    case 'dot':
      return loopsOfDots(product, shape, blocking);
    case 'outer':
      return loopsOfOuterProduct(product);
    default:
      return assertNever(blocking.kernel);
  }
}

/** Few rows are computed by tiles that are wider. */
function tileOf({ m }: ProductLayout, { mr, nr, ...shape }: GemmShape, { wide }: GemmBlocking): PackedTile {
  const widest = wide ? wideTiles({ mr, nr, ...shape })[m - 1] : undefined;
  return { mr, nr: widest === undefined ? nr : widest.vectors * lanesOf(shape.dtype) };
}

/** The five loops of BLIS around a micro-kernel (wasm/fiveLoops.ts), with the copies into panels where there are any. */
function loopsOfPanels(product: LaidOut, tile: PackedTile, blocking: PackedBlocking): readonly Node[] {
  const { m, k, n, beta, transposeB } = product;
  const x = new Operands(product);
  const [mc, kc, nc] = [Math.min(blocking.mc, m), Math.min(blocking.kc, k), Math.min(blocking.nc, n)];
  const [mr, nr] = [Math.min(tile.mr, mc), Math.min(tile.nr, nc)];
  const packB = blocking.packB || transposeB;
  const fromA = { rows: mr, rowLoops: ['ic', 'ir'], columnLoops: ['pc', 'p'] };
  const fromB = { columns: nr, rowLoops: ['pc', 'p'], columnLoops: ['jc', 'jr'] };
  // A panel is a row of its own: step after step of k, mr or nr elements each.
  const panelA = (access: 'read' | 'write'): Touch =>
    x.panel('panels of A', mc / mr, kc * mr, { columns: mr, rowLoops: ['ir'], columnLoops: ['p'] }, access);
  const panelB = (access: 'read' | 'write'): Touch =>
    x.panel('panels of B', nc / nr, kc * nr, { columns: nr, rowLoops: ['jr'], columnLoops: ['p'] }, access);
  const packingA = blocking.packA ? [loop('ir', mc / mr, loop('p', kc, x.a(fromA), panelA('write')))] : [];
  const packingB = packB ? [loop('jr', nc / nr, loop('p', kc, x.b(fromB), panelB('write')))] : [];
  const a = blocking.packA ? panelA('read') : x.a(fromA);
  const b = packB ? panelB('read') : x.b(fromB);
  const isWrittenOnce = beta === 0 && kc >= k;
  const c = x.c(
    { rows: mr, columns: nr, rowLoops: ['ic', 'ir'], columnLoops: ['jc', 'jr'] },
    isWrittenOnce ? 'write' : 'update',
  );
  const macro = loop('jr', nc / nr, loop('ir', mc / mr, loop('p', kc, a, b), c));
  return [loop('jc', n / nc, loop('pc', k / kc, ...packingB, loop('ic', m / mc, ...packingA, macro)))];
}

/**
 * Vectors along k (wasm/dotKernel.ts), for few rows of op(A) and a B that is stored transposed: some rows times some columns
 * at a time. An A that is stored transposed is gathered first.
 */
function loopsOfDots(product: LaidOut, shape: GemmShape, blocking: PackedBlocking): readonly Node[] {
  const { m, k, n, beta, transposeA } = product;
  const x = new Operands(product);
  const [kc, nc] = [Math.min(blocking.kc, k), Math.min(blocking.nc, n)];
  const rows = rowsOfDots(m);
  const columns = Math.min(columnsOfDots(rows), nc);
  const step = Math.min(dotStep(shape), kc);
  const rowsOfA = { rowLoops: ['ir'], columnLoops: ['p'] };
  const fromA = x.a({ rows, columns: step, rowLoops: ['ir'], columnLoops: ['pc', 'p'] });
  const b = x.b({ rows: step, columns, rowLoops: ['pc', 'p'], columnLoops: ['jc', 'jr'] });
  const c = x.c(
    { rows, columns, rowLoops: ['ir'], columnLoops: ['jc', 'jr'] },
    beta === 0 && kc >= k ? 'write' : 'update',
  );
  // One by one, row after row.
  const gathered = [
    x.a({ rowLoops: ['ir'], columnLoops: ['pc', 'p'] }),
    x.panel('rows of A', m, kc, rowsOfA, 'write'),
  ] as const;
  const gathering = transposeA ? [loop('ir', m, loop('p', kc, ...gathered))] : [];
  const a = transposeA ? x.panel('rows of A', m, kc, { rows, columns: step, ...rowsOfA }, 'read') : fromA;
  const products = loop('ir', m / rows, loop('jr', nc / columns, loop('p', kc / step, a, b), c));
  return [loop('pc', k / kc, ...gathering, loop('jc', n / nc, products))];
}

/** Of k = 1 (wasm/outerProduct.ts): each row of C is that of B, times an element of A. */
function loopsOfOuterProduct(product: LaidOut): readonly Node[] {
  const { m, n } = product;
  const x = new Operands(product);
  const wide = Math.min(lanesOf(product.dtype), n);
  const a = x.a({ rowLoops: ['i'], columnLoops: [] });
  const b = x.b({ columns: wide, rowLoops: [], columnLoops: ['j'] });
  const c = x.c({ columns: wide, rowLoops: ['i'], columnLoops: ['j'] }, startOf(product));
  return [loop('i', m, a, loop('j', n / wide, b, c))];
}
