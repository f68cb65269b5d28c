import { gpuLabel } from '../core/gpu';
import { gpujsSource, UPLOAD_SOURCE } from '../core/kernels/gpu/gpujsSource';
import { gpujsKernel } from '../core/kernels/gpujs';
import type { ParameterValues } from '../core/kernels/parameters';
import type { BatchTiming } from '../core/kernels/strategy';
import type { GpuContext } from './gpuContext';
import { checkMode } from './gpuJs';
import type { GpuJs, GpuJsKernel, Resident } from './gpuJs';
import type { MultipliedOnGpu, PreparedOnGpu } from './preparedOnGpu';

/** A kernel of gpu.js, ready to run. Operands are moved by kernels of their own, so that moving and multiplying are timed apart. */
export async function prepareGpuJs(context: GpuContext, values: ParameterValues): Promise<PreparedOnGpu> {
  const { gpu, nowNs, problem } = context;
  const start = nowNs();
  const js = await context.gpuJs();
  const kernel = gpujsKernel(values);
  const product = new GpuJsProduct(context, js, kernel);
  // Kernels are translated and compiled at their first call, and only then it is known where they run.
  await js.checked(() => product.read());
  product.checkModes();
  return {
    backend: `gpu.js ${js.mode} ${kernel}, ${gpuLabel(gpu.found, 'wall time')}`,
    prepareNs: nowNs() - start,
    runBatch: (times) => js.checked(() => product.runBatch(times)),
    multiply: () => js.checked(() => product.multiplyOnce()),
    read: async () => ({ rows: problem.m, columns: problem.n, elements: await js.checked(() => product.read()) }),
    dispose: () => {
      product.dispose();
    },
  };
}

class GpuJsProduct {
  private readonly kernel: GpuJsKernel;
  private readonly uploads: readonly GpuJsKernel[];
  private readonly operands: readonly (readonly [elements: Float32Array, rows: number, columns: number])[];
  private readonly width: number;

  constructor(
    private readonly context: GpuContext,
    private readonly js: GpuJs,
    kernel: ReturnType<typeof gpujsKernel>,
  ) {
    const { problem, a, b, c } = context;
    const { m, k, n, alpha, beta, transposeA, transposeB } = problem;
    const source = gpujsSource(kernel, problem);
    this.width = source.width;
    this.operands = [
      transposeA ? [a, k, m] : [a, m, k],
      transposeB ? [b, n, k] : [b, k, n],
      ...(beta === 0 ? [] : [[c, m, n] as const]),
    ];
    const common = { pipeline: true, immutable: true, precision: 'single' } as const;
    this.uploads = this.operands.map(([, rows, columns]) =>
      js.createKernel(UPLOAD_SOURCE, { ...common, output: [columns, rows] }),
    );
    this.kernel = js.createKernel(source.text, {
      ...common,
      output: source.output,
      constants: { k, last: n - 1, alpha, beta },
      // Loops are cut off there, without a word.
      loopMaxIterations: Math.max(1, k),
      ...(source.width === 1 ? {} : { returnType: 'Array(4)' as const }),
    });
  }

  /** @throws {GpuProblemError} where a kernel runs elsewhere than asked for. */
  checkModes(): void {
    for (const kernel of [this.kernel, ...this.uploads]) checkMode(kernel, this.js.mode);
  }

  async runBatch(times: number): Promise<BatchTiming> {
    const { nowNs } = this.context;
    const start = nowNs();
    let resident = await this.upload();
    for (let run = 1; run < times; run++) {
      release(resident);
      resident = await this.upload();
    }
    await this.js.finished(resident);
    const uploaded = nowNs();
    let result = await this.kernel(...resident);
    for (let run = 1; run < times; run++) {
      result.delete();
      result = await this.kernel(...resident);
    }
    await this.js.finished([result]);
    const multiplied = nowNs();
    for (let run = 0; run < times; run++) await result.toArray();
    const transferNs = uploaded - start + (nowNs() - multiplied);
    result.delete();
    release(resident);
    this.checkModes();
    return { times, computeNs: multiplied - uploaded, transferNs };
  }

  async read(): Promise<Float32Array> {
    return (await this.multiplyOnce()).elements;
  }

  async multiplyOnce(): Promise<MultipliedOnGpu> {
    const { nowNs, problem } = this.context;
    const { m, n } = problem;
    const resident = await this.upload();
    await this.js.finished(resident);
    const uploaded = nowNs();
    const result = await this.kernel(...resident);
    await this.js.finished([result]);
    const computeNs = nowNs() - uploaded;
    const rows = await result.toArray();
    result.delete();
    release(resident);
    this.checkModes();
    const c = new Float32Array(m * n);
    for (const [i, row] of rows.entries()) {
      if (row instanceof Float32Array) c.set(row, i * n);
      else
        for (const [at, block] of row.entries())
          c.set(block.subarray(0, Math.min(this.width, n - at * this.width)), i * n + at * this.width);
    }
    return { elements: c, computeNs };
  }

  dispose(): void {
    for (const kernel of [this.kernel, ...this.uploads]) kernel.destroy();
  }

  private async upload(): Promise<readonly Resident[]> {
    const resident: Resident[] = [];
    for (const [at, [elements, rows, columns]] of this.operands.entries()) {
      resident.push(await this.uploads[at](this.js.input(elements, [columns, rows])));
    }
    return resident;
  }
}

function release(resident: readonly Resident[]): void {
  for (const each of resident) each.delete();
}
