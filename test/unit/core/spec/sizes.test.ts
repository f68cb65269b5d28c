import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAXIMUM_SIZE, MAXIMUM_SIZES, parseSizeList, parseSizes, sizesOfRange } from '../../../../src/core/spec/sizes';

function sizes(text: string): readonly number[] {
  const result = parseSizes(text);
  if ('problem' in result) throw new Error(result.problem);
  return result.sizes;
}

function problem(text: string): string {
  const result = parseSizes(text);
  return 'problem' in result ? result.problem : `no problem: ${result.sizes.join(' ')}`;
}

describe('parseSizes', () => {
  it.each([
    ['512', [512]],
    ['0', [0]],
    ['64, 128 256;512', [64, 128, 256, 512]],
    ['256, 64, 128', [256, 64, 128]],
    ['64, 64, 32', [64, 32]],
    ['100:500:100', [100, 200, 300, 400, 500]],
    ['100:450:100', [100, 200, 300, 400]],
    ['64:1024:*2', [64, 128, 256, 512, 1024]],
    ['64:1000:*2', [64, 128, 256, 512]],
    ['100:400:*1.5', [100, 150, 225, 338]],
    ['1:4:*1.1', [1, 2, 3, 4]],
    ['8 : 32 : * 2', [8, 16, 32]],
    ['8:32:×2', [8, 16, 32]],
    ['7, 1:3:1, 64:128:*2', [7, 1, 2, 3, 64, 128]],
    ['5:5:1', [5]],
    ['1e3', [1000]],
  ])('reads %j', (text, expected) => {
    expect(sizes(text)).toEqual(expected);
  });

  it.each([
    ['', 'Enter a size'],
    [' , ', 'Enter a size'],
    ['64, -5', '"-5" is negative'],
    ['64, 1.5', '"1.5" is not a whole number'],
    ['NaN', '"NaN" is not a number'],
    ['Infinity', '"Infinity" is not a number'],
    ['0x10', '"0x10" is not a number'],
    ['1e999', '"1e999" is above the largest size'],
    ['1000001', '"1000001" is above the largest size'],
    ['1,000', '"000" starts with 0'],
    ['64:1024', '"64:1024" is not a range'],
    ['64::2', '"" in "64::2" is not a number'],
    ['1:2:3:4', '"1:2:3:4" is not a range'],
    ['a:10:1', '"a" in "a:10:1" is not a number'],
    ['1:b:1', '"b" in "1:b:1" is not a number'],
    ['1:10:*c', '"*c" in "1:10:*c" is not a number'],
    ['10:5:1', '"5" in "10:5:1" is below the start, 10'],
    ['1:5:0', '"0" in "1:5:0" must be a whole number above 0'],
    ['1:5:-1', '"-1" in "1:5:-1" must be a whole number above 0'],
    ['1:5:0.5', '"0.5" in "1:5:0.5" must be a whole number above 0'],
    ['1:5:*1', '"*1" in "1:5:*1" must be above 1'],
    ['1:5:*0.5', '"*0.5" in "1:5:*0.5" must be above 1'],
    ['0:5:*2', '"0" in "0:5:*2" must be above 0'],
    ['1:1000000:*1.0000001', '"*1.0000001" in "1:1000000:*1.0000001" is too close to 1'],
    ['-4:5:1', '"-4" in "-4:5:1" is negative'],
    ['1:2000:1', '"1" in "1:2000:1" gives more than 1000 sizes'],
    ['1:600:1, 601:1200:1', '"601:1200:1" makes it more than 1000 sizes'],
  ])('says what is wrong with %j', (text, expected) => {
    expect(problem(text)).toContain(expected);
  });

  it('gives back what a list of sizes was written from', () => {
    const list = fc.uniqueArray(fc.integer({ min: 0, max: MAXIMUM_SIZE }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(list, fc.constantFrom(',', ' ', ', ', ' ; '), (values, separator) => {
        expect(sizes(values.join(separator))).toEqual(values);
      }),
    );
  });

  it('steps evenly from the start, and never past the end', () => {
    const range = fc.record({
      from: fc.integer({ min: 0, max: 1000 }),
      length: fc.integer({ min: 0, max: 5000 }),
      step: fc.integer({ min: 5, max: 700 }),
    });
    fc.assert(
      fc.property(range, ({ from, length, step }) => {
        const values = sizes(`${from}:${from + length}:${step}`);
        expect(values[0]).toBe(from);
        values.slice(1).forEach((value, index) => {
          expect(value - values[index]).toBe(step);
        });
        const last = values[values.length - 1];
        expect(last).toBeLessThanOrEqual(from + length);
        expect(last + step).toBeGreaterThan(from + length);
      }),
    );
  });

  it('rises by a factor in whole numbers, each once, and holds the end where it is hit', () => {
    const range = fc
      .record({
        from: fc.integer({ min: 1, max: 500 }),
        factor: fc.double({ min: 1.01, max: 8, noNaN: true }),
        steps: fc.integer({ min: 0, max: 6 }),
      })
      .filter(({ from, factor, steps }) => Math.round(from * factor ** steps) <= MAXIMUM_SIZE);
    fc.assert(
      fc.property(range, ({ from, factor, steps }) => {
        const end = Math.round(from * factor ** steps);
        const values = sizes(`${from}:${end}:*${factor}`);
        expect(values[0]).toBe(from);
        expect(values[values.length - 1]).toBe(end);
        expect([...values].sort((x, y) => x - y)).toEqual(values);
        expect(new Set(values).size).toBe(values.length);
        expect(values.every(Number.isInteger)).toBe(true);
      }),
    );
  });

  it('answers any text with usable sizes or with a problem', () => {
    const characters = fc.string({ unit: fc.constantFrom(...'0123456789.:*-e, NaN'.split('')), maxLength: 24 });
    fc.assert(
      fc.property(fc.oneof(characters, fc.string()), (text) => {
        const result = parseSizes(text);
        if ('problem' in result) expect(result.problem).not.toBe('');
        else {
          expect(result.sizes.length).toBeGreaterThan(0);
          expect(result.sizes.length).toBeLessThanOrEqual(MAXIMUM_SIZES);
          for (const size of result.sizes) {
            expect(Number.isInteger(size) && size >= 0 && size <= MAXIMUM_SIZE && !Object.is(size, -0)).toBe(true);
          }
        }
      }),
    );
  });
});

describe('parseSizeList', () => {
  it('keeps sizes that come again, for lists that go together', () => {
    expect(parseSizeList('784, 100, 100')).toEqual({ sizes: [784, 100, 100] });
  });
});

describe('sizesOfRange', () => {
  it('names the part that is wrong', () => {
    expect(sizesOfRange({ from: 8, to: 4, by: { step: 1 } })).toMatchObject({ part: 'to' });
    expect(sizesOfRange({ from: 8, to: 16, by: { factor: NaN } })).toMatchObject({ part: 'factor' });
    expect(sizesOfRange({ from: NaN, to: 16, by: { step: 1 } })).toMatchObject({ part: 'from' });
  });
});
