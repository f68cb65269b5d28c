import { describe, expect, it } from 'vitest';
import { diagnosticText, positionAt } from '../../../src/cli/diagnosticText';

describe('the place of a problem in a file', () => {
  it.each([
    ['the start', 'abc', 0, { line: 1, column: 1 }],
    ['the end of a line', 'abc\nde', 3, { line: 1, column: 4 }],
    ['a line after a line feed', 'abc\nde', 5, { line: 2, column: 2 }],
    ['a line after carriage return and line feed', 'abc\r\nde', 5, { line: 2, column: 1 }],
    ['a place past the end', 'ab', 9, { line: 1, column: 3 }],
  ])('is counted from 1 at %s', (_, text, offset, position) => {
    expect(positionAt(text, offset)).toEqual(position);
  });

  it('is printed as compilers print it', () => {
    const problem = { offset: 4, severity: 'error', message: 'm is negative' } as const;
    expect(diagnosticText('a/b.matmul.json', '{\n  "m": -1', problem)).toBe(
      'a/b.matmul.json:2:3: error: m is negative',
    );
  });
});
