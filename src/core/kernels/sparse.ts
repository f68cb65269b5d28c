import type { Machine } from '../machine';
import { aligned } from '../matrix/operands';
import { elementBytes } from '../problem';
import type { Problem } from '../problem';
import { choiceValue, integerValue } from './parameters';
import type { ChoiceParameter, IntegerParameter, ParameterValues } from './parameters';
import { processorRun, warmTimeNs } from './processorRun';
import { simdSupport } from './simd';
import { conversionBytes, SparseConversion } from './sparse/conversion';
import type { LayoutWishes, SparseMatrix } from './sparse/conversion';
import { splitSparse } from './sparse/split';
import type { SparseRegion, SparseSplit, SparseWork } from './sparse/split';
import type { KernelContext, Strategy } from './strategy';
import { chooseThreads, threadsLabel } from './threadChoice';
import { BSR_TILE_ROWS } from './wasm/bsrTiles';
import { lanesOf } from './wasm/element';
import { defaultShape, multiplyAddLabel } from './wasm/gemmShape';
import { isShared } from './wasm/kernelModule';
import { allocateScalars, SCALARS_BYTES } from './wasm/scalars';
import { SPARSE_FORMATS, SPMM, SPMM_PARAMETERS, spmmModule } from './wasm/spmm';
import type { SpmmParameter, SpmmShape } from './wasm/spmm';
import { betaAddress } from './wasm/stridedCall';

const formatParameter: ChoiceParameter = {
  kind: 'choice',
  id: 'format',
  title: 'Format',
  description: 'How A is stored.',
  options: [
    { value: 'auto', description: 'in blocks where they are filled well enough to be faster, else by rows' },
    { value: 'csr', description: 'compressed rows: only what is not zero' },
    { value: 'bsr', description: 'rows of square blocks: the zeros within a block are stored and multiplied too' },
  ],
  default: 'auto',
};
const blockParameter: IntegerParameter = {
  kind: 'integer',
  id: 'block',
  title: 'Block size',
  description: 'Rows and columns of a block in BSR, a multiple of 4; the best of 4, 8 and 16 when empty.',
  minimum: 4,
  maximum: 64,
  default: null,
  suggestions: [4, 8, 16, 32],
};
const panelParameter: IntegerParameter = {
  kind: 'integer',
  id: 'panel',
  title: 'Panel columns',
  description: 'Columns of B that are kept at a time, a multiple of 4; chosen by the density when empty.',
  minimum: 4,
  maximum: 128,
  default: null,
  suggestions: [16, 32, 48, 64, 96, 128],
};
const threadsParameter: IntegerParameter = {
  kind: 'integer',
  id: 'threads',
  title: 'Threads',
  description: 'Threads that share the work; as many as pay for its size when empty.',
  minimum: 1,
  maximum: 256,
  default: null,
  suggestions: [1, 2, 4, 8, 16],
};

function wishesOf(values: ParameterValues): LayoutWishes {
  const value = choiceValue(formatParameter, values);
  return {
    format: SPARSE_FORMATS.find((format) => format === value) ?? null,
    block: integerValue(blockParameter, values),
  };
}

/**
 * op(A) in compressed rows, or in rows of blocks, times B, a panel of B's columns at a time (wasm/spmm.ts). The conversion of
 * A is its own phase; B is packed anew in every run, as it is in `simd`. Threads share rows so that each has as many entries,
 * or columns.
 */
