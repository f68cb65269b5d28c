import { describe, expect, it } from 'vitest';
import { PIECES } from '../../../src/core/kernels/wasm/marks';
import type { Piece } from '../../../src/core/kernels/wasm/marks';
import { BETWEEN_PRODUCTS, SpanRecorder, WHOLE_CALL } from '../../../src/engine/spanRecorder';
import { timelineOf } from '../../../src/engine/timelineOfRecords';

/** C has 10 rows of 20 elements, from byte 640 on. */
const C = { offset: 640, rows: 10, columns: 20, dtype: 'f32' } as const;
const at = (row: number, column: number): number => 640 + 4 * (20 * row + column);
const number = (piece: Piece): number => PIECES.indexOf(piece);

const record = (...spans: readonly (readonly number[])[]) => ({ spans: Float64Array.from(spans.flat()), lost: 0 });

describe('timelineOf', () => {
  it('begins with the first piece of any thread, and ends with the last', () => {
    const { threads, totalNs } = timelineOf(
      [record([WHOLE_CALL, 1100, 1500, 0, 0, 0, 0, 0, 0]), record([BETWEEN_PRODUCTS, 1000, 1300, 0, 0, 0, 0, 0, 0])],
      C,
    );
    expect(threads).toEqual([
      [{ kind: 'kernel', startNs: 100, endNs: 500, place: null }],
      [{ kind: 'between products', startNs: 0, endNs: 300, place: null }],
    ]);
    expect(totalNs).toBe(500);
  });

  it('says which part of C a piece serves, by its address', () => {
    const [spans] = timelineOf([record([number('multiply'), 0, 1, at(3, 8), 80, 4, 12, 64, 32])], C).threads;
    expect(spans[0].place).toEqual({ rows: [3, 4], columns: [8, 12], steps: [64, 32] });
  });

  it('swaps rows and columns where Cᵀ is computed', () => {
    const [spans] = timelineOf([record([number('multiply'), 0, 1, at(3, 8), 4, 4, 7, 0, 32])], C).threads;
    expect(spans[0].place).toEqual({ rows: [3, 7], columns: [8, 4], steps: [0, 32] });
  });

  it('knows that packing serves all rows, or all columns', () => {
    const [spans] = timelineOf(
      [
        record(
          [number('pack A'), 0, 1, at(3, 0), 80, 4, 0, 0, 32],
          [number('pack B'), 1, 2, at(0, 8), 80, 0, 12, 0, 32],
        ),
      ],
      C,
    ).threads;
    expect(spans[0].place).toEqual({ rows: [3, 4], columns: null, steps: [0, 32] });
    expect(spans[1].place).toEqual({ rows: null, columns: [8, 12], steps: [0, 32] });
  });

  it('gives no place to what lies outside of C', () => {
    const [spans] = timelineOf([record([number('multiply'), 0, 1, at(10, 0), 80, 4, 4, 0, 8])], C).threads;
    expect(spans[0].place).toBeNull();
  });

  it('is empty, and takes no time, where nothing was written down', () => {
    expect(timelineOf([record()], C)).toEqual({ threads: [[]], totalNs: 0, lostSpans: 0 });
  });
});

describe('SpanRecorder', () => {
  it('writes nothing down before it is told to, and none of it twice', () => {
    const recorder = new SpanRecorder();
    recorder.around(() => undefined);
    recorder.mark(number('multiply'), 0, 0, 0, 0, 0, 0);
    recorder.start();
    recorder.around(() => undefined);
    expect(recorder.take().spans).toHaveLength(9);
    recorder.around(() => undefined);
    expect(recorder.take().spans).toHaveLength(0);
  });

  it('counts what there is no room for', () => {
    const recorder = new SpanRecorder();
    recorder.start();
    for (let call = 0; call < 20_003; call++) recorder.mark(number('multiply'), 0, 0, 1, 1, 0, 1);
    const { spans, lost } = recorder.take();
    expect(spans).toHaveLength(9 * 20_000);
    expect(lost).toBe(3);
  });

  it('keeps a call within a call as one piece, and no waiting between them', () => {
    const recorder = new SpanRecorder();
    recorder.start();
    recorder.around(() => {
      recorder.around(() => undefined);
      const until = performance.now() + 1;
      while (performance.now() < until);
    });
    const { spans } = recorder.take();
    expect(spans).toHaveLength(9);
    expect(spans[0]).toBe(WHOLE_CALL);
    expect(spans[2] - spans[1]).toBeLessThan(1e6);
  });
});
