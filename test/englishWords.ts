import { strategies } from '../src/core/kernels/registry';
import { COMPUTE_CODES } from '../src/core/machinePeaks';

/** What is written alike in every language. */
const NAMES: readonly string[] = [
  // Strategies, as benchmark files name them, with their parameters and values.
  ...strategies.flatMap(({ id, parameters }) => [
    id,
    ...parameters.flatMap((each) => [
      each.id,
      ...(each.kind === 'choice' ? each.options : []).map(({ value }) => value),
    ]),
  ]),
  // Units.
  ...['GFLOP/s', 'GB/s', 'FLOP', 'kFLOP', 'MFLOP', 'GFLOP', 'TFLOP', 'flop/byte', 'KiB', 'MiB', 'GiB'],
  ...['ns', 'µs', 'ms', 'min', 'MHz', 'GHz'],
  // Names of things.
  ...['Matmul Profiler', 'WebAssembly', 'JavaScript', 'WebGPU', 'WebGL2', 'SIMD', 'BLAS', 'GPU', 'CPU', 'CSR', 'BSR'],
  ...['Strassen', 'Winograd', 'Freivalds', 'Holm', 'Dask', 'MNIST', 'ReLU', 'Node', 'node', 'wasm', 'JS', 'PyTorch'],
  // Keys, formats and kinds of files.
  ...['Enter', 'Esc', 'Escape', 'Shift', 'Ctrl', 'Alt', 'Tab', 'Home', 'End'],
  ...['Markdown', 'CSV', 'TSV', 'JSON', 'HTML', 'PNG', 'SVG', 'XML', 'matmul.json', '.npy'],
  // Kinds of measured arithmetic, by their ids.
  ...COMPUTE_CODES,
  // Element types, levels of memory, mathematics.
  ...['float16', 'float32', 'float64', 'nnz', 'L1', 'L2', 'L3'],
];

const WORD = /[A-Za-z]{2,}/g;

/**
 * Words of a text that is said to be Chinese which are neither Chinese nor a name.
 * @param names what else may stand there as it is, such as the titles of a run.
 */
export function englishWords(text: string, names: readonly string[] = []): readonly string[] {
  const others = [...NAMES, ...names].filter((name) => name !== '').sort((one, other) => other.length - one.length);
  const pattern = new RegExp(`(?<![A-Za-z])(?:${others.map(escaped).join('|')})(?![A-Za-z])`, 'g');
  return text.replaceAll(pattern, '·').match(WORD) ?? [];
}

/** Two words of English or more, one after the other: letters alone, so that code, names with digits and formulas are none. */
const PHRASE = /(?<![\w$`.·\p{L}/-])[A-Za-z][a-z]+(?: [A-Za-z][a-z]*)+(?![\w(=`])/gu;

/**
 * Words of English that follow one another in a text that is said to be Chinese: for texts that hold code and names of all
 * kinds, which `englishWords` would take for English.
 * @param names that stay as they are: of products, of what really ran, of data.
 */
export function englishPhrases(text: string, names: readonly string[] = []): readonly string[] {
  const rest = names.reduce((left, name) => left.replaceAll(name, '…'), text);
  return rest.match(PHRASE) ?? [];
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
