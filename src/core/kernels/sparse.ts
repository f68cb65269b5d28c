import * as l10n from '@vscode/l10n';
import { aligned } from '../matrix/operands';
import { sparseTraffic } from '../model/traffic/sparseTraffic';
import type { SparseShape } from '../model/traffic/sparseTraffic';
import { elementBytes } from '../problem';
import type { WasmCode } from './kernelCode';
import { choiceValue, integerValue } from './parameters';
import type { ChoiceParameter, IntegerParameter, ParameterValues } from './parameters';
import { processorRun, warmTimeNs } from './processorRun';
import { simdSupport } from './simd';
import { conversionBytes, SparseConversion } from './sparse/conversion';
import type { LayoutWishes, SparseMatrix } from './sparse/conversion';
import { chooseLayout } from './sparse/layout';
import { patternSurvey } from './sparse/patternSurvey';
import { bIsTransposed, columnsWithin, panelBytes, planLabel, planSparse, widestPanel, workOf } from './sparse/plan';
import type { SparsePlan } from './sparse/plan';
import { sparseCode } from './sparse/sparseCode';
import { splitSparse } from './sparse/split';
import type { SparseRegion, SparseSplit, SparseWork } from './sparse/split';
import type { KernelContext, Strategy } from './strategy';
import { chooseThreads, threadsLabel } from './threadChoice';
import { isShared } from './wasm/kernelModule';
import { allocateScalars, SCALARS_BYTES } from './wasm/scalars';
import { SPARSE_FORMATS, SPMM, SPMM_PARAMETERS, spmmModule } from './wasm/spmm';
import type { SpmmParameter } from './wasm/spmm';
import { betaAddress } from './wasm/stridedCall';

const formatParameter: ChoiceParameter = {
  kind: 'choice',
  id: 'format',
  get title() {
    return l10n.t('Format');
  },
  get description() {
    return l10n.t('How A is stored.');
  },
  get options() {
    return [
      { value: 'auto', description: l10n.t('in blocks where they are filled well enough to be faster, else by rows') },
      { value: 'csr', description: l10n.t('compressed rows: only what is not zero') },
      {
        value: 'bsr',
        description: l10n.t('rows of square blocks: the zeros within a block are stored and multiplied too'),
      },
    ];
  },
  default: 'auto',
};
const blockParameter: IntegerParameter = {
  kind: 'integer',
  id: 'block',
  get title() {
    return l10n.t('Block size');
  },
  get description() {
    return l10n.t('Rows and columns of a block in BSR, a multiple of 4; the best of 4, 8 and 16 when empty.');
  },
  minimum: 4,
  maximum: 64,
  default: null,
  suggestions: [4, 8, 16, 32],
};
const panelParameter: IntegerParameter = {
  kind: 'integer',
  id: 'panel',
  get title() {
    return l10n.t('Panel columns');
  },
  get description() {
    return l10n.t('Columns of B that are kept at a time, a multiple of 4; chosen by the density when empty.');
  },
  minimum: 4,
  maximum: 128,
  default: null,
  suggestions: [16, 32, 48, 64, 96, 128],
};
const threadsParameter: IntegerParameter = {
  kind: 'integer',
  id: 'threads',
  get title() {
    return l10n.t('Threads');
  },
  get description() {
    return l10n.t('Threads that share the work; as many as pay for its size when empty.');
  },
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
  get title() {
    return l10n.t('Sparse (CSR, BSR)');
  },
  get summary() {
    return l10n.t(
      'Skips the zeros of A: compressed rows or blocks times dense in WebAssembly SIMD; pays where less than about half of A is nonzero.',
    );
  },
  family: 'sparse',
  parameters: [formatParameter, blockParameter, panelParameter, threadsParameter],
  supports(_problem, machine, values) {
    for (const { id, parameter } of multiplesOfFour) {
      const value = integerValue(parameter, values) ?? 4;
      if (value % 4 !== 0) {
        return { supported: false, reason: l10n.t('Set {0} to a multiple of 4 instead of {1}.', id, value) };
      }
    }
    return simdSupport(machine);
  },
  workspaceBytes(problem, machine, values) {
    const panel = integerValue(panelParameter, values) ?? widestPanel(problem.dtype);
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
  kernelCode(problem, machine, values, sharedMemory): WasmCode {
    const { format, block } = wishesOf(values);
    const survey = patternSurvey(problem);
    const matrix = { nonzeros: survey.nonzeros, layout: chooseLayout(survey, format, block) };
    const plan = planSparse(problem, machine, matrix, integerValue(panelParameter, values));
    return sparseCode(problem, matrix, plan, sharedMemory);
  },
  traffic: (problem, _machine, _values, nonzeros, found) =>
    found === null ? null : sparseTraffic(problem, nonzeros, found),
  prepare(context, values) {
    return processorRun(context, () => {
      const { problem, machine, memory, team } = context;
      const conversion = new SparseConversion(context, wishesFor(context, values));
      // The first run may wait for its compiler, longer than the conversion takes.
      conversion.run();
      const prepareNs = warmTimeNs(context, () => {
        conversion.run();
      });
      const { matrix } = conversion;
      const plan = planSparse(problem, machine, matrix, integerValue(panelParameter, values));
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
        sparse: shapeOf(matrix, plan, { down, across }),
        threads: calls.length,
        convert: () => {
          conversion.run();
        },
        run: team.job(module, SPMM, calls),
      };
    });
  },
};

/** Blocks lie as the one A that was looked at has them; rows have room for any. */
function wishesFor({ aChanges }: KernelContext, values: ParameterValues): LayoutWishes {
  const wishes = wishesOf(values);
  if (aChanges !== true) return wishes;
  if (wishes.format === 'bsr')
    throw new Error(l10n.t('Blocks are laid out for one A, and this one changes. Set format to csr.'));
  return { format: 'csr', block: null };
}

const multiplesOfFour = [
  { id: 'block', parameter: blockParameter },
  { id: 'panel', parameter: panelParameter },
] as const;

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
  { shape, packed }: SparsePlan,
  { firstRow, rows, firstColumn, columns: width }: SparseRegion,
  scalars: number,
): Readonly<Record<SpmmParameter, number>> {
  const { problem, b, c } = context;
  const bytes = elementBytes(problem.dtype);
  const block = layout.format === 'csr' ? 1 : layout.block;
  const bTransposed = bIsTransposed(problem);
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

/** What the traffic follows from. */
function shapeOf(
  { layout, nonzeros }: SparseMatrix,
  { shape, packed }: SparsePlan,
  { down, across }: Pick<SparseSplit, 'down' | 'across'>,
): SparseShape {
  const stored =
    layout.format === 'csr' ? { block: 1, entries: nonzeros } : { block: layout.block, entries: layout.blocks };
  return { ...stored, width: shape.panel, strip: shape.strip, packB: packed, down, across };
}
