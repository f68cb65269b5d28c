import { describe, expect, it } from 'vitest';
import { sparse } from '../../../../src/core/kernels/sparse';
import { createReference } from '../../../../src/core/matrix/reference';
import { RandomStream } from '../../../../src/core/matrix/random';
import { plainProblem } from '../../../../src/core/problem';
import type { Problem } from '../../../../src/core/problem';
import { fakeContext, machine } from '../kernels/fakeContext';

const problem: Problem = { ...plainProblem(64, 64, 20), dtype: 'f64', structure: 'block', density: 0.25 };
/** There may come an A that is full. */
const workspaceBytes = sparse.workspaceBytes({ ...problem, density: 1 }, machine, {});

describe('sparse, where A changes', () => {
  it('computes right for another pattern, and a full one, after the blocks that it was prepared with', () => {
    const context = { ...fakeContext(problem, { workspaceBytes, threads: 2 }), aChanges: true };
    const { a, b, c } = context;
    const prepared = sparse.prepare(context, {});
    for (const density of [0.03, 1]) {
      const random = new RandomStream(1);
      for (let at = 0; at < a.elements.length; at++) a.elements[at] = random.next() < density ? random.next() - 0.5 : 0;
      prepared.convert?.();
      prepared.runNow?.();
      const { norm, bound } = createReference(problem, a, b, c).verify({
        rows: c.rows,
        columns: c.columns,
        elements: c.elements.slice(),
      });
      expect(norm).toBeLessThanOrEqual(bound);
    }
  });

  it('refuses blocks, which are laid out for one A', () => {
    const context = { ...fakeContext(problem, { workspaceBytes, threads: 1 }), aChanges: true };
    expect(() => sparse.prepare(context, { format: 'bsr' })).toThrow('Set format to csr.');
  });
});
