import { formatBytes } from '../../src/core/format';
import { armTitle } from './arms';
import type { BenchResult, BenchRow } from './benchResult';
import { judge } from './goals';
import type { SectionId } from './sections';

const TITLES: Readonly<Record<SectionId, string>> = {
  dense: 'One thread, dense',
  libraries: 'Other libraries, one thread',
  threads: 'All threads, dense',
  threadChoice: '`parallel`, its threads left to choose, against one thread',
  sparse: 'CSR × dense, one thread',
  strassen: 'Strassen–Winograd',
  peak128: 'Without revectorisation, against the 128-bit multiply-add peak',
  sweep: 'Every size from 1 to 300',
};

/** docs/performance.md: a dated table with the machine and the versions. */
export function toMarkdown(result: BenchResult): string {
  const { machine, versions, leftOut, rows, startedAt } = result;
  const sections = [...new Set(rows.map(({ section }) => section))];
  return [
    '# Performance',
    'Written by `npm run bench -- --write-docs`. Each ratio is the speed of ours over the speed of the other, above 1 ' +
      'where ours is faster: **best** compares the fastest sample of each, which is the steadier figure on a shared ' +
      'machine; **median** is that of the ratios round by round, with its distribution-free 95% interval. All arms of a ' +
      'row take turns in random order within one run, on the same operands, each verified against the float64 reference ' +
      'before it is timed. WebAssembly reaches 256 bits at most: where OpenBLAS chooses AVX-512 kernels by itself, its ' +
      'AVX2 kernels (OPENBLAS_CORETYPE=Haswell) are a row of their own.',
    `Measured ${startedAt.slice(0, 10)} on ${machine.processor}, ${machine.logicalCores} logical cores, ` +
      `${formatBytes(machine.memoryBytes)} memory, ${machine.platform}.`,
    bullets(Object.entries(versions).map(([id, version]) => `${id}: ${version}`)),
    ...(leftOut.length === 0
      ? []
      : ['Left out:', bullets(leftOut.map(({ id, reason }) => `${id}: ${reason.split('\n')[0]}`))]),
    '## Goals',
    table(
      ['', 'least', 'aim', 'measured', ''],
      judge(rows).map(({ text, least, aim, value, verdict }) => [
        text,
        String(least),
        String(aim),
        number(value),
        verdict,
      ]),
    ),
    ...sections.flatMap((section) => [`## ${TITLES[section]}`, sectionTable(section, rows)]),
    '',
  ].join('\n\n');
}

function sectionTable(section: SectionId, rows: readonly BenchRow[]): string {
  const own = rows.filter((row) => row.section === section);
  const failures = own.flatMap(({ problem, failures: each }) =>
    each.map(({ id, reason }) => `${armTitle(id)} at n = ${problem.n}: ${reason.split('\n')[0]}`),
  );
  return [
    section === 'sweep' ? sweepTable(own) : ratioTable(own),
    ...(failures.length === 0 ? [] : [bullets(failures)]),
  ].join('\n\n');
}

function ratioTable(rows: readonly BenchRow[]): string {
  return table(
    ['problem', 'ours', 'GFLOP/s', 'against', 'GFLOP/s', 'best', 'median [95% interval]', 'rounds'],
    rows.flatMap((row) => {
      const rate = (id: string): string => number(row.arms.find((arm) => arm.id === id)?.gflops ?? NaN);
      return row.ratios.map(({ of, over, best, median, low, high, rounds }) => [
        rowLabel(row),
        armTitle(of),
        rate(of),
        armTitle(over),
        rate(over),
        number(best),
        `${number(median)} [${number(low)}, ${number(high)}]`,
        String(rounds),
      ]);
    }),
  );
}

/** Every tenth size: the curve, without its three hundred rows. */
function sweepTable(rows: readonly BenchRow[]): string {
  const shown = rows.filter(({ problem }) => problem.n % 10 === 0);
  return table(
    ['n', 'GFLOP/s', 'what ran'],
    shown.flatMap(({ problem, arms }) =>
      arms.map(({ gflops, backend }) => [String(problem.n), number(gflops), backend]),
    ),
  );
}

/** 'f32, n = 512', with the density where A is sparse. */
export function rowLabel({ problem: { n, dtype, density } }: BenchRow): string {
  return `${dtype}, n = ${n}${density === 1 ? '' : `, density ${density}`}`;
}

export function number(value: number): string {
  return Number.isNaN(value)
    ? '–'
    : value >= 100
      ? value.toFixed(0)
      : value >= 10
        ? value.toFixed(1)
        : value.toFixed(2);
}

function bullets(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
