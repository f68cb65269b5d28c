import { formatBytes } from '../../src/core/format';
import { DTYPES, sizeLabel } from '../../src/core/problem';
import { armTitle } from './arms';
import type { BenchResult, BenchRow } from './benchResult';
import { judge } from './goals';
import { SECTION_IDS } from './sections';
import type { SectionId } from './sections';
import { dips, isSquare } from './sweep';

interface Heading {
  readonly title: string;
  /** What takes turns there, in a sentence or two. */
  readonly about: string;
}

const HEADINGS: Readonly<Record<SectionId, Heading>> = {
  dense: {
    title: 'One thread, dense',
    about:
      '`simd` and `cblas_sgemm` or `cblas_dgemm`, called by FFI on operands in the memory of its process. WebAssembly ' +
      'reaches 256 bits at most: where OpenBLAS chooses AVX-512 kernels by itself, its AVX2 kernels ' +
      '(`OPENBLAS_CORETYPE=Haswell`), which have the same units to work with, are a row of their own.',
  },
  libraries: {
    title: 'Other libraries, one thread',
    about:
      '`simd` and what else computes a product for JavaScript, each by itself. Libraries that take a second or more at ' +
      'n = 1024 are measured at 256. Neither operand is packed ahead of time anywhere.',
  },
  threads: {
    title: 'All threads, dense',
    about:
      '`parallel` and OpenBLAS with as many threads as there are logical cores. After each sample there is a pause until ' +
      'its threads sleep, so that they do not spoil the next.',
  },
  threadChoice: {
    title: 'Threads left to choose, against one',
    about: '`parallel` without a number of threads, and `simd`: a product too small for several must not lose by them.',
  },
  sparse: {
    title: 'Sparse × dense, one thread',
    about:
      '`sparse` and `scipy.sparse.csr_matrix @ ndarray`, and `simd` as if A were dense. The conversion is in none of the ' +
      'figures; flops are 2·nnz·n.',
  },
  strassen: {
    title: 'Strassen–Winograd',
    about:
      '`strassen`, its levels left to choose, and `simd`. Flops are 2·n³ for both, so that the speeds compare as the ' +
      'times do. Its error is larger: the bound that it was verified against stands in the results as JSON.',
  },
  peak128: {
    title: 'Without revectorisation, against the 128-bit peak',
    about:
      '`simd` with vectors of 128 bits, as on engines that do not join them, and a loop of nothing but multiply-adds in ' +
      'registers: what the units can do at most.',
  },
  sweep: {
    title: 'Every size from 1 to 300',
    about: '`simd`, f32. A cliff is a size whose speed falls below the median of the eight sizes on each side.',
  },
};

const READING = [
  'A **row** is one problem: C = A·B in row-major order, n being rows and columns of all three. All arms of a row are ' +
    'processes of their own, work on equal operands made from one seed, and are compared with a float64 reference before ' +
    'they are timed; one whose result is wrong has no speed, but a line below the table. They are warmed up, then take ' +
    'turns, one sample each a round, in an order drawn anew; while one works, all others are idle. Each times itself, ' +
    'around nothing but its products.',
  '**GFLOP/s** are those of the fastest sample, the flops being 2·n³, or 2·nnz·n where A is sparse.',
  '**best** is the ratio of the fastest samples: what remains when other work leaves the machine alone, which on a shared ' +
    'machine is the steadier figure. Goals are judged by it.',
  '**median** is that of the ratios of one round each, in which whatever slowed the machine down slowed both, with its ' +
    '95% interval from order statistics, without any assumption on the distribution. Where 1 lies in it, no difference was ' +
    'found. Rows of few rounds (where a product takes a second) have an interval of a lower probability.',
  'A ratio is the speed of ours over that of the other: above 1 ours is faster. Ratios of one row can be trusted further ' +
    'than speeds of different rows, which were taken minutes apart.',
  'Nothing below is asserted by a test. The figures are of the day and the machine that are named, at the commit that ' +
    'changed this file; `npm run bench` takes them anew, `npm run bench -- --minutes 10 --write-docs` writes this page.',
];

