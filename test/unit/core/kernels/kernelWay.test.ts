import { describe, expect, it } from 'vitest';
import type { ParameterValues } from '../../../../src/core/kernels/parameters';
import { strategyById } from '../../../../src/core/kernels/registry';
import type { StrategyId, Team } from '../../../../src/core/kernels/strategy';
import { exportedFunction } from '../../../../src/core/kernels/wasm/kernelModule';
import type { KernelModule } from '../../../../src/core/kernels/wasm/kernelModule';
import { moduleText } from '../../../../src/core/kernels/wasm/text/moduleText';
import type { Problem } from '../../../../src/core/problem';
import { assemble } from './assembler';
import { fakeContext, machine, square } from './fakeContext';

interface Way {
  readonly name: string;
  readonly strategy: StrategyId;
  readonly problem: Partial<Problem>;
  readonly values?: ParameterValues;
  /** Functions that are to be on the way, those that say most. */
  readonly through: readonly string[];
}

const LANES = 4;
const [MR, NR] = machine.wasm.codePaths.f32 === 'relaxed' ? [6, 2 * LANES] : [5, 2 * LANES];

const ways: readonly Way[] = [
  {
    name: 'a small product, nothing of it packed',
    strategy: 'simd',
    problem: { m: 20, k: 12, n: 24 },
    through: ['five_loops', 'macro_kernel_rows', `tile_column_${NR}_rows`, `micro_kernel_${MR}x${NR}_rows`],
  },
  {
    name: 'two tiles that share their rows evenly',
    strategy: 'simd',
    problem: { m: MR + 1, k: 12, n: NR },
    through: [`micro_kernel_${Math.ceil((MR + 1) / 2)}x${NR}_rows`],
  },
  {
    name: 'both operands packed',
    strategy: 'simd',
    problem: { m: 20, k: 12, n: 24 },
    values: { path: 'packed' },
    through: ['pack_a_transpose', 'pack_b_copy', `micro_kernel_${MR}x${NR}_panel`],
  },
  {
    name: 'both operands packed that are stored transposed',
    strategy: 'simd',
    problem: { m: 20, k: 12, n: 24, transposeA: true, transposeB: true },
    values: { path: 'packed' },
    through: ['pack_a_copy', 'pack_b_transpose'],
  },
  {
    name: 'few rows by a wide tile',
    strategy: 'simd',
    problem: { m: 2, k: 40, n: 70 },
    through: ['macro_kernel_rows', 'micro_kernel_2x16_rows'],
  },
  {
    name: 'few rows and a B stored transposed by dot products',
    strategy: 'simd',
    problem: { m: 5, k: 40, n: 70, transposeB: true },
    through: ['dot_products', 'dot_rows_3'],
  },
  {
    name: 'few columns as Cᵀ',
    strategy: 'simd',
    problem: { m: 40, k: 30, n: 3, transposeA: true },
    through: ['five_loops'],
  },
  {
    name: 'one step of k by an outer product',
    strategy: 'simd',
    problem: { m: 40, k: 1, n: 24 },
    through: ['outer_product'],
  },
  {
    name: 'regions on threads',
    strategy: 'parallel',
    problem: { m: 30, k: 12, n: 40 },
    values: { threads: 2 },
    through: ['gemm', `micro_kernel_${MR}x${NR}_rows`],
  },
  {
    name: 'Strassen–Winograd',
    strategy: 'strassen',
    problem: { m: 40, k: 40, n: 40 },
    values: { levels: 1 },
    through: ['five_loops'],
  },
  {
    name: 'compressed rows',
    strategy: 'sparse',
    problem: { m: 40, k: 60, n: 80, density: 0.05 },
    through: ['survey_rows', 'fill_by_rows', 'spmm', 'multiply_csr_panel'],
  },
  {
    name: 'compressed rows of an A stored transposed, and a packed B',
    strategy: 'sparse',
    problem: { m: 40, k: 60, n: 3, density: 0.3, transposeA: true, transposeB: true },
    through: ['survey_columns', 'fill_by_columns', 'pack_b_transpose', 'multiply_rows_some_columns'],
  },
  {
    name: 'blocks',
    strategy: 'sparse',
    problem: { m: 64, k: 64, n: 80, density: 0.4, structure: 'block' },
    through: ['fill_blocks', 'pack_block_transpose', 'multiply_bsr_panel'],
  },
  {
    name: 'blocks of an A stored transposed, a panel of several strips',
    strategy: 'sparse',
    problem: { m: 64, k: 64, n: 80, transposeA: true },
    values: { format: 'bsr', panel: 32 },
    through: ['pack_block_copy', 'multiply_bsr_panel'],
  },
  {
    name: 'blocks times one column',
    strategy: 'sparse',
    problem: { m: 64, k: 64, n: 1 },
    values: { format: 'bsr' },
    through: ['multiply_tiles_column', 'multiply_tile_column'],
  },
];

