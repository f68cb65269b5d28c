import { countNonzeros, writeCsr } from '../matrix/csr';
import { floatsAt } from '../matrix/dense';
import { aligned } from '../matrix/operands';
import { maximumNonzeros } from '../matrix/sparsity';
import { elementBytes } from '../problem';
import type { Problem } from '../problem';
import { processorRun, warmTimeNs } from './processorRun';
import { simdSupport } from './simd';
import type { Strategy } from './strategy';
import { allocateScalars, SCALARS_BYTES } from './wasm/scalars';
import { betaAddress, repeatedCall } from './wasm/stridedCall';
import { lanesOf } from './wasm/element';
import { defaultShape, multiplyAddLabel, multiplyAddOf } from './wasm/gemmShape';
import { exportedFunction, isShared } from './wasm/kernelModule';
import { PANEL_VECTORS, SPMM, SPMM_PARAMETERS, spmmModule } from './wasm/spmm';
import type { SpmmParameter } from './wasm/spmm';

/** Entries for each column of A from which on copying B into panels costs less than it saves. */
const PACKING_ENTRIES = 8;

/**
 * op(A) in compressed rows times B, a panel of B's columns at a time (wasm/spmm.ts). The conversion of A is its own phase;
 * B is packed anew in every run, as it is in `simd`.
 */
export const sparse: Strategy = {
  id: 'sparse',
  title: 'Sparse (CSR)',
  summary: 'Skips the zeros of A: CSR times dense in WebAssembly SIMD; pays where less than about 40% of A is nonzero.',
  family: 'sparse',
  parameters: [],
  supports: (_problem, machine) => simdSupport(machine),
  workspaceBytes(problem) {
    const nonzeros = maximumNonzeros(problem);
    return (
      aligned((problem.m + 1) * 4) +
      aligned(nonzeros * 4) +
      aligned(nonzeros * elementBytes(problem.dtype)) +
      panelBytes(problem) +
      aligned(SCALARS_BYTES)
    );
  },
  prepare(context) {
    const { problem, machine, memory, a, b, c } = context;
    const { m, k, n, dtype } = problem;
    return processorRun(context, () => {
      const shape = { dtype, multiplyAdd: multiplyAddOf(dtype, machine) };
      const spmm = exportedFunction(context.instantiate(spmmModule(shape, isShared(memory))), SPMM);

      const nonzeros = countNonzeros(a);
      const csr = {
        rowStarts: new Int32Array(memory.buffer, context.allocate((m + 1) * 4), m + 1),
        columns: new Int32Array(memory.buffer, context.allocate(nonzeros * 4), nonzeros),
        values: floatsAt(dtype, memory.buffer, context.allocate(nonzeros * elementBytes(dtype)), nonzeros),
      };
      const prepareNs = warmTimeNs(context, () => {
        writeCsr(a, dtype, m, k, csr);
      });

      const packed = problem.transposeB || nonzeros >= PACKING_ENTRIES * k;
      const scalars = allocateScalars(context, SCALARS_BYTES);
      const values: Readonly<Record<SpmmParameter, number>> = {
        m,
        k,
        n,
        rowStarts: csr.rowStarts.byteOffset,
        columns: csr.columns.byteOffset,
        values: csr.values.byteOffset,
        b: b.offset,
        bLeading: b.columns * elementBytes(dtype),
        bTransposed: problem.transposeB ? 1 : 0,
        packB: packed ? 1 : 0,
        panel: packed ? context.allocate(panelBytes(problem)) : 0,
        c: c.offset,
        cLeading: c.columns * elementBytes(dtype),
        scalars,
        beta: betaAddress(problem.beta, scalars),
      };
      // Panels of an even number of vectors are joined in pairs wherever V8 does that.
      const { vectorBits } = defaultShape(dtype, machine);
      const lanes = PANEL_VECTORS * lanesOf(dtype);
      return {
        backend: `wasm simd${vectorBits} CSR, ${lanes} columns, ${multiplyAddLabel(shape.multiplyAdd)}${packed ? ', packed B' : ''}`,
        prepareNs,
        run: repeatedCall(spmm, SPMM_PARAMETERS, values),
      };
    });
  },
};

function panelBytes({ k, dtype }: Problem): number {
  return aligned(k * PANEL_VECTORS * lanesOf(dtype) * elementBytes(dtype));
}
