import type { Problem } from '../../problem';

/** The kernels of `gpujs`. */
export const GPUJS_KERNELS = ['naive', 'blocked'] as const;
export type GpuJsKernel = (typeof GPUJS_KERNELS)[number];

/** Elements of C that an invocation of `blocked` computes: what one of gpu.js can return. */
export const COLUMNS_OF_BLOCK = 4;

export type GpuJsProduct = Pick<Problem, 'm' | 'k' | 'n' | 'transposeA' | 'transposeB' | 'alpha' | 'beta'>;

export interface GpuJsSource {
  /** A kernel function of gpu.js, as text: its parameters are A, B and, where β is not 0, C. */
  readonly text: string;
  /** Invocations, x first. */
  readonly output: readonly [x: number, y: number];
  /** Elements that an invocation returns. */
  readonly width: number;
}

/** A kernel that returns its only operand, which so comes to lie on the GPU. */
export const UPLOAD_SOURCE = 'function (x) { return x[this.thread.y][this.thread.x]; }';

/**
 * C ← α·op(A)·op(B) + β·C, an element for each invocation, or four neighbours of a row of C (`blocked`), for which an element
 * of A is read once. As text, for gpu.js translates it and a bundler is not to change it before.
 */
export function gpujsSource(kernel: GpuJsKernel, product: GpuJsProduct): GpuJsSource {
  const { m, n, beta } = product;
  const parameters = beta === 0 ? 'a, b' : 'a, b, c';
  const a = product.transposeA ? 'a[p][this.thread.y]' : 'a[this.thread.y][p]';
  const b = (column: string): string => (product.transposeB ? `b[${column}][p]` : `b[p][${column}]`);
  const stored = (column: string, sum: string): string => {
    const scaled = product.alpha === 1 ? sum : `this.constants.alpha * ${sum}`;
    return beta === 0 ? scaled : `${scaled} + this.constants.beta * c[this.thread.y][${column}]`;
  };
  if (kernel === 'naive') {
    const text = `function (${parameters}) {
  let sum = 0;
  for (let p = 0; p < this.constants.k; p++) { sum += ${a} * ${b('this.thread.x')}; }
  return ${stored('this.thread.x', 'sum')};
}`;
    return { text, output: [n, m], width: 1 };
  }
  const columns = Array.from({ length: COLUMNS_OF_BLOCK }, (_, at) => at);
  // Invocations at the right edge compute the last column several times; what lies beyond it is left out when C is read.
  const text = `function (${parameters}) {
${columns.map((at) => `  let j${at} = this.thread.x * ${COLUMNS_OF_BLOCK} + ${at};\n  if (j${at} > this.constants.last) { j${at} = this.constants.last; }`).join('\n')}
${columns.map((at) => `  let sum${at} = 0;`).join('\n')}
  for (let p = 0; p < this.constants.k; p++) {
    const x = ${a};
${columns.map((at) => `    sum${at} += x * ${b(`j${at}`)};`).join('\n')}
  }
  return [${columns.map((at) => stored(`j${at}`, `sum${at}`)).join(', ')}];
}`;
  return { text, output: [Math.ceil(n / COLUMNS_OF_BLOCK), m], width: COLUMNS_OF_BLOCK };
}
