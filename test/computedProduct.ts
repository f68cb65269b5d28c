import { floatsAt } from '../src/core/matrix/dense';
import { generateOperands } from '../src/core/matrix/generate';
import type { ComputedProduct } from '../src/core/matrix/maps/errorMap';
import { layOutOperands, operandsIn } from '../src/core/matrix/operands';
import type { Problem } from '../src/core/problem';

/** The product of the operands that belong to a problem, summed in float64 and rounded to the problem's type. */
export function computedProduct(problem: Problem): ComputedProduct {
  const { m, k, n, dtype, alpha, beta } = problem;
  const layout = layOutOperands(problem, 0);
  const { a, b, c } = operandsIn(new ArrayBuffer(layout.end), problem, layout);
  generateOperands(problem, a, b, c);
  const elements = floatsAt(dtype, new ArrayBuffer(m * n * 8), 0, m * n);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) {
        sum += a.elements[i * a.rowStride + p * a.columnStride] * b.elements[p * b.rowStride + j * b.columnStride];
      }
      elements[i * n + j] = alpha * sum + beta * c.elements[i * n + j];
    }
  }
  return { problem, a, b, start: c, computed: { rows: m, columns: n, elements } };
}
