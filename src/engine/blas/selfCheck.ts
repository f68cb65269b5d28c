import * as l10n from '@vscode/l10n';
import type { LoadedBlas } from '../../core/kernels/nativeBlas';
import { generateC, generateOperands } from '../../core/matrix/generate';
import { layOutOperands, operandsIn } from '../../core/matrix/operands';
import { createReference } from '../../core/matrix/reference';
import { DTYPES, plainProblem } from '../../core/problem';
import type { Problem } from '../../core/problem';

const SHAPES = [plainProblem(3, 5, 4), plainProblem(33, 17, 35)];

/** Bytes from the base address that the check needs. */
export const SELF_CHECK_BYTES = 2 ** 16;

/**
 * Whether a library computes right: both element types, all transposes, α and β, on operands in `buffer`, from whose start
 * its offsets count. Returns what is wrong, or `null`.
 */
export function selfCheck(blas: LoadedBlas, buffer: ArrayBuffer): string | null {
  for (const shape of SHAPES) {
    for (const dtype of DTYPES) {
      for (const transposeA of [false, true]) {
        for (const transposeB of [false, true]) {
          const problem = { ...shape, dtype, transposeA, transposeB, alpha: -0.5, beta: 2 };
          if (!computes(blas, problem, buffer))
            return l10n.t('cblas_{0}gemm computed a wrong product', dtype === 'f32' ? 's' : 'd');
        }
      }
    }
  }
  return null;
}

function computes(blas: LoadedBlas, problem: Problem, buffer: ArrayBuffer): boolean {
  const { a, b, c } = operandsIn(buffer, problem, layOutOperands(problem, 0));
  generateOperands(problem, a, b, c);
  generateC(problem, c);
  const reference = createReference(problem, a, b, c);
  const { dtype, transposeA, transposeB, m, n, k, alpha, beta } = problem;
  const sizes = { lda: a.columns, ldb: b.columns, ldc: c.columns };
  const offsets = { a: a.offset, b: b.offset, c: c.offset };
  blas.gemm({ dtype, transposeA, transposeB, m, n, k, alpha, beta, ...sizes, ...offsets })();
  const { norm, bound } = reference.verify({ rows: m, columns: n, elements: c.elements });
  return norm <= bound;
}
