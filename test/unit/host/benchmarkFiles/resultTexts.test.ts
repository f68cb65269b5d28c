import { describe, expect, it } from 'vitest';
import type { Measurement } from '../../../../src/core/measure/measurement';
import { parseBenchmarkFile } from '../../../../src/core/spec/benchmarkFile';
import type { BenchmarkRows } from '../../../../src/host/benchmarkFiles/benchmarkResults';
import { resultTexts } from '../../../../src/host/benchmarkFiles/resultTexts';
import type { ResultText } from '../../../../src/host/benchmarkFiles/resultTexts';
import { speedBar } from '../../../../src/host/benchmarkFiles/speedBar';
import type { RowState } from '../../../../src/shared/viewProtocol';
import { square, timed, untimed } from '../../core/measurementFixtures';

const LINES = `{ "benchmarks": [
  { "name": "squares", "size": SIZE,
    "strategies": [
      "simd",
      { "id": "outer",
        "rank": 8 },
      "naive"
    ] }
] }`;

function done(measurement: Measurement): RowState {
  return { state: 'done', measurement };
}

function texts(
  text: string,
  rows: readonly RowState[],
  state: BenchmarkRows['state'] = 'done',
  verdicts: BenchmarkRows['verdicts'] = [],
): readonly ResultText[] {
  const [entry] = parseBenchmarkFile(text, 'x.matmul.json').entries;
  return resultTexts(entry, { state, rows, verdicts }, (offset) => text.slice(0, offset).split('\n').length - 1);
}

/** The text of a line, with plain spaces; '' where there is none. */
function lineText(found: readonly ResultText[], line: number): string {
  return found.find((each) => each.line === line)?.text.replaceAll('\u00a0', ' ') ?? '';
}

const ONE_SIZE = LINES.replace('SIZE', '64');
const TWO_SIZES = LINES.replace('SIZE', '[64, 128]');
const simd = timed('simd', 1e6);
const outer = timed('outer', 4e6, undefined, { parameters: { rank: 8 }, backend: 'scalar JS, rank 8' });

