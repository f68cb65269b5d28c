import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PROCESSOR_STRATEGY_IDS } from '../../../../src/core/kernels/strategy';
import { plainProblem, sizeLabel } from '../../../../src/core/problem';
import { parseBenchmarkFile } from '../../../../src/core/spec/benchmarkFile';
import type { ParsedBenchmarkFile } from '../../../../src/core/spec/benchmarkFile';
import type { Benchmark } from '../../../../src/core/spec/runSpec';

function parse(text: string): ParsedBenchmarkFile {
  return parseBenchmarkFile(text, 'folder/test.matmul.json');
}

function file(...benchmarks: readonly string[]): string {
  return `{ "benchmarks": [\n  ${benchmarks.join(',\n  ')}\n] }`;
}

/** One benchmark with these keys beside its name. */
function named(keys: string): string {
  return file(`{ "name": "test", ${keys} }`);
}

/** What is marked, and what is said of it. */
function complaints(text: string): readonly (readonly [string, string])[] {
  return parse(text).diagnostics.map(({ offset, length, message }) => [text.slice(offset, offset + length), message]);
}

function benchmark(keys: string): Benchmark {
  const { spec, diagnostics } = parse(named(keys));
  if (spec === null) throw new Error(diagnostics.map(({ message }) => message).join());
  return spec.benchmarks[0];
}

describe('a benchmark file', () => {
  it('fills in what is left out', () => {
    expect(parse(named('"size": 64')).spec).toEqual({
      title: 'test.matmul.json',
      benchmarks: [
        {
          name: 'test',
          problems: [plainProblem(64, 64, 64)],
          strategies: PROCESSOR_STRATEGY_IDS.map((id) => ({ id, values: {} })),
          budgetSeconds: 1,
          precision: 0.02,
          threads: null,
        },
      ],
    });
  });

  it('takes what is given', () => {
    const keys = `"m": 1, "k": 2, "n": 3, "dtype": "f64", "transposeA": true, "transposeB": true, "alpha": -2, "beta": 0.5,
      "structure": "banded", "density": 0.25, "seed": 9, "budget": 0.1, "precision": 0.05, "threads": 2,
      "strategies": ["naive", { "id": "outer", "rank": 8 }, { "id": "loops", "order": "kij" }]`;
    expect(benchmark(keys)).toEqual({
      name: 'test',
      problems: [
        {
          m: 1,
          k: 2,
          n: 3,
          dtype: 'f64',
          transposeA: true,
          transposeB: true,
          alpha: -2,
          beta: 0.5,
          structure: 'banded',
          density: 0.25,
          seed: 9,
        },
      ],
      strategies: [
        { id: 'naive', values: {} },
        { id: 'outer', values: { rank: 8 } },
        { id: 'loops', values: { order: 'kij' } },
      ],
      budgetSeconds: 0.1,
      precision: 0.05,
      threads: 2,
    });
  });

  it.each([
    ['"size": [8, 16]', ['8×8×8', '16×16×16']],
    ['"size": { "from": 8, "to": 24, "step": 8 }', ['8×8×8', '16×16×16', '24×24×24']],
    ['"size": { "from": 8, "to": 32, "factor": 2 }', ['8×8×8', '16×16×16', '32×32×32']],
    ['"size": 0', ['0×0×0']],
    ['"size": -0', ['0×0×0']],
    ['"m": 64, "k": [784, 100, 100], "n": [100, 100, 10]', ['64×784×100', '64×100×100', '64×100×10']],
    ['"m": [1, 2], "k": 3, "n": [4, 5], "sweep": "product"', ['1×3×4', '1×3×5', '2×3×4', '2×3×5']],
  ])('reads the sizes of %s', (keys, expected) => {
    const { problems } = benchmark(keys);
    expect(problems.map(sizeLabel)).toEqual(expected);
    expect(problems.some(({ m }) => Object.is(m, -0))).toBe(false);
  });

  it('multiplies out lists of element types, structures and densities', () => {
    const { problems } = benchmark(
      '"size": 8, "dtype": ["f32", "f64"], "structure": ["uniform", "block"], "density": [0.1, 0.2]',
    );
    expect(problems).toHaveLength(8);
  });

  it('may have comments, trailing commas and a schema', () => {
    const text = '// a\n{ "$schema": "x", /* b */ "benchmarks": [{ "name": "test", "size": [4,], },], }\n';
    expect(parse(text)).toMatchObject({ diagnostics: [], spec: { benchmarks: [{ name: 'test' }] } });
  });
});

