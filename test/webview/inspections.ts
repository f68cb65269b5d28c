import { ResponseError } from 'vscode-jsonrpc';
import type { ComputedProduct } from '../../src/core/matrix/maps/errorMap';
import { productMaps } from '../../src/core/matrix/maps/productMaps';
import type { Inspection } from '../../src/core/matrix/maps/productMaps';
import { createReference } from '../../src/core/matrix/reference';
import type { InspectRow, RunView } from '../../src/shared/viewProtocol';
import { subjectOf } from '../../src/webview/rowState';
import { computedProduct } from '../computedProduct';
import { done, problem, runView, subject, timed } from './fixtures';

const products = new Map<number, ComputedProduct>();

/** Real maps of the rows of a run: of real operands, and a C that was computed here. */
export function inspectRows(run: RunView): (request: InspectRow) => Promise<Inspection> {
  products.clear();
  return ({ row, wanted }) => {
    const state = run.rows[row];
    if (state === undefined) return Promise.reject(new ResponseError(1, 'This run is no longer there.'));
    const { problem: of, strategy } = subjectOf(state);
    const known = products.get(row) ?? computedProduct(of);
    products.set(row, known);
    const { a, b, start, computed } = known;
    const c0 = { rows: of.m, columns: of.n, elements: start.elements };
    return Promise.resolve({
      backend: strategy === 'simd' ? 'wasm relaxed 6×8' : 'wasm simd256 csr, 1 thread',
      verification: createReference(of, a, b, c0).verify(computed),
      ...productMaps(known, wanted, 2),
    });
  };
}

/** Three rows: dense, sparse, and one that takes long. */
export function rowsToInspect(): RunView {
  const dense = problem(120, { m: 100 });
  const pruned = problem(120, { density: 0.06, structure: 'power' });
  return runView([
    done(timed(subject('simd', dense), 50)),
    done(timed(subject('sparse', pruned, {}, 'pruned'), 20)),
    done(timed(subject('naive', problem(1500), {}, 'large'), 1.5)),
  ]);
}
