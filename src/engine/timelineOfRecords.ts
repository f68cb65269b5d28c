import type { Span, Timeline, WorkKind, WorkPlace } from '../core/measure/timeline';
import { PIECES } from '../core/kernels/wasm/marks';
import type { Operand } from '../core/kernels/strategy';
import { elementBytes } from '../core/problem';
import type { Dtype } from '../core/problem';
import { BETWEEN_PRODUCTS, SPAN_NUMBERS, WHOLE_CALL } from './spanRecorder';
import type { SpanRecord } from './spanRecorder';

/** Where C lies in the memory of the kernels. */
export type PlaceOfC = Pick<Operand, 'offset' | 'rows' | 'columns'> & { readonly dtype: Dtype };

/** The records of threads as a timeline that begins at 0. */
export function timelineOf(
  records: readonly SpanRecord[],
  c: PlaceOfC,
): Pick<Timeline, 'threads' | 'totalNs' | 'lostSpans'> {
  const starts = records.map(({ spans }) => (spans.length > 0 ? spans[1] : Infinity));
  const origin = Math.min(...starts);
  const threads = records.map(({ spans }) => {
    const list: Span[] = [];
    for (let at = 0; at < spans.length; at += SPAN_NUMBERS) {
      list.push(spanOf(spans.subarray(at, at + SPAN_NUMBERS), origin, c));
    }
    return list;
  });
  const totalNs = Math.max(0, ...threads.flatMap((spans) => spans.slice(-1).map(({ endNs }) => endNs)));
  return { threads, totalNs, lostSpans: records.reduce((sum, { lost }) => sum + lost, 0) };
}

function spanOf(values: Float64Array, origin: number, c: PlaceOfC): Span {
  const [piece, start, end] = values;
  return { kind: kindOf(piece), startNs: start - origin, endNs: end - origin, place: placeOf(values, c) };
}

function kindOf(piece: number): WorkKind {
  if (piece === WHOLE_CALL) return 'kernel';
  if (piece === BETWEEN_PRODUCTS) return 'between products';
  const name = PIECES[piece];
  if (name === undefined || name === 'begin') throw new Error(`no piece of work has the number ${piece}`);
  return name;
}

/** `null` for what lies outside of C, as the factors of Strassen's products do. */
function placeOf([piece, , , address, cRow, rows, columns, step, steps]: Float64Array, c: PlaceOfC): WorkPlace | null {
  if (piece < 0) return null;
  const bytes = elementBytes(c.dtype);
  const index = (address - c.offset) / bytes;
  if (index < 0 || index >= c.rows * c.columns) return null;
  const first = { row: Math.floor(index / c.columns), column: index % c.columns };
  // Where Cᵀ is computed, a row of the loops is a column of C.
  const isTransposed = cRow === bytes && c.columns > 1;
  const [down, across] = isTransposed ? [columns, rows] : [rows, columns];
  return {
    rows: down === 0 ? null : [first.row, down],
    columns: across === 0 ? null : [first.column, across],
    steps: [step, steps],
  };
}