describe('entries', () => {
  const text = file(
    '{ "name": "first", "size": 4, "strategies": ["naive", { "id": "outer", "rank": 2 }] }',
    '{ "name": "bad", "size": -4 }',
    '{ "name": "third", "size": 8 }',
  );
  const { entries, spec, benchmarksRange } = parse(text);
  const at = ({ offset, length }: { offset: number; length: number }): string => text.slice(offset, offset + length);

  it('hold the good ones beside a bad one', () => {
    expect(spec).toBeNull();
    expect(entries.map(({ name, index, benchmark: usable }) => [name, index, usable?.name])).toEqual([
      ['first', 0, 'first'],
      ['bad', 1, undefined],
      ['third', 2, 'third'],
    ]);
  });

  it('say where they, their names and their strategies stand', () => {
    expect(at(entries[1])).toBe('{ "name": "bad", "size": -4 }');
    expect(entries.map(({ nameRange }) => at(nameRange))).toEqual(['"first"', '"bad"', '"third"']);
    expect(entries[0].strategyRanges.map(at)).toEqual(['"naive"', '{ "id": "outer", "rank": 2 }']);
    expect(entries[2].strategyRanges).toEqual([]);
    expect(benchmarksRange && at(benchmarksRange)).toBe('"benchmarks"');
  });

  it('have no name where there is none', () => {
    const unnamed = file('{ "size": 4 }', '7');
    expect(parse(unnamed).entries.map(({ name, nameRange }) => [name, unnamed[nameRange.offset]])).toEqual([
      ['', '{'],
      ['', '7'],
    ]);
  });
});

