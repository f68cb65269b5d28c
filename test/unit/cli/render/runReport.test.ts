import { describe, expect, it } from 'vitest';
import { ANSI_INK, PLAIN_INK } from '../../../../src/cli/render/ink';
import { runReport } from '../../../../src/cli/render/runReport';
import { visibleLength } from '../../../../src/cli/render/textTable';
import { problemOf, runOf, timed, untimed } from '../runFixture';

const PLAIN = { width: null, ink: PLAIN_INK };

const small = problemOf(64, 64, 64);
const large = problemOf(512, 512, 512);
const run = runOf([
  timed('naive', 400_000, { problem: small }),
  timed('simd', 10_000, {
    problem: small,
    backend: 'wasm simd128 6×8',
    phasesNs: { prepare: 2_000, transfer: 0, compute: 10_000 },
  }),
  timed('parallel', 10_100, { problem: small, backend: 'wasm simd128 6×8, 2 threads' }),
  untimed('sparse', { status: 'unsupported', code: 'not supported', reason: 'A is dense.' }, small),
  timed('naive', 165_700_000, { problem: large }),
  timed('simd', 2_581_000, { problem: large }),
  timed('parallel', 1_475_000, { problem: large }),
  untimed('sparse', { status: 'failed', code: 'wrong result', reason: 'The error is over the bound.' }, large),
]);

function lineWith(text: string, report = runReport(run, PLAIN)): string {
  return report.split('\n').find((line) => line.includes(text)) ?? '';
}

