import { formatBytes } from '../../src/core/format';
import { DTYPES, sizeLabel } from '../../src/core/problem';
import { armTitle } from './arms';
import type { BenchResult, BenchRow } from './benchResult';
import { judge } from './goals';
import { ABOUT, READING } from './pageTexts';
import type { SectionId } from './sections';
import { dips, isSquare } from './sweep';

const TITLES: Readonly<Record<SectionId, string>> = {
  dense: 'One thread, dense',
  libraries: 'Other libraries, one thread',
  threads: 'All threads, dense',
  threadChoice: '`parallel`, its threads left to choose, against one thread',
  sparse: 'Sparse × dense, one thread',
  strassen: 'Strassen–Winograd',
  peak128: 'Without revectorisation, against the 128-bit multiply-add peak',
  training: 'A step of a training, one thread',
  sweep: 'Every size from 1 to 300, and thin shapes',
};

/** docs/performance.md: a dated table with the machine and the versions. */
export function toMarkdown(result: BenchResult): string {
  const { machine, versions, leftOut, rows, startedAt } = result;
  const sections = [...new Set(rows.map(({ section }) => section))];
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
      sections.flatMap((section) =>
        judge(rows.filter((row) => row.section === section)).map(({ text, least, aim, value, verdict }) => [
          `${text} ([table](#${anchor(TITLES[section])}))`,
          String(least),
          String(aim),
          number(value),
          verdict,
        ]),
      ),
    ),
    ...sections.flatMap((section) => [`## ${TITLES[section]}`, ABOUT[section], sectionTable(section, rows)]),
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
