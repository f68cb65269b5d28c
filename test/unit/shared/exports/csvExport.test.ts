import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { plainProblem } from '../../../../src/core/problem';
import { csvOf } from '../../../../src/shared/exports/csvExport';
import { runOf } from '../../../runFixture';
import { disturbedRounds, timed, untimed } from '../../core/measurementFixtures';

function linesOf(text: string): readonly Record<string, string>[] {
  return parse(text, { columns: true });
}

describe('a run as CSV', () => {
  it('has a line for each row, with the numbers as they are', () => {
    const problem = { ...plainProblem(3, 4, 5), transposeA: true, density: 0.5 };
    const phasesNs = { prepare: 70, transfer: 200, compute: 1034.5 };
    const simd = timed('simd', 1234.5, problem, { parameters: { mr: 6, nr: 16 }, phasesNs });
    const run = runOf([simd, untimed('naive')]);
    const [first, second] = linesOf(csvOf(run));
    expect(first).toMatchObject({
      ...{ benchmark: 'squares', strategy: 'simd', parameters: 'mr=6 nr=16', m: '3', k: '4', n: '5' },
      ...{ transpose_a: 'true', transpose_b: 'false', density: '0.5', status: 'ok', reason: '' },
      ...{ median_ns: '1234.5', low_ns: String(1234.5 * 0.99), error: '1e-7', verified_by: 'complete' },
      ...{ prepare_ns: '70', transfer_ns: '200', compute_ns: '1034.5' },
    });
    expect(second).toMatchObject({ status: 'unsupported', reason: 'It cannot run here.', median_ns: '', gflops: '' });
  });

  it('says of each row how many of its rounds were disturbed, where they were watched', () => {
    const rows = [timed('simd', 1, undefined, disturbedRounds(3)), timed('loops', 1, undefined, disturbedRounds(0))];
    const columns = linesOf(csvOf(runOf([...rows, timed('naive', 1)]))).map((line) =>
      ['rounds', 'disturbed_rounds', 'disturbed_taken_again'].map((column) => line[column]),
    );
    expect(columns).toEqual([
      ['40', '3', 'true'],
      ['40', '0', 'false'],
      ['', '', ''],
    ]);
  });

  it('keeps texts of the user in their cell, and from being taken for formulas', () => {
    const name = '=HYPERLINK("x"), a "b"\nc';
    const [line] = linesOf(csvOf(runOf([timed('simd', 1, undefined, { benchmark: name })])));
    expect(line.benchmark).toBe(`'${name}`);
    expect(line.strategy).toBe('simd');
  });
});
