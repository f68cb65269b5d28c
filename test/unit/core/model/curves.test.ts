import { describe, expect, it } from 'vitest';
import { curvesOf, ratiosOf } from '../../../../src/core/model/curves';
import { curvesExplanation, curvesFinding, pairOf, ratioExplanation } from '../../../../src/core/model/curvesFinding';
import type { TimedMeasurement } from '../../../../src/core/measure/measurement';
import { plainProblem } from '../../../../src/core/problem';
import { square, timed, untimed } from '../measurementFixtures';
import type { Explanation } from '../../../../src/core/model/explanation';
import { englishWords } from '../../../englishWords';
import { inChinese } from '../../l10n/inChinese';

/** A benchmark in which `late` is slower up to 128 and faster from 256 on. */
const CROSSING: readonly TimedMeasurement[] = [
  [64, 100, 400],
  [128, 800, 1600],
  [256, 6400, 3200],
  [512, 51_200, 25_600],
].flatMap(([n, early, late]) => [timed('early', early, square(n)), timed('late', late, square(n))]);

describe('curves', () => {
  it('are a line for each strategy with its parameters, in the order of the sizes', () => {
    const { curves, axis, positions } = curvesOf([
      timed('blocked', 9, square(128), { parameters: { mc: 96 } }),
      timed('blocked', 4, square(64), { parameters: { mc: 96 } }),
      timed('blocked', 5, square(64), { parameters: { mc: 48 } }),
      untimed('simd'),
    ]);
    expect(axis.title).toBe('n');
    expect(positions).toEqual([64, 128]);
    expect(curves.map(({ name, points }) => [name, points.map(({ position }) => position)])).toEqual([
      ['blocked mc=96', [64, 128]],
      ['blocked mc=48', [64]],
    ]);
  });

  it.each([
    ['k', [plainProblem(64, 10, 32), plainProblem(64, 20, 32)], [10, 20]],
    ['density', [0.5, 0.1].map((density) => ({ ...square(64), density })), [0.1, 0.5]],
    ['size (cube root of m·k·n)', [plainProblem(1, 8, 27), plainProblem(8, 8, 8)], [6, 8]],
  ])('run over %s where that is what differs', (title, problems, expected) => {
    const { axis, positions } = curvesOf(problems.map((problem) => timed('simd', 5, problem)));
    expect(axis.title).toBe(title);
    expect(positions.map((position) => Number(position.toFixed(9)))).toEqual(expected);
  });

  it('of two element types are two, with the type in their names', () => {
    const { curves } = curvesOf([timed('simd', 1, square(64)), timed('simd', 2, { ...square(64), dtype: 'f64' })]);
    expect(curves.map(({ name }) => name)).toEqual(['simd f32', 'simd f64']);
  });
});

describe('the finding of curves', () => {
  it('is who overtakes whom, where the ratio passes 1, with the bracket as its interval', () => {
    const curves = curvesOf(CROSSING);
    expect(curves.crossings.map(({ crossing }) => crossing)).toMatchObject([
      { kind: 'bracket', last: 128, first: 256 },
    ]);
    // Half the time before and twice the time after: in the middle on logarithmic scales.
    expect(curves.crossings[0].estimate).toBeCloseTo(128 * Math.SQRT2, 6);
    const { title, detail } = curvesFinding(curves);
    expect(title).toBe('late overtakes early at n ≈ 181 (128–256)');
    expect(detail).toMatch(
      /^Use early up to 128 and late from 256 on: early takes 2\.00× \(1\.96–2\.04\) the time of late/,
    );
  });

  it('is that there is no crossover where one stays ahead, and by how much', () => {
    const rows = [64, 128].flatMap((n) => [timed('simd', n, square(n)), timed('naive', 3 * n, square(n))]);
    expect(curvesFinding(curvesOf(rows)).title).toBe(
      'No crossover: simd stays ahead, 3.00× (2.94–3.06) as fast as naive at n = 128',
    );
  });

  it('of one size says that it makes no curve, and what to do', () => {
    const { title, detail } = curvesFinding(curvesOf([timed('simd', 10), timed('naive', 20)]));
    expect(title).toBe('simd is ahead, 2.00× (1.96–2.04) as fast as naive at n = 64');
    expect(detail).toContain('"size": [64, 128, 256]');
  });

  it('of ties says that no difference was found', () => {
    const rows = [64, 128].flatMap((n) => [timed('simd', n, square(n)), timed('blocked', n, square(n))]);
    const { title, detail } = curvesFinding(curvesOf(rows));
    expect(title).toMatch(/^simd reaches .* GFLOP\/s \(.*–.*\) at n = 128$/);
    expect(detail).toBe('No difference was found from blocked: use whichever is simpler.');
  });

  it('of nothing says that', () => {
    expect(curvesFinding(curvesOf([])).title).toBe('Nothing has been measured yet');
  });
});

