/** Numbers as text, bit by bit: base64 of float64, in the byte order of all machines that this runs on (little-endian). */
export type PackedNumbers = string;

/** Bytes that are made text at a time: the arguments of a call are limited. */
const CHUNK_BYTES = 8192;

export function packNumbers(numbers: Float64Array): PackedNumbers {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  let text = '';
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES));
  }
  return btoa(text);
}

export function unpackNumbers(packed: PackedNumbers): Float64Array {
  const text = atob(packed);
  const bytes = Uint8Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
  return new Float64Array(bytes.buffer);
}
