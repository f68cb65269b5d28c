import { CELL_SIZE, cellCount, cellMap } from '../../matrix/bsr';
import { patternOfA } from '../../matrix/generate';
import type { Problem } from '../../problem';
import type { Survey } from './layout';

/**
 * What a conversion finds when it looks the generated A through, from the seed alone: neither A nor a memory for it is
 * needed. Takes about 10 ns for each element of an A of the structure 'uniform'.
 */
export function patternSurvey(problem: Problem): Survey {
  const { m, k } = problem;
  const cells = new Uint8Array(cellCount(m, k));
  const map = cellMap(cells, m, k, false);
  const pattern = patternOfA(problem);
  if (pattern === null) {
    cells.fill(1);
    return { nonzeros: m * k, map };
  }
  const columns = new Int32Array(k);
  let nonzeros = 0;
  for (let row = 0; row < m; row++) {
    const count = pattern.row(row, columns);
    const first = Math.floor(row / CELL_SIZE) * map.rowStride;
    for (let at = 0; at < count; at++) cells[first + Math.floor(columns[at] / CELL_SIZE)] = 1;
    nonzeros += count;
  }
  return { nonzeros, map };
}