export const sparse: Strategy = {
  id: 'sparse',
  title: 'Sparse (CSR, BSR)',
  summary:
    'Skips the zeros of A: compressed rows or blocks times dense in WebAssembly SIMD; pays where less than about half of A is nonzero.',
  family: 'sparse',
  parameters: [formatParameter, blockParameter, panelParameter, threadsParameter],
  supports(_problem, machine, values) {
    for (const { id, parameter } of multiplesOfFour) {
      const value = integerValue(parameter, values) ?? 4;
      if (value % 4 !== 0) {
        return { supported: false, reason: `Set ${id} to a multiple of 4 instead of ${value}.` };
      }
    }
    return simdSupport(machine);
  },
  workspaceBytes(problem, machine, values) {
    const panel = integerValue(panelParameter, values) ?? PANEL_VECTORS * lanesOf(problem.dtype);
    // The engine may offer fewer threads than the machine has, not more.
    const threads = Math.min(integerValue(threadsParameter, values) ?? machine.logicalCores, machine.logicalCores);
    // As the strips of a panel need not fill it, the last may reach beyond it.
    const panels = threads * panelBytes(problem, 2 * panel);
    return conversionBytes(problem, wishesOf(values)) + panels + aligned(SCALARS_BYTES);
  },
  effect(problem, machine, values) {
    const { format, block } = wishesOf(values);
    const panel = integerValue(panelParameter, values);
    const threads = integerValue(threadsParameter, values);
    return JSON.stringify([
      format,
      format === 'csr' ? null : block,
      panel === null ? null : columnsWithin(panel, problem),
      threads === null ? null : Math.min(threads, machine.logicalCores),
    ]);
  },
  prepare(context, values) {
    return processorRun(context, () => {
      const { problem, machine, memory, team } = context;
      const conversion = new SparseConversion(context, wishesOf(values));
      const prepareNs = warmTimeNs(context, () => {
        conversion.run();
      });
      const { matrix } = conversion;
      const plan = planOf(problem, machine, matrix, values);
      const asked = integerValue(threadsParameter, values);
      const { regions, down, across } = splitFor(workOf(problem, machine, matrix, plan), team.size, asked);

      const module = spmmModule(plan.shape, isShared(memory));
      const scalars = allocateScalars(context, SCALARS_BYTES);
      const calls = regions.map((region) => {
        const call = callOf(context, matrix, plan, region, scalars);
        return SPMM_PARAMETERS.map((name) => call[name]);
      });
      const threads = threadsLabel(calls.length, team.size, asked !== null);
      return {
        backend: `${planLabel(plan, matrix, problem, machine)}, ${calls.length === 1 ? threads : `${threads} (${down}×${across})`}`,
        prepareNs,
        threads: calls.length,
        run: team.job(module, SPMM, calls),
      };
    });
  },
};

const multiplesOfFour = [
  { id: 'block', parameter: blockParameter },
  { id: 'panel', parameter: panelParameter },
] as const;

/** A product as it is computed. */
interface Plan {
  readonly shape: SpmmShape;
  readonly packed: boolean;
}

/** Stored elements for each column of A from which on copying B into panels costs less than it saves. */
const PACKING_ELEMENTS = { csr: 4, bsr: 8 } as const;

/**
 * Vectors of a packed panel: 64 columns in f32, 32 in f64, which stay in the second-level cache with a thousand rows of B
 * and more. Where B is read as it lies, each of its rows that an entry needs is better read by more columns at a time.
 */
const PANEL_VECTORS = 16;
const DIRECT_PANEL_VECTORS = 24;

function planOf(problem: Problem, machine: Machine, matrix: SparseMatrix, values: ParameterValues): Plan {
  const { k, n, dtype } = problem;
  const { format } = matrix.layout;
  const lanes = lanesOf(dtype);
  const { multiplyAdd, unroll, vectorBits } = defaultShape(dtype, machine);
  const asked = integerValue(panelParameter, values);
  // A B that is no wider than a panel lies as it would in one.
  const isNarrow = n <= (asked ?? PANEL_VECTORS * lanes);
  const packed = isTransposed(problem) || (!isNarrow && storedElements(matrix) >= PACKING_ELEMENTS[format] * k);
  const panel = columnsWithin(asked ?? (packed ? PANEL_VECTORS : DIRECT_PANEL_VECTORS) * lanes, problem);
  // The register tile of BSR is 4 × 16 or 4 × 8 in f32. More entries of CSR in one turn gain nothing.
  const strip = format === 'csr' ? panel : Math.min(panel, (vectorBits === 256 ? 4 : 2) * lanes);
  return {
    shape: { format, dtype, multiplyAdd, panel, strip, unroll: format === 'csr' ? Math.min(unroll, 2) : unroll },
    packed,
  };
}

/** A panel is not wider than C, in whole vectors. */
function columnsWithin(panel: number, { n, dtype }: Problem): number {
  const lanes = lanesOf(dtype);
  return Math.max(lanes, Math.min(panel, Math.floor(n / lanes) * lanes));
}

/** A single column lies as a row does. */
function isTransposed({ transposeB, n }: Problem): boolean {
  return transposeB && n > 1;
}

