import * as l10n from '@vscode/l10n';
/** What a .npy file can hold here. */
export const NPY_TYPES = ['f4', 'f8', 'u1'] as const;
export type NpyType = (typeof NPY_TYPES)[number];

/** An array of a .npy file, in C order whatever the order of the file. */
export interface NpyArray {
  readonly type: NpyType;
  /** One or two lengths. */
  readonly shape: readonly number[];
  readonly elements: Float32Array | Float64Array | Uint8Array;
}

export type NpyReason = 'no npy file' | 'damaged' | 'not supported';

/** The file cannot be read; the message says what is wrong with it and what to do. */
export class NpyError extends Error {
  override readonly name = 'NpyError';

  constructor(
    readonly reason: NpyReason,
    message: string,
  ) {
    super(message);
  }
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** The header of numpy: a Python dictionary with exactly these keys, in this order, as numpy.save writes it. */
const HEADER =
  /^\{\s*'descr'\s*:\s*'([^']*)'\s*,\s*'fortran_order'\s*:\s*(True|False)\s*,\s*'shape'\s*:\s*\(([0-9,\s]*)\)\s*,?\s*\}\s*$/;
const SHAPE = /^\s*(\d+(\s*,\s*\d+)*\s*,?)?\s*$/;
const BYTES: Readonly<Record<NpyType, number>> = { f4: 4, f8: 8, u1: 1 };
/** Two arrays of a file must not claim more than this; it is what a Node buffer can hold. */
const MOST_ELEMENTS = 2 ** 32;

/**
 * Reads a .npy file (NEP 1, versions 1.0, 2.0 and 3.0): f4, f8 and u1, in either byte order, in C or Fortran order, of one or
 * two dimensions.
 * @throws {NpyError} for all else, and where the file is not as long as it says.
 */
export function parseNpy(file: Uint8Array): NpyArray {
  if (file.length < 10 || MAGIC.some((byte, at) => file[at] !== byte)) {
    throw new NpyError('no npy file', l10n.t('It is no .npy file. Write one with numpy.save.'));
  }
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const major = file[6];
  if (major < 1 || major > 3) {
    throw new NpyError('not supported', l10n.t('Version {0} of the format is not known. Use 1, 2 or 3.', major));
  }
  const lengthBytes = major === 1 ? 2 : 4;
  const begin = 8 + lengthBytes;
  if (file.length < begin) throw damaged(l10n.t('it ends within its header'));
  const headerLength = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (headerLength > file.length - begin)
    throw damaged(l10n.t('its header claims {0} bytes, and the file ends before', headerLength));
  const header = new TextDecoder('latin1').decode(file.subarray(begin, begin + headerLength));
  const { type, isLittle, isFortran, shape } = parseHeader(header);
  const count = shape.reduce((product, length) => product * length, 1);
  const content = file.length - begin - headerLength;
  if (count > MOST_ELEMENTS || count * BYTES[type] !== content) {
    throw damaged(
      l10n.t('its shape ({0}) takes {1} bytes, and there are {2}', shape.join(', '), count * BYTES[type], content),
    );
  }
  const elements = readElements(view, begin + headerLength, count, type, isLittle);
  return {
    type,
    shape,
    elements: isFortran && shape.length === 2 ? transposed(elements, shape[0], shape[1]) : elements,
  };
}

function damaged(what: string): NpyError {
  return new NpyError('damaged', l10n.t('The file is damaged: {0}. Write it again.', what));
}

function parseHeader(header: string): {
  readonly type: NpyType;
  readonly isLittle: boolean;
  readonly isFortran: boolean;
  readonly shape: readonly number[];
} {
  const found = HEADER.exec(header);
  if (found === null) {
    // Fields of a record are no text.
    if (/'descr'\s*:\s*\[/.test(header)) {
      throw new NpyError('not supported', l10n.t('Records are not supported. Save each field as an array of its own.'));
    }
    throw damaged(l10n.t('its header is not as numpy writes it'));
  }
  const [, descr, order, lengths] = found;
  const type = NPY_TYPES.find((known) => known === descr.slice(1));
  if (type === undefined || !/^[<>|=]/.test(descr) || (type !== 'u1' && descr.startsWith('|'))) {
    throw new NpyError(
      'not supported',
      l10n.t("Elements of type '{0}' are not supported. Save them as f4, f8 or u1, as with array.astype('f4').", descr),
    );
  }
  if (descr.startsWith('=')) throw damaged(l10n.t("its byte order '=' means nothing in a file"));
  if (!SHAPE.test(lengths)) throw damaged(l10n.t('its header is not as numpy writes it'));
  const shape = lengths
    .split(',')
    .filter((text) => text.trim() !== '')
    .map(Number);
  if (shape.length < 1 || shape.length > 2) {
    throw new NpyError('not supported', l10n.t('It has {0} dimensions. Reshape it to one or two.', shape.length));
  }
  return { type, isLittle: !descr.startsWith('>'), isFortran: order === 'True', shape };
}

function readElements(
  view: DataView,
  offset: number,
  count: number,
  type: NpyType,
  isLittle: boolean,
): NpyArray['elements'] {
  if (type === 'u1') return new Uint8Array(view.buffer, view.byteOffset + offset, count).slice();
  if (type === 'f4') {
    const elements = new Float32Array(count);
    for (let at = 0; at < count; at++) elements[at] = view.getFloat32(offset + 4 * at, isLittle);
    return elements;
  }
  const elements = new Float64Array(count);
  for (let at = 0; at < count; at++) elements[at] = view.getFloat64(offset + 8 * at, isLittle);
  return elements;
}

/** Elements in C order, of those of rows × columns in Fortran order. */
function transposed(elements: NpyArray['elements'], rows: number, columns: number): NpyArray['elements'] {
  const result = elements.slice();
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) result[i * columns + j] = elements[j * rows + i];
  }
  return result;
}

/** A .npy file, version 1.0, little-endian, in C order. @param shape one or two lengths. */
export function writeNpy({ type, shape, elements }: NpyArray): Uint8Array {
  const descr = type === 'u1' ? '|u1' : `<${type}`;
  const lengths = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${lengths}), }`;
  // The elements begin at a multiple of 64.
  const padded = Math.ceil((10 + text.length + 1) / 64) * 64;
  const header = `${text.padEnd(padded - 11)}\n`;
  const file = new Uint8Array(padded + elements.length * BYTES[type]);
  file.set([...MAGIC, 1, 0, header.length & 0xff, header.length >> 8]);
  file.set(new TextEncoder().encode(header), 10);
  const view = new DataView(file.buffer);
  for (let at = 0; at < elements.length; at++) {
    if (type === 'u1') file[padded + at] = elements[at];
    else if (type === 'f4') view.setFloat32(padded + 4 * at, elements[at], true);
    else view.setFloat64(padded + 8 * at, elements[at], true);
  }
  return file;
}
