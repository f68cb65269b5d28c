import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportedFunction } from '../../../../../src/core/kernels/wasm/kernelModule';
import { MATRIX_SUMS, matrixSumsModule } from '../../../../../src/core/kernels/wasm/matrixSums';
import type { MatrixSum } from '../../../../../src/core/kernels/wasm/matrixSums';
import { floatsAt } from '../../../../../src/core/matrix/dense';
import { DTYPES, elementBytes } from '../../../../../src/core/problem';
import { compile } from '../fakeContext';

const expected: Readonly<Record<MatrixSum, (t: number, x: number, y: number) => number>> = {
  add: (_, x, y) => x + y,
  subtract: (_, x, y) => x - y,
  gather: (t, x, y) => 3 * t + x + y,
};

describe.each(MATRIX_SUMS)('%s', (sum) => {
  it.each(DTYPES)('takes parts of matrices, and writes nothing beside them (%s)', (dtype) => {
    const bytes = elementBytes(dtype);
    const memory = new WebAssembly.Memory({ initial: 4 });
    const { exports } = new WebAssembly.Instance(compile(matrixSumsModule(dtype, false)), { env: { memory } });
    const kernel = exportedFunction(exports, sum);
    const length = 4000;
    const betas = floatsAt(dtype, memory.buffer, 0, 1);
    const [t, x, y] = [1, 2, 3].map((place) => floatsAt(dtype, memory.buffer, place * length * 8, length));
    betas[0] = 3;
    const size = fc.integer({ min: 1, max: 50 });
    const gap = fc.integer({ min: 0, max: 20 });
    fc.assert(
      fc.property(size, size, gap, gap, gap, fc.boolean(), (rows, columns, tGap, xGap, yGap, inPlace) => {
        for (let at = 0; at < length; at++) [t[at], x[at], y[at]] = [at % 17, at % 23, at % 29];
        const first = inPlace ? t : x;
        const firstLeading = columns + (inPlace ? tGap : xGap);
        const wanted = t.slice();
        for (let i = 0; i < rows; i++) {
          for (let j = 0; j < columns; j++) {
            const at = i * (columns + tGap) + j;
            wanted[at] = expected[sum](t[at], first[i * firstLeading + j], y[i * (columns + yGap) + j]);
          }
        }
        const leadings = [columns + tGap, firstLeading, columns + yGap].map((leading) => leading * bytes);
        kernel(rows, columns, t.byteOffset, leadings[0], first.byteOffset, leadings[1], y.byteOffset, leadings[2], 0);
        expect(t).toEqual(wanted);
      }),
      { seed: 20260104, numRuns: 50 },
    );
  });
});