describe('the ratio of two curves', () => {
  it('stands where both were measured', () => {
    const curves = curvesOf([...CROSSING, timed('early', 1, square(1024))]);
    const [early, late] = curves.curves;
    expect(ratiosOf(early, late).map(({ position, ratio }) => [position, ratio])).toEqual([
      [64, 0.25],
      [128, 0.5],
      [256, 2],
      [512, 2],
    ]);
  });

  it('is that of the pair that crosses, or of the two fastest', () => {
    expect(pairOf(curvesOf(CROSSING))).toMatchObject({ first: { name: 'early' }, second: { name: 'late' } });
    const rows = ['slow', 'next', 'best'].flatMap((name, at) => [
      timed(name, 9 - 3 * at),
      timed(name, 9 - 3 * at, square(128)),
    ]);
    expect(pairOf(curvesOf(rows))).toMatchObject({ first: { name: 'best' }, second: { name: 'next' } });
    expect(pairOf(curvesOf([timed('simd', 1)]))).toBeNull();
  });
});

describe('what is said of a chart', () => {
  it('has the numbers of its own data', () => {
    const curves = curvesOf(CROSSING);
    const { sentences } = curvesExplanation(curves, 'speed', 2);
    expect(sentences[0]).toContain('Each line (2 in all) is a strategy over n from 64 to 512');
    expect(sentences[1]).toContain('The highest speed is 10\u2009486 GFLOP/s, of late at n = 256; the 2 level lines');
    const [crossing] = curves.crossings;
    expect(ratioExplanation(curves.axis, crossing, 4).sentences[1]).toMatch(/^late overtakes early at n ≈ 181/);
  });
});

describe('in Chinese', () => {
  inChinese();
  const [crossing, early] = [curvesOf(CROSSING), ['early', 'late']];

  it('the finding, the advice and the explanations are so throughout', () => {
    const { title, detail } = curvesFinding(crossing);
    expect(title).toBe('n ≈ 181（128–256）处，late 超过 early');
    expect(detail).toMatch(
      /^128 及以下用 early，256 及以上用 late：n = 512 时，early 的时间为 late 的 2\.00× \(.*\)。两端由/,
    );
    const [pair] = crossing.crossings;
    const said = [
      ...[title, detail],
      ...[curvesExplanation(crossing, 'speed', 2), curvesExplanation(crossing, 'time', 0)].flatMap(textsOf),
      ...textsOf(ratioExplanation(crossing.axis, pair, 4)),
    ];
    expect(said.flatMap((text) => englishWords(text, early))).toEqual([]);
  });

  it.each([
    ['one stays ahead', [64, 128].flatMap((n) => [timed('simd', n, square(n)), timed('naive', 3 * n, square(n))])],
    ['there is one size', [timed('simd', 10), timed('naive', 20)]],
    ['there are ties', [64, 128].flatMap((n) => [timed('simd', n, square(n)), timed('blocked', n, square(n))])],
    ['nothing is there', []],
    ['densities differ', [0.1, 0.5].map((density) => timed('simd', 5, { ...square(64), density }))],
    ['shapes differ', [plainProblem(1, 8, 27), plainProblem(8, 8, 8)].map((problem) => timed('simd', 5, problem))],
  ])('what is found where %s is so too', (_, rows) => {
    const curves = curvesOf(rows);
    const { title, detail } = curvesFinding(curves);
    expect(englishWords(`${title} ${detail} ${curves.axis.title}`, ['"size"'])).toEqual([]);
    expect(title).toMatch(/\p{Script=Han}/u);
  });
});

function textsOf({ sentences, units }: Explanation): readonly string[] {
  return [...sentences, ...units.flatMap(({ unit, definition }) => [unit, definition])];
}