describe('the results of a benchmark', () => {
  it('stand at the end of the line where each strategy ends, the finding at the name', () => {
    const found = texts(ONE_SIZE, [done(simd), done(outer), done(untimed('naive'))]);
    expect(found.map(({ line }) => line)).toEqual([1, 3, 5, 6]);
    expect(lineText(found, 1)).toMatch(/^simd is fastest for 64×64×64: 4\.00× outer/);
    expect(lineText(found, 3)).toBe('1.000 ms ±1.0%  scalar JS');
    expect(lineText(found, 5)).toBe('4.000 ms ±1.0%  scalar JS, rank 8');
  });

  it('have bars as long as the strategy is fast', () => {
    const found = texts(ONE_SIZE, [done(simd), done(outer)]);
    expect(found.map(({ bar }) => bar)).toEqual(['', speedBar(1), speedBar(0.25)]);
  });

  it('say why there is no time', () => {
    const wrong = untimed('simd', { status: 'failed', code: 'wrong result', reason: 'Error 1 is over the bound.' });
    const stopped = untimed('naive', { status: 'cancelled', code: 'cancelled', reason: 'Stopped.' });
    const here = { ...untimed('outer'), parameters: { rank: 8 } };
    const found = texts(ONE_SIZE, [done(wrong), done(here), done(stopped)]);
    expect(lineText(found, 3)).toBe('failed  Error 1 is over the bound.');
    expect(lineText(found, 5)).toBe('not measured  It cannot run here.');
    expect(lineText(found, 6)).toBe('cancelled');
    expect(found.map(({ tone, bar }) => [tone, bar])).toEqual([
      ['result', ''],
      ['failure', ''],
      ['result', ''],
      ['result', ''],
    ]);
  });

  it('are those of the last size that has a time, with the sizes that have none', () => {
    const rows = [
      done(simd),
      done(timed('simd', 8e6, square(128))),
      done(timed('naive', 2e6)),
      done(untimed('naive', {}, square(128))),
    ];
    const found = texts(TWO_SIZES, rows);
    expect(lineText(found, 3)).toBe('8.000 ms ±1.0%  scalar JS  n = 128');
    expect(lineText(found, 6)).toBe('2.000 ms ±1.0%  scalar JS  n = 64  1 of 2 sizes without a time');
    expect(found.map(({ bar }) => bar)).toEqual(['', speedBar(1), speedBar(0.5)]);
  });

  it('grow while it runs', () => {
    const soFar: RowState = { state: 'measuring', subject: outer, soFar: outer };
    const first: RowState = { state: 'measuring', subject: timed('naive', 1), soFar: null };
    const found = texts(ONE_SIZE, [done(simd), soFar, first], 'running');
    expect(lineText(found, 1)).toBe('measuring: 1 of 3 done');
    expect(lineText(found, 5)).toBe('4.000 ms ±1.0%  scalar JS, rank 8  measuring…');
    expect(lineText(found, 6)).toBe('measuring…');
  });

  it('say nothing of a strategy that waits', () => {
    const found = texts(ONE_SIZE, [done(simd), { state: 'waiting', subject: timed('naive', 1) }], 'running');
    expect(found.map(({ line }) => line)).toEqual([1, 3]);
  });

  it.each([
    ['share a line', '{ "benchmarks": [\n{ "name": "squares", "size": 64,\n"strategies": ["simd", "naive"] }] }'],
    ['are left out', '{ "benchmarks": [\n{ "name": "squares", "size": 64 }] }'],
    [
      'stand on the line of the name',
      '{ "benchmarks": [\n{ "name": "squares", "size": 64, "strategies": ["simd"] }] }',
    ],
  ])('are the finding alone where strategies %s', (_, text) => {
    const found = texts(text, [done(simd)]);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ line: 1, bar: '' });
    expect(found[0].text).toContain('simd is fastest');
  });

  it('go when the benchmark asks for something else', () => {
    expect(texts(LINES.replace('SIZE', '65'), [done(simd), done(outer)])).toEqual([]);
    expect(texts(LINES.replace('SIZE', '64, "seed": 2'), [done(simd), done(outer)])).toEqual([]);
    const otherRank = texts(ONE_SIZE.replace('"rank": 8', '"rank": 4'), [done(simd), done(outer)]);
    expect(otherRank.map(({ line }) => line)).toEqual([1, 3]);
    expect(lineText(otherRank, 1)).not.toContain('outer');
  });

  it('are not shown at a benchmark that is wrong', () => {
    expect(texts(LINES.replace('SIZE', '-64'), [done(simd)])).toEqual([]);
  });
});

describe('what came of expectations', () => {
  const text = `{ "benchmarks": [
    { "name": "one", "size": [64, 128],
      "strategies": [
        "simd",
        "naive"
      ],
      "expect": [
        { "strategy": "simd", "fasterThan": "naive", "by": 5 },
        { "strategy": "simd", "notSlowerThanBaselineBy": "5%" }
      ] }
  ] }`;
  const verdict = (index: number, outcome: 'met' | 'missed' | 'undecided', reason: string) => ({
    ...{ benchmark: 'one', title: '', index, outcome, reason },
  });

  it('stands at the end of the line of each, the worst of several sizes, what was missed as a failure', () => {
    const verdicts = [
      verdict(0, 'met', 'fast'),
      verdict(0, 'missed', 'too slow'),
      verdict(1, 'undecided', 'There is no baseline.'),
    ];
    const found = texts(text, [done(simd)], 'done', verdicts);
    expect(lineText(found, 7)).toBe('missed (1 of 2)  too slow');
    expect(found.find(({ line }) => line === 7)?.tone).toBe('failure');
    expect(lineText(found, 8)).toBe('undecided  There is no baseline.');
    expect(found.find(({ line }) => line === 8)?.tone).toBe('result');
  });
});