function storedElements({ layout, nonzeros }: SparseMatrix): number {
  return layout.format === 'csr' ? nonzeros : layout.blocks * layout.block ** 2;
}

function panelBytes({ k, dtype }: Problem, columns: number): number {
  return aligned(k * columns * elementBytes(dtype));
}

/** Nanoseconds as in `SparseCosts`, for f32 and vectors of 256 bits, by measurement; a faster processor takes less. */
const ELEMENT_NS = { csr: 0.036, bsr: 0.021 } as const;
const PACK_NS = 0.1;
const ROW_NS = 0.06;

function workOf(
  problem: Problem,
  machine: Machine,
  { layout, rowStarts }: SparseMatrix,
  { shape, packed }: Plan,
): SparseWork {
  const { m, k, n, dtype } = problem;
  const size = elementBytes(dtype) / 4;
  const { vectorBits } = defaultShape(dtype, machine);
  return {
    m,
    k,
    n,
    rowStarts,
    ...(layout.format === 'csr'
      ? { height: 1, entryElements: 1 }
      : { height: layout.block, entryElements: layout.block ** 2 }),
    // A cache line of C belongs to one thread where its rows begin with one.
    columnUnit: 4 * lanesOf(dtype),
    costs: {
      elementNs: (ELEMENT_NS[shape.format] * size * 256) / vectorBits,
      packNs: packed ? PACK_NS * size : 0,
      rowNs: ROW_NS * size,
    },
  };
}

/** The cut for as many threads as were asked for, or as pay. */
function splitFor(work: SparseWork, available: number, asked: number | null): SparseSplit {
  if (asked !== null) return splitSparse(work, Math.min(asked, available));
  const alone = splitSparse(work, 1);
  const busiestShare = (threads: number): number => splitSparse(work, threads).busiestNs / alone.busiestNs;
  return splitSparse(work, chooseThreads(available, { workNs: alone.busiestNs, busiestShare }));
}

function callOf(
  context: KernelContext,
  { layout, rowStarts, columns, values }: SparseMatrix,
  { shape, packed }: Plan,
  { firstRow, rows, firstColumn, columns: width }: SparseRegion,
  scalars: number,
): Readonly<Record<SpmmParameter, number>> {
  const { problem, b, c } = context;
  const bytes = elementBytes(problem.dtype);
  const block = layout.format === 'csr' ? 1 : layout.block;
  const bTransposed = isTransposed(problem);
  const bLeading = (problem.n === 1 ? 1 : b.columns) * bytes;
  const strips = Math.ceil(shape.panel / shape.strip);
  return {
    m: rows,
    k: problem.k,
    n: width,
    block,
    rowStarts: rowStarts.byteOffset + (firstRow / block) * 4,
    columns,
    values,
    b: b.offset + firstColumn * (bTransposed ? bLeading : bytes),
    bLeading,
    bTransposed: bTransposed ? 1 : 0,
    packB: packed ? 1 : 0,
    panel: packed ? context.allocate(panelBytes(problem, strips * shape.strip)) : 0,
    c: c.offset + (firstRow * problem.n + firstColumn) * bytes,
    cLeading: problem.n * bytes,
    scalars,
    beta: betaAddress(problem.beta, scalars),
  };
}

/** 'wasm simd256 CSR, panels of 64 columns, relaxed madd, packed B'; of BSR also its blocks, their fill, and the tile. */
function planLabel({ shape, packed }: Plan, matrix: SparseMatrix, { n, dtype }: Problem, machine: Machine): string {
  const { layout, nonzeros } = matrix;
  // V8 joins pairs of vectors; one column of CSR is computed without any.
  const isPaired = (shape.strip / lanesOf(dtype)) % 2 === 0;
  const vectors = `simd${isPaired ? defaultShape(dtype, machine).vectorBits : 128}`;
  const parts =
    layout.format === 'csr'
      ? [`wasm ${n === 1 ? 'scalar' : vectors} CSR`]
      : [
          `wasm ${vectors} BSR ${layout.block}×${layout.block}`,
          `${Math.round((100 * nonzeros) / Math.max(1, storedElements(matrix)))}% filled`,
          `tiles ${BSR_TILE_ROWS}×${shape.strip}`,
        ];
  parts.push(`panels of ${shape.panel} columns`, multiplyAddLabel(shape.multiplyAdd));
  if (packed) parts.push('packed B');
  return parts.join(', ');
}
