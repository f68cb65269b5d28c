import * as l10n from '@vscode/l10n';
import { BLAS_CHOICES, blasName } from '../blas';
import type { BlasChoice, BlasLibrary, BlasState } from '../blas';
import type { Machine } from '../machine';
import type { GemmProblem } from './nativeBlas';
import { choiceValue, integerValue } from './parameters';
import type { ChoiceParameter, IntegerParameter, ParameterValues } from './parameters';
import { processorRun } from './processorRun';
import { SUPPORTED } from './strategy';
import type { KernelContext, Strategy } from './strategy';

const libraryParameter: ChoiceParameter = {
  kind: 'choice',
  id: 'library',
  get title() {
    return l10n.t('Library');
  },
  get description() {
    return l10n.t('Whose BLAS is called.');
  },
  get options() {
    return [
      { value: 'auto', description: l10n.t('the one that the setting names, or else the first that is found') },
      { value: 'openblas', description: 'OpenBLAS' },
      { value: 'mkl', description: l10n.t("Intel's oneMKL") },
      { value: 'blis', description: l10n.t('BLIS, or AMD’s AOCL-BLAS') },
      { value: 'accelerate', description: l10n.t('Accelerate of macOS') },
      { value: 'system', description: l10n.t('whatever the system calls its BLAS') },
    ];
  },
  default: 'auto',
};

const threadsParameter: IntegerParameter = {
  kind: 'integer',
  id: 'threads',
  get title() {
    return l10n.t('Threads');
  },
  get description() {
    return l10n.t("The library's own threads; as many as the run may use when empty.");
  },
  minimum: 1,
  maximum: 256,
  default: null,
  suggestions: [1, 2, 4, 8, 16],
};

/** What 32-bit sizes can say. */
const MOST_32_BIT = 2 ** 31 - 1;

function stateOf(machine: Machine, values: ParameterValues): BlasState {
  const value = choiceValue(libraryParameter, values);
  const choice: BlasChoice = BLAS_CHOICES.find((known) => known === value) ?? 'auto';
  return (
    machine.blas?.[choice] ?? { status: 'missing', reason: l10n.t('Nobody has looked for a native BLAS here yet.') }
  );
}

/** Threads to ask a library for, of those that the run may use. */
function threadsFor({ threads }: BlasLibrary, machine: Machine, values: ParameterValues): number {
  const wished = integerValue(threadsParameter, values) ?? machine.logicalCores;
  return Math.min(wished, threads ?? Infinity);
}

/**
 * One call of the machine's own BLAS, on the operands where they are: what a native program would reach here. Row-major
 * cblas_sgemm and cblas_dgemm, so that no operand is copied or swapped by us; what the library does inside is its own.
 */
export const blas: Strategy = {
  id: 'blas',
  get title() {
    return l10n.t('Native BLAS');
  },
  get summary() {
    return l10n.t(
      "The machine's own BLAS (OpenBLAS, MKL, BLIS, Accelerate), called natively: the reference for every kernel.",
    );
  },
  family: 'native',
  parameters: [libraryParameter, threadsParameter],
  supports({ m, k, n }, machine, values) {
    // Looked for before it is run.
    if (machine.blas === null) return SUPPORTED;
    const state = stateOf(machine, values);
    if (state.status === 'missing') return { supported: false, reason: state.reason };
    if (state.integerBits === 32 && Math.max(m, k, n) > MOST_32_BIT) {
      const reason = l10n.t(
        '{0} takes sizes up to {1} only. Choose smaller ones, or a BLAS with 64-bit sizes.',
        blasName(state),
        MOST_32_BIT,
      );
      return { supported: false, reason };
    }
    if (state.threads === null && integerValue(threadsParameter, values) !== null) {
      const reason = l10n.t('{0} does not let its threads be set. Leave threads empty.', blasName(state));
      return { supported: false, reason };
    }
    return SUPPORTED;
  },
  workspaceBytes: () => 0,
  effect(_problem, machine, values) {
    const state = stateOf(machine, values);
    return state.status === 'missing' ? '' : `${state.file} ${threadsFor(state, machine, values)}`;
  },
  prepare(context, values) {
    return processorRun(context, () => {
      const library = stateOf(context.machine, values);
      if (library.status === 'missing') throw new Error(library.reason);
      const loaded = context.blas.load(library);
      const wished = threadsFor(library, context.machine, values);
      const threads = loaded.useThreads(wished);
      return {
        backend: `${blasName(library)}, ${threadsText(threads)}`,
        prepareNs: 0,
        // Other rows may have set it otherwise meanwhile: threads are the library's, not the call's.
        beforeBatch: () => {
          loaded.useThreads(wished);
        },
        run: loaded.gemm(gemmOf(context)),
      };
    });
  },
};

function threadsText(threads: number | null): string {
  if (threads === null) return 'threads of its own choice';
  return threads === 1 ? '1 thread' : `${threads} threads`;
}

function gemmOf({ problem, a, b, c }: KernelContext): GemmProblem {
  const { dtype, transposeA, transposeB, m, n, k, alpha, beta } = problem;
  return {
    ...{ dtype, transposeA, transposeB, m, n, k, alpha, beta },
    a: a.offset,
    lda: a.columns,
    b: b.offset,
    ldb: b.columns,
    c: c.offset,
    ldc: c.columns,
  };
}