describe('the report of a run', () => {
  it('shows each time with its half-width, speed, speedup with interval, error and bound, and backend', () => {
    const report = runReport(run, PLAIN);
    const row = report.split('\n').find((line) => line.includes('simd ') && line.includes('0.01000')) ?? '';
    expect(row.replace(/ {2,}/g, '  ')).toBe(
      '▸ simd  0.01000  ±1.0%  52.4  40.0 (39.2–40.8)  0.002000  0.01200  2.4e-7 / 3.1e-5  wasm simd128 6×8',
    );
  });

  it('puts a heading with size, element type and flops over each problem', () => {
    expect(lineWith('(m×k×n)')).toBe('64×64×64 (m×k×n), f32, 524.3 kFLOP');
  });

  it('begins with the name of the benchmark where there is one alone', () => {
    expect(runReport(run, PLAIN)).toMatch(/^square\n\n64×64×64 /);
    const two = runOf([timed('simd', 10), timed('simd', 20, { benchmark: 'other' })]);
    expect(runReport(two, PLAIN)).toMatch(/^square: 64×64×64 [^]*\n\nother: 64×64×64 /);
    const unnamed = runOf([timed('simd', 10, { benchmark: '64×64×64' })]);
    expect(runReport(unnamed, PLAIN)).toMatch(/^64×64×64 \(m×k×n\)/);
  });

  it('lists the fastest first and rows without a time last', () => {
    const names = runReport(run, PLAIN)
      .split('\n')
      .slice(4, 8)
      .map((line) => line.trim().split(/ {2,}/)[0]);
    expect(names).toEqual(['▸ simd', '≈ parallel', 'naive', 'sparse']);
  });

  it('gives the reason in the row of a strategy that has no time', () => {
    expect(lineWith('A is dense')).toMatch(/^ {2}sparse .* unsupported: A is dense\.$/);
    expect(lineWith('over the bound')).toMatch(/^ {2}sparse .* failed: The error is over the bound\.$/);
  });

  it('says the fastest for each size, by how much, and that a tie is one', () => {
    const [, lines = ''] = runReport(run, PLAIN).split('Fastest for each size\n');
    const [, first, second] = lines.split('\n');
    expect(first?.replace(/ {2,}/g, '  ')).toBe(
      '64×64×64  simd ≈ parallel  10.00 µs ±1.0%  no difference found, 40.0× naive (39.2–40.8)',
    );
    expect(second?.replace(/ {2,}/g, '  ')).toBe(
      '512×512×512  parallel  1.475 ms ±1.0%  1.75× simd (1.72–1.79), 112× naive (110–115)',
    );
  });

  it('leaves the line for each size to the finding where there is one size', () => {
    const report = runReport(runOf([timed('naive', 400_000), timed('simd', 10_000)]), PLAIN);
    expect(report).not.toContain('Fastest for each size');
    expect(report).toContain('simd is fastest for 64×64×64: 40.0× naive (39.2–40.8).');
  });

  it('names the benchmarks where there are several', () => {
    const report = runReport(runOf([timed('simd', 10), timed('simd', 20, { benchmark: 'other' })]), PLAIN);
    expect(report).toContain('\nbenchmark  size');
    expect(report).toContain('\nother      64×64×64');
  });

  it('ends with the definitions, the seed and the machine', () => {
    expect(runReport(run, PLAIN).split('\n').at(-1)).toBe(
      '▸ fastest, ≈ not told apart from it; time: median of one product, ± its 95% interval; ' +
        'GFLOP/s: 2·m·n·k flops (2·nnz·n where A is sparse); error: against float64; seed 1; ' +
        'Example CPU 3000, 2 threads, 8.0 GiB, Node 20.19.0; 4.2 s in all',
    );
  });

  it('names what a problem has beyond C = A·B', () => {
    const problem = problemOf(64, 32, 8, { transposeA: true, alpha: 2, beta: -1, density: 0.05, structure: 'banded' });
    expect(lineWith('(m×k×n)', runReport(runOf([timed('simd', 1, { problem })]), PLAIN))).toContain(
      'f32, Aᵀ·B, α = 2, β = -1, banded, 5% nonzeros,',
    );
  });

  it('shows parameters as --set takes them, and no column for them where nothing is set', () => {
    const set = runOf([timed('blocked', 1, { parameters: { mc: 96, kc: 256 } })]);
    expect(lineWith('blocked', runReport(set, PLAIN))).toContain('mc=96 kc=256');
    expect(runReport(run, PLAIN)).not.toContain('parameters');
  });

  it('has no speedup column without naive', () => {
    expect(runReport(runOf([timed('simd', 1)]), PLAIN)).not.toContain('× naive');
  });

  it('compares with the native BLAS wherever there is a row of it, with the faster of two', () => {
    const report = runReport(
      runOf([
        timed('simd', 2, { backend: 'wasm' }),
        timed('blas', 4, { backend: 'OpenBLAS, 1 thread' }),
        timed('blas', 1, { backend: 'OpenBLAS, 2 threads' }),
      ]),
      PLAIN,
    );
    expect(lineWith('strategy', report)).toContain('× BLAS');
    expect(lineWith('wasm', report)).toContain('0.500 (0.490–0.510)');
    expect(lineWith('1 thread', report)).toContain('0.250 (0.245–0.255)');
    expect(lineWith('2 threads', report)).toMatch(/ 1 .*OpenBLAS, 2 threads/);
    expect(runReport(run, PLAIN)).not.toContain('× BLAS');
    expect(runReport(runOf([timed('blas', 1)]), PLAIN)).not.toContain('× BLAS');
  });

  it('marks a row that was stopped before its interval was reached', () => {
    const stopped = runOf([timed('simd', 1, { stopped: 'cancelled' })], { state: 'cancelled' });
    expect(lineWith('scalar JS', runReport(stopped, PLAIN))).toMatch(/scalar JS, stopped early$/);
  });

  it('says the confidence of an interval from too few samples', () => {
    const report = runReport(runOf([timed('simd', 1, { confidence: 0.75 })]), PLAIN);
    expect(lineWith('scalar JS', report)).toContain('±1.0% at 75%');
  });

  it('keeps a table within the width of the terminal and says which columns that cost', () => {
    const report = runReport(run, { width: 80, ink: PLAIN_INK });
    const [tables = ''] = report.split('Fastest for each size');
    for (const line of tables.split('\n')) expect(visibleLength(line)).toBeLessThanOrEqual(80);
    expect(report).toContain('no room for: prepare ms, sum ms');
    expect(report).toContain('× naive');
  });

  it('has escape codes only where colour was asked for', () => {
    expect(runReport(run, PLAIN)).not.toContain('\u001b');
    const coloured = runReport(run, { width: null, ink: ANSI_INK });
    expect(coloured).toContain('\u001b[31mfailed\u001b[39m');
    expect(coloured.replace(/\u001b\[\d+m/g, '')).toBe(runReport(run, PLAIN));
  });

  it('has no spaces at the ends of lines', () => {
    expect(runReport(run, PLAIN)).not.toMatch(/ \n/);
  });

  it('says that nothing could be measured', () => {
    const nothing = runOf([untimed('simd', { status: 'unsupported', code: 'not supported', reason: 'No SIMD here.' })]);
    expect(runReport(nothing, PLAIN)).toContain('Nothing could be measured.\nNo SIMD here.');
  });
});