/** C by modules that are assembled from their text, changed as `change` says. */
async function productOf(
  { strategy: id, problem: part, values = {} }: Way,
  change: (text: string) => string,
): Promise<ArrayLike<number>> {
  const strategy = strategyById(id);
  const problem = { ...square, ...part };
  const threads = 2;
  const context = fakeContext(problem, { workspaceBytes: strategy.workspaceBytes(problem, machine, values), threads });
  const instances = new Map<string, WebAssembly.Exports>();
  const instantiate = ({ key, bytes }: KernelModule): WebAssembly.Exports => {
    let exports = instances.get(key);
    if (exports === undefined) {
      const again = assemble(change(moduleText(bytes, () => null).text), false);
      exports = new WebAssembly.Instance(new WebAssembly.Module(again), { env: { memory: context.memory } }).exports;
      instances.set(key, exports);
    }
    return exports;
  };
  const run: Team['run'] = (module, name, count, argumentsOf) => {
    for (let thread = 0; thread < count; thread++) {
      exportedFunction(instantiate(module), name)(...argumentsOf(thread));
    }
  };
  const team: Team = {
    ...context.team,
    load: () => undefined,
    run,
    job: (module, name, calls) => () => {
      run(module, name, calls.length, (thread) => calls[thread]);
    },
  };
  const { elements } = await strategy.prepare({ ...context, instantiate, team }, values).read();
  return elements;
}

/** The text of a module in which a function traps as soon as it is called. */
function trapped(text: string, name: string): string {
  const lines = text.split('\n');
  let at = lines.indexOf(`  (func $${name}`);
  if (at < 0) return text;
  while (/^ {4}\((?:param|result|local) /.test(lines[at + 1])) at++;
  return [...lines.slice(0, at + 1), '    (unreachable)', ...lines.slice(at + 1)].join('\n');
}

/** The functions that the facts of a kernel name. */
function functionsOf({ strategy: id, problem, values = {} }: Way): readonly string[] {
  const code = strategyById(id).kernelCode?.({ ...square, ...problem }, { ...machine, logicalCores: 2 }, values, true);
  if (code?.language !== 'wasm') return [];
  const text = code.facts.map(([, fact]) => fact).join(' ');
  return [...new Set([...text.matchAll(/\$(\w+)/g)].map(([, name]) => name))];
}

describe('the way of a product through its modules', () => {
  it.each(ways)('names functions that it goes through: $name', async (way) => {
    const functions = functionsOf(way);
    expect(functions).toEqual(expect.arrayContaining([...way.through]));
    for (const name of functions) {
      await expect(
        productOf(way, (text) => trapped(text, name)),
        `$${name} is called`,
      ).rejects.toThrow(WebAssembly.RuntimeError);
    }
  });

  it.each(ways)('is one of text that computes what the modules compute: $name', async (way) => {
    const { strategy: id, problem: part, values = {} } = way;
    const problem = { ...square, ...part };
    const strategy = strategyById(id);
    const workspaceBytes = strategy.workspaceBytes(problem, machine, values);
    const context = fakeContext(problem, { workspaceBytes, threads: 2 });
    const { elements } = await strategy.prepare(context, values).read();
    expect(Array.from(await productOf(way, (text) => text))).toEqual(Array.from(elements));
  });
});