describe('diagnostics', () => {
  it.each([
    ['"sizee": 4, "size": 4', '"sizee"', '"sizee" is not a key of a benchmark; did you mean "size"?'],
    ['"size": 4, "gate": 1', '"gate"', '"gate" is not a key of a benchmark'],
    ['"size": 4, "__proto__": 1', '"__proto__"', '"__proto__" is not a key of a benchmark'],
    ['"size": -1', '-1', '"size" must be a whole number from 0 to'],
    ['"size": 1.5', '1.5', '"size" must be a whole number'],
    ['"size": 1000001', '1000001', '"size" must be a whole number'],
    ['"size": 1e999', '1e999', '1e999 is too large for a number'],
    [
      '"size": "512"',
      '"512"',
      '"size" must be a whole number from 0 to 1\u2009000\u2009000, a list of sizes, or a range',
    ],
    ['"size": null', 'null', '"size" must be a whole number'],
    ['"size": []', '[]', '"size" is an empty list'],
    ['"size": [4, -8]', '-8', 'Each of "size" must be a whole number'],
    ['"size": [4, "x"]', '"x"', 'Each of "size" must be a whole number'],
    ['"size": { "from": 8, "to": 4, "step": 1 }', '4', '"to" is below the start, 8'],
    ['"size": { "from": 0, "to": 4, "factor": 2 }', '0', '"from" must be above 0 in a range by a factor'],
    ['"size": { "from": 1, "to": 4, "factor": 1 }', '1', '"factor" must be a number above 1'],
    ['"size": { "from": 1, "to": 5000, "step": 1 }', '1', '"step" gives more than 1000 sizes'],
    ['"size": { "from": 1, "to": 4, "step": 0 }', '0', '"step" must be a whole number from 1'],
    ['"size": { "from": 1, "to": 4 }', '{ "from": 1, "to": 4 }', 'A range needs a "step" or a "factor"'],
    ['"size": { "from": 1, "to": 4, "step": 1, "factor": 2 }', '"factor"', 'a "step" or a "factor", not both'],
    ['"size": { "from": 1, "step": 1 }', '{', '"to" is missing'],
    ['"size": { "from": 1, "to": 4, "step": 1, "stop": 4 }', '"stop"', 'not a key of a range; did you mean "step"?'],
    ['"size": 4, "k": 4', '"k"', '"size" stands for m, k and n already'],
    ['"m": 4', '"test"', '"k" and "n" are missing'],
    ['"budget": 1', '"test"', 'The sizes are missing'],
    ['"m": [1, 2, 3], "k": [4, 5], "n": 6', '[4, 5]', '"k" has 2 sizes and "m" has 3; give equally many, or one'],
    ['"size": 4, "sweep": "zipp"', '"zipp"', 'did you mean "zip"?'],
    ['"size": 4, "dtype": "f16"', '"f16"', '"dtype" must be one of "f32", "f64"'],
    ['"size": 4, "dtype": ["f32", "f61"]', '"f61"', 'did you mean "f64"?'],
    ['"size": 4, "dtype": []', '[]', '"dtype" is an empty list'],
    ['"size": 4, "structure": "bandid"', '"bandid"', 'did you mean "banded"?'],
    ['"size": 4, "density": 0', '0', '"density" must be a number above 0 and at most 1'],
    ['"size": 4, "density": [0.5, 1.5]', '1.5', 'Each of "density" must be a number above 0 and at most 1'],
    ['"size": 4, "transposeA": 1', '1', '"transposeA" must be true or false'],
    ['"size": 4, "alpha": 1e999', '1e999', 'too large'],
    ['"size": 4, "beta": "1"', '"1"', '"beta" must be a finite number'],
    ['"size": 4, "seed": -1', '-1', '"seed" must be a whole number'],
    ['"size": 4, "budget": 0', '0', '"budget" must be a number above 0 and at most 3600'],
    ['"size": 4, "precision": 0.6', '0.6', '"precision" must be a number from 0.001 to 0.5'],
    ['"size": 4, "threads": 0', '0', '"threads" must be a whole number from 1 to 256'],
    ['"size": 4, "strategies": []', '[]', '"strategies" is an empty list'],
    ['"size": 4, "strategies": "simd"', '"simd"', '"strategies" must be a list, such as ["naive", "simd"]'],
    ['"size": 4, "strategies": ["simt"]', '"simt"', '"simt" is not a strategy; did you mean "simd"?'],
    ['"size": 4, "strategies": ["cuda"]', '"cuda"', '"cuda" is not a strategy; there are naive, loops,'],
    ['"size": 4, "strategies": [5]', '5', 'A strategy is its id'],
    ['"size": 4, "strategies": [{ "id": "otter" }]', '"otter"', 'did you mean "outer"?'],
    ['"size": 4, "strategies": [{ "rank": 2 }]', '{', 'A strategy with parameters needs its "id"'],
    ['"size": 4, "strategies": [{ "id": "outer", "rang": 2 }]', '"rang"', 'not a key of outer; did you mean "rank"?'],
    ['"size": 4, "strategies": [{ "id": "outer", "rank": 99 }]', '99', '"rank" must be a whole number from 1 to 16'],
    ['"size": 4, "strategies": [{ "id": "loops", "order": "iii" }]', '"iii"', '"order" must be one of "ijk"'],
    ['"size": 4, "strategies": ["simd", "naive", "simd"]', '"simd"', 'simd is listed twice'],
    ['"size": 4, "size": 5', '"size"', '"size" stands twice in this object'],
    ['"size": NaN', 'NaN', 'NaN is no JSON'],
    ['"size" 4', '4', 'A colon is expected here'],
  ])('mark what is wrong in %s', (keys, marked, message) => {
    const text = named(keys);
    expect(complaints(text)).toEqual([[marked, expect.stringContaining(message)]]);
    expect(parse(text)).toMatchObject({ spec: null, entries: [{ benchmark: null }] });
  });

  it('mark the second of two that are the same', () => {
    for (const text of [named('"size": 4, "size": 5'), named('"size": 4, "strategies": ["simd", "simd"]')]) {
      const [{ offset, length }] = parse(text).diagnostics;
      expect(offset).toBe(text.lastIndexOf(text.slice(offset, offset + length)));
    }
    const names = file('{ "name": "twin", "size": 4 }', '{ "name": "twin", "size": 4 }');
    const { diagnostics, entries } = parse(names);
    expect(diagnostics).toMatchObject([{ offset: names.lastIndexOf('"twin"'), path: ['benchmarks', 1, 'name'] }]);
    expect(entries.map(({ benchmark: usable }) => usable !== null)).toEqual([true, false]);
  });

  it('look into the last of two values with the same key, which is the one that counts', () => {
    expect(complaints(named('"size": 4, "budget": 1, "budget": 0'))).toEqual([
      ['"budget"', expect.stringContaining('stands twice')],
      ['0', expect.stringContaining('must be a number above 0')],
    ]);
  });

  it.each([
    ['', '', 'The file is empty'],
    ['// nothing\n', '', 'The file is empty'],
    ['[]', '[]', 'A benchmark file is an object with a list "benchmarks"'],
    ['"x"', '"x"', 'A benchmark file is an object'],
    ['{}', '{', '"benchmarks" is missing'],
    ['{ "benchmarks": [] }', '[]', '"benchmarks" is an empty list'],
    ['{ "benchmarks": {} }', '{}', '"benchmarks" must be a list'],
    ['{ "benchmarks": [7] }', '7', 'A benchmark is an object'],
    ['{ "benchmarks": [[]] }', '[]', 'A benchmark is an object'],
    ['{ "benchmarks": [{ "size": 4 }] }', '{', '"name" is missing'],
    ['{ "benchmarks": [{ "name": " ", "size": 4 }] }', '" "', '"name" must not be empty'],
    ['{ "benchmarks": [{ "name": "a", "size": 4 }', '}', 'A closing ] is missing'],
    ['hello', 'hello', 'hello is no JSON'],
    ['[['.repeat(1000), '[', 'This is nested too deeply'],
  ])('say what is wrong with the file %j', (text, marked, message) => {
    expect(complaints(text)).toEqual([[marked, expect.stringContaining(message)]]);
    expect(parse(text).spec).toBeNull();
  });

  it.each([
    ['{ "strategy": "sims", "fasterThan": "naive" }', ['"sims"', '"strategy" must be one of']],
    ['{ "strategy": "simd", "fasterThan": "naive", "by": "5 x" }', ['"5 x"', '"by" must be percent']],
    ['{ "strategy": "simd", "notSlowerThanBaselineBy": -1 }', ['-1', '"notSlowerThanBaselineBy" must be percent']],
    ['{ "strategy": "simd" }', ['{ "strategy": "simd" }', 'must have "fasterThan" or "notSlowerThanBaselineBy"']],
  ])('say of the expectation %s what is wrong with it, and not what another kind of it would want', (text, said) => {
    const [marked, message] = said;
    const found = complaints(file(`{ "name": "a", "size": 4, "strategies": ["naive", "simd"], "expect": [${text}] }`));
    expect(found).toEqual([[marked, expect.stringContaining(message)]]);
  });

  it('come in the order of the text, all of them at once, one for each place', () => {
    const text = file(
      '{ "name": "a", "size": -1, "foo": 1, "budget": 0 }',
      '{ "name": "b", "sise": 4, "strategies": [] }',
    );
    expect(complaints(text).map(([marked]) => marked)).toEqual(['-1', '"foo"', '0', '"sise"', '[]']);
  });

  it('leave the benchmarks around a syntax error usable', () => {
    const text = file('{ "name": "a", "size": 4 }', '{ "name": "b" "size": 4 }', '{ "name": "c", "size": 4 }');
    expect(complaints(text)).toEqual([['"size"', 'A comma is expected before this']]);
    expect(parse(text).entries.map(({ name, benchmark: usable }) => [name, usable !== null])).toEqual([
      ['a', true],
      ['b', false],
      ['c', true],
    ]);
  });

  it('warn of keys that have no effect, and let the file run', () => {
    const text = named('"size": 4, "structure": "banded", "sweep": "product"');
    expect(complaints(text)).toEqual([
      ['"structure"', expect.stringContaining('has no effect at density 1')],
      ['"sweep"', expect.stringContaining('has no effect with "size"')],
    ]);
    expect(parse(text).diagnostics.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    expect(parse(text).spec?.benchmarks).toHaveLength(1);
  });

  it('count the measurements of a benchmark that asks for too many, without making them', () => {
    const range = '{ "from": 1, "to": 1000, "step": 1 }';
    const text = named(`"m": ${range}, "k": ${range}, "n": ${range}, "sweep": "product", "strategies": ["simd"]`);
    expect(complaints(text)).toEqual([
      ['"test"', expect.stringContaining('1\u2009000\u2009000\u2009000 measurements; 10\u2009000')],
    ]);
  });

  it('count the measurements of a file that asks for too many together, and let each benchmark run alone', () => {
    const range = '{ "from": 1, "to": 1000, "step": 1 }';
    const entry = (name: string): string => `{ "name": "${name}", "size": ${range} }`;
    const { spec, entries } = parse(file(entry('a'), entry('b')));
    expect(complaints(file(entry('a'), entry('b')))).toEqual([
      ['"benchmarks"', expect.stringContaining(`${2 * PROCESSOR_STRATEGY_IDS.length}\u2009000 measurements`)],
    ]);
    expect(spec).toBeNull();
    expect(entries.every(({ benchmark: usable }) => usable !== null)).toBe(true);
  });

  it('never leave the text, whatever the text is', () => {
    const pieces = [
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"benchmarks"',
      '"name"',
      '"a"',
      '"size"',
      '4',
      '-',
      '"',
      '//',
      '\n',
      'x',
    ];
    const soup = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(' '));
    fc.assert(
      fc.property(fc.oneof(soup, fc.string(), fc.json()), (text) => {
        const { spec, diagnostics } = parse(text);
        for (const { offset, length } of diagnostics) {
          expect(offset >= 0 && length >= 0 && offset + length <= text.length).toBe(true);
        }
        expect(spec === null).toBe(diagnostics.some(({ severity }) => severity === 'error'));
      }),
    );
  });
});
