import { expect, it } from 'vitest';
import { installNodes } from '../../tools/nodes/install.mjs';
import { DTYPES, plainProblem } from '../../src/core/problem';
import type { Problem } from '../../src/core/problem';
import type { RunSpec, StrategyChoice } from '../../src/core/spec/runSpec';
import { RunRecorder } from '../../src/shared/runRecorder';
import { engine } from './engineClients';

// What the properties of the kernels (test/nodes) cannot tell: whether real threads and a real library compute on a Node.
const nodes = [...(await installNodes())].map(([major, path]) => ({ major, path }));

const strategies: readonly StrategyChoice[] = [
  { id: 'simd', values: {} },
  { id: 'parallel', values: { threads: 2 } },
  { id: 'sparse', values: { threads: 2 } },
  { id: 'blas', values: { threads: 1 } },
];
const problems = DTYPES.flatMap((dtype): readonly Problem[] => [
  { ...plainProblem(96, 70, 110), dtype, alpha: 2, beta: -0.5, density: 0.1 },
  { ...plainProblem(37, 130, 61), dtype, transposeA: true, transposeB: true },
]);

it.each(nodes)(
  'computes on threads and by the native library where it runs on Node $major',
  async ({ path }) => {
    const benchmark = { name: 'nodes', problems, strategies, budgetSeconds: 0.02, precision: 0.5, threads: null };
    const spec: RunSpec = { title: 'nodes', benchmarks: [benchmark] };
    const recorder = new RunRecorder('nodes', spec, new Date());
    const client = engine(() => ({
      node: { path, namedBy: 'the test' },
      settings: { codePath: 'auto', dataFolder: null },
    }));
    await client.run(spec, (event) => recorder.apply(event), new AbortController().signal);
    const rows = recorder.rows.map((row) => (row.state === 'done' ? row.measurement : null));
    expect(rows).toHaveLength(problems.length * strategies.length);
    expect(rows.map((row) => row?.status)).toEqual(rows.map(() => 'ok'));
    const backends = rows.flatMap((row) => (row?.status === 'ok' ? [row.backend] : []));
    expect(backends.filter((backend) => backend.includes(', 2 threads ('))).toHaveLength(2 * problems.length);
    expect(backends.filter((backend) => backend.startsWith('OpenBLAS'))).toHaveLength(problems.length);
  },
  60_000,
);
