import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NpyError, parseNpy, writeNpy } from '../../../../src/core/mlp/npy';

/** A file as numpy writes it. */
function file(header: string, content: readonly number[], version: readonly [number, number] = [1, 0]): Uint8Array {
  const text = new TextEncoder().encode(`${header}\n`);
  const length = version[0] === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return Uint8Array.from([0x93, ...new TextEncoder().encode('NUMPY'), ...version, ...length, ...text, ...content]);
}

function header(descr: string, shape: string, fortran = 'False'): string {
  return `{'descr': '${descr}', 'fortran_order': ${fortran}, 'shape': (${shape}), }`;
}

function reasonOf(bytes: Uint8Array): string {
  try {
    parseNpy(bytes);
  } catch (error) {
    if (error instanceof NpyError) return `${error.reason}: ${error.message}`;
    throw error;
  }
  return 'read';
}

describe('npy files', () => {
  it('come back as they were written', () => {
    fc.assert(
      fc.property(fc.float64Array({ minLength: 1, maxLength: 30 }), fc.boolean(), (elements, isFlat) => {
        const shape = isFlat ? [elements.length] : [1, elements.length];
        expect(parseNpy(writeNpy({ type: 'f8', shape, elements }))).toEqual({ type: 'f8', shape, elements });
        const single = Float32Array.from(elements);
        expect(parseNpy(writeNpy({ type: 'f4', shape, elements: single })).elements).toEqual(single);
      }),
    );
  });

  it('are read in both byte orders and all versions', () => {
    const one = [0x3f, 0x80, 0, 0];
    expect(parseNpy(file(header('>f4', '1,'), one)).elements).toEqual(Float32Array.of(1));
    expect(parseNpy(file(header('<f4', '1,'), one.toReversed(), [2, 0])).elements).toEqual(Float32Array.of(1));
    const double = [0x40, 0, 0, 0, 0, 0, 0, 0];
    expect(parseNpy(file(header('>f8', '1,'), double, [3, 0])).elements).toEqual(Float64Array.of(2));
  });

  it('are read in Fortran order', () => {
    const { shape, elements } = parseNpy(file(header('|u1', '2, 3', 'True'), [1, 4, 2, 5, 3, 6]));
    expect({ shape, elements }).toEqual({ shape: [2, 3], elements: Uint8Array.of(1, 2, 3, 4, 5, 6) });
  });

  it.each([
    ['no npy file', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10), 'no npy file: It is no .npy file'],
    ['a later version', file(header('<f4', '1,'), [0, 0, 0, 0], [4, 0]), 'not supported: Version 4'],
    ['integers', file(header('<i8', '1,'), [0, 0, 0, 0, 0, 0, 0, 0]), "not supported: Elements of type '<i8'"],
    ['objects', file(header('|O', '1,'), [0]), "not supported: Elements of type '|O'"],
    [
      'records',
      file("{'descr': [('x', '<f4')], 'fortran_order': False, 'shape': (1,), }", [0, 0, 0, 0]),
      'not supported: Records',
    ],
    ['three dimensions', file(header('|u1', '1, 1, 1'), [0]), 'not supported: It has 3 dimensions'],
    ['no dimension', file(header('|u1', ''), [0]), 'not supported: It has 0 dimensions'],
    [
      'too few elements',
      file(header('<f4', '2,'), [0, 0, 0, 0]),
      'damaged: The file is damaged: its shape (2) takes 8 bytes, and there are 4',
    ],
    ['too many elements', file(header('|u1', '1,'), [0, 0]), 'damaged: '],
    ['a shape beyond all memory', file(header('<f8', '99999999999, 99999999999'), []), 'damaged: '],
    ['another dictionary', file("{'descr': '<f4'}", [0, 0, 0, 0]), 'damaged: '],
    ['code for a shape', file(header('<f4', '__import__'), [0, 0, 0, 0]), 'damaged: '],
    ['a header that is cut off', file(header('<f4', '1,'), []).subarray(0, 20), 'damaged: '],
  ])('are refused with %s', (_, bytes, message) => {
    expect(reasonOf(bytes)).toContain(message);
  });
});
