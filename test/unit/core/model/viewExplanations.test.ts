import { describe, expect, it } from 'vitest';
import type { MachinePeaks } from '../../../../src/core/machinePeaks';
import { comparisonExplanation } from '../../../../src/core/model/comparisonExplanation';
import type { RatioRow } from '../../../../src/core/model/comparisonFinding';
import type { Explanation } from '../../../../src/core/model/explanation';
import { machineExplanation } from '../../../../src/core/model/machineExplanation';
import { tableExplanation } from '../../../../src/core/model/tableExplanation';
import { inChinese } from '../../l10n/inChinese';
import { square, timed, untimed } from '../measurementFixtures';

const SIMD = timed('simd', 10_000);
const NAIVE = timed('naive', 400_000);
const BLOCKED = timed('blocked', 10_050);

const unitsOf = ({ units }: Explanation): readonly string[] => units.map(({ unit }) => unit);

describe('what the table is asked', () => {
  it('says which row is the fastest, what its interval means, and how far naive is behind', () => {
    const explanation = tableExplanation([NAIVE, SIMD, untimed('webgpu')], null, 4);
    expect(explanation.sentences).toEqual([
      '2 of 4 rows have a time; for 64×64×64 simd is the fastest with 52.4 GFLOP/s.',
      'The time of simd is 10.00 µs ±1.0%: with 95% confidence its median lies between 9.900 µs and 10.10 µs; naive takes 40.0× (39.2–40.8) as long.',
    ]);
    expect(unitsOf(explanation)).toContain('against naive');
    expect(unitsOf(explanation)).not.toContain('against BLAS');
  });

  it('names all of those that cannot be told apart', () => {
    expect(tableExplanation([SIMD, BLOCKED], null, 2).sentences).toEqual([
      '2 of 2 rows have a time; for 64×64×64 simd, blocked are the fastest, with no difference found between them.',
      'The time of simd is 10.00 µs ±1.0%: with 95% confidence its median lies between 9.900 µs and 10.10 µs.',
    ]);
  });

  it('speaks of the problem of the row that is chosen', () => {
    const large = timed('parallel', 90_000, square(128));
    const [first] = tableExplanation([SIMD, large], large, 2).sentences;
    expect(first).toBe(
      '2 of 2 rows have a time, in 2 groups of the same problem; for 128×128×128 parallel is the fastest with 46.6 GFLOP/s.',
    );
  });

  it('says where no row has a time', () => {
    expect(tableExplanation([untimed('webgpu')], null, 3).sentences[0]).toBe('None of 3 rows has a time yet.');
  });

  it('defines the ratio to BLAS where there is one', () => {
    expect(unitsOf(tableExplanation([SIMD, timed('blas', 9000)], null, 2))).toContain('against BLAS');
  });
});

function ratio(strategy: string, of: number, verdict: RatioRow['verdict']): RatioRow {
  const subject = { benchmark: 'layer', strategy, parameters: {}, problem: square(64) };
  return { subject, ratio: of, low: 0.98 * of, high: 1.02 * of, verdict };
}

describe('what a comparison of runs is asked', () => {
  it('says what the ratio that is furthest from 1 means, and how the rows were judged', () => {
    const rows = [
      ratio('simd', 0.8, 'faster'),
      ratio('outer', 1.1, 'slower'),
      ratio('naive', 1, 'no difference found'),
    ];
    expect(comparisonExplanation(rows, 0.05).sentences).toEqual([
      'A cell is the time after over the time before: simd at 64×64×64 takes 0.800× its earlier time, 20% less, which lies between 0.784 and 0.816.',
      'Judged together, rows that are faster: 1, slower: 1, without a difference that was found: 1; the last are not coloured, whatever their ratio.',
    ]);
    expect(comparisonExplanation([ratio('outer', 1.5, 'slower')], 0.05).sentences[0]).toContain('50% more');
  });

  it('defines the ratio, its interval, the correction and the spread between runs', () => {
    const { units } = comparisonExplanation([], 0.05);
    expect(units.map(({ unit }) => unit)).toEqual(['×', 'interval', 'Holm', 'between runs']);
    expect(units[3].definition).toContain('may lie 5% apart');
  });

  it('says that there is nothing to compare', () => {
    expect(comparisonExplanation([], 0.05).sentences[0]).toMatch(/^No row has a time in both runs/);
  });
});

const PEAKS: MachinePeaks = {
  measuredAt: '2026-01-01T00:00:00Z',
  compute: [
    { dtype: 'f32', code: 'simd256', threads: 1, gflops: 100 },
    { dtype: 'f32', code: 'simd256', threads: 4, gflops: 350 },
    { dtype: 'f64', code: 'simd256', threads: 1, gflops: 50 },
  ],
  bandwidth: [
    { level: 'L1', access: 'read', threads: 1, gbPerSecond: 200, workingSetBytes: 16_384 },
    { level: 'memory', access: 'read', threads: 1, gbPerSecond: 10, workingSetBytes: 1e8 },
    { level: 'memory', access: 'triad', threads: 1, gbPerSecond: 12, workingSetBytes: 1e8 },
  ],
  lastLevelSeenBytes: null,
};

describe('what the machine is asked', () => {
  it('says its peaks, and what several threads and caches gain', () => {
    expect(machineExplanation({ peaks: PEAKS }).sentences).toEqual([
      'The fastest loop, simd256, reaches 350 GFLOP/s in f32 on 4 threads without touching memory, 3.50× what one thread reaches.',
      'Data in the L1 cache is read with 200 GB/s, 20.0× as fast as data in memory with 10.0 GB/s, which is why blocking pays.',
    ]);
  });

  it('says what it knows where the rest was not measured', () => {
    const [one, none] = machineExplanation({
      peaks: { ...PEAKS, compute: PEAKS.compute.slice(0, 1), bandwidth: [] },
    }).sentences;
    expect(one).toBe('The fastest loop, simd256, reaches 100 GFLOP/s in f32 without touching memory.');
    expect(none).toBe('How fast memory is read was not measured.');
    expect(machineExplanation({}).sentences[0]).toMatch(/not measured yet/);
  });
});

describe('in Simplified Chinese', () => {
  inChinese();

  it('each answer is Chinese throughout, but for names and units', () => {
    const answers = [
      tableExplanation([NAIVE, SIMD, timed('blas', 9000)], null, 3),
      tableExplanation([SIMD, BLOCKED, timed('parallel', 90_000, square(128))], null, 3),
      tableExplanation([timed('naive', 100), timed('simd', 100)], null, 3),
      tableExplanation([], null, 3),
      comparisonExplanation([ratio('simd', 0.8, 'faster')], 0.05),
      comparisonExplanation([ratio('outer', 1.2, 'slower')], 0.05),
      comparisonExplanation([], 0.05),
      machineExplanation({ peaks: PEAKS }),
      machineExplanation({ peaks: { ...PEAKS, compute: PEAKS.compute.slice(0, 1), bandwidth: [] } }),
      machineExplanation({}),
    ];
    const texts = answers.flatMap(({ sentences, units }) => [
      ...sentences,
      ...units.filter(({ unit }) => !unit.startsWith('simd256')).flatMap(({ unit, definition }) => [unit, definition]),
    ]);
    const NAMES =
      /naive|simd256|simd|blocked|parallel|outer|blas|BLAS|Holm|GFLOP\/s|GB\/s|WebAssembly|STREAM|read|triad|nnz|float64|µs|ns/g;
    expect(texts.filter((text) => /[A-Za-z]{2,}/.test(text.replaceAll(NAMES, '')))).toEqual([]);
  });
});