/** docs/performance.md: a dated table with the machine and the versions. */
export function toMarkdown(result: BenchResult): string {
  const { machine, versions, leftOut, rows, startedAt } = result;
  const sections = SECTION_IDS.filter((id) => rows.some(({ section }) => section === id));
  return [
    '# Performance',
    `Measured ${startedAt.slice(0, 10)} on ${machine.processor}, ${machine.logicalCores} logical cores, ` +
      `${formatBytes(machine.memoryBytes)} memory, ${machine.platform}, by \`npm run bench\`.`,
    '## How to read the tables',
    bullets(READING),
    '## Versions',
    table(
      ['what', 'version'],
      Object.entries(versions).map(([id, version]) => [processTitle(id), version.replaceAll('|', '\\|')]),
    ),
    ...(leftOut.length === 0
      ? []
      : ['Left out:', bullets(leftOut.map(({ id, reason }) => `${processTitle(id)}: ${reason.split('\n')[0]}`))]),
    '## Goals',
    table(
      ['', 'at least', 'aim', 'measured', ''],
      judge(rows).map(({ section, text, least, aim, value, verdict }) => [
        `${text} ([table](#${anchor(HEADINGS[section].title)}))`,
        String(least),
        String(aim),
        number(value),
        verdict,
      ]),
    ),
    ...sections.flatMap((section) => [
      `## ${HEADINGS[section].title}`,
      HEADINGS[section].about,
      sectionTable(section, rows),
    ]),
    '',
  ].join('\n\n');
}

/** Of a process of ours, or of the peer that it is the process of. */
function processTitle(id: string): string {
  if (id === 'engine') return 'our strategies';
  if (id === 'engine128') return 'our strategies, 128 bits';
  return armTitle(id);
}

/** As GitHub and VS Code name the headings of a page. */
function anchor(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');
}

function sectionTable(section: SectionId, rows: readonly BenchRow[]): string {
  const own = rows.filter((row) => row.section === section);
  const failures = own.flatMap(({ problem, failures: each }) =>
    each.map(({ id, reason }) => `${armTitle(id)} at n = ${problem.n}: ${reason.split('\n')[0]}`),
  );
  return [
    ...(section === 'sweep'
      ? [sweepTable(own), dipsTable(own), ratioTable(own.filter((row) => !isSquare(row)))]
      : [ratioTable(own)]),
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
  const shown = rows.filter((row) => isSquare(row) && row.problem.n % 10 === 0);
  return table(
    ['problem', 'GFLOP/s', 'over OpenBLAS', 'over its AVX2 kernels', 'what ran'],
    shown.flatMap((row) => {
      const over = (id: string): string => number(row.ratios.find((ratio) => ratio.over === id)?.best ?? NaN);
      return row.arms
        .filter(({ id }) => id === 'simd')
        .map(({ gflops, backend }) => [
          rowLabel(row),
          number(gflops),
          over('openblas1'),
          over('openblas1Avx2'),
          backend,
        ]);
    }),
  );
}

/** The sizes that fall furthest below their neighbours. */
function dipsTable(rows: readonly BenchRow[]): string {
  return table(
    ['', 'speed over the median of its neighbours, lowest'],
    DTYPES.map((dtype) => [
      dtype,
      dips(rows, dtype)
        .slice(0, 10)
        .map(({ n, share }) => `n = ${n}: ${number(share)}`)
        .join(', '),
    ]),
  );
}

/** 'f32, n = 512', with density and structure where A is sparse; 'f32, 1×1024×1024, Bᵀ' of what is not square. */
export function rowLabel(row: Pick<BenchRow, 'problem'>): string {
  const { n, dtype, density, structure, transposeA, transposeB } = row.problem;
  const size = isSquare(row) ? `n = ${n}` : sizeLabel(row.problem);
  const transposes = `${transposeA ? ', Aᵀ' : ''}${transposeB ? ', Bᵀ' : ''}`;
  const lies = structure === 'uniform' ? '' : `, ${structure}`;
  return `${dtype}, ${size}${transposes}${density === 1 ? '' : `, density ${density}${lies}`}`;
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
