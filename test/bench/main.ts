import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import * as v from 'valibot';
import { DTYPES } from '../../src/core/problem';
import { describeMachine } from '../../src/engine/machine';
import { armTitle, isOurs, PROCESS_IDS } from './arms';
import type { ProcessId } from './arms';
import { BenchProcesses } from './benchProcesses';
import type { Installation } from './benchProcesses';
import { benchResultSchema, joinResults } from './benchResult';
import type { BenchResult, BenchRow } from './benchResult';
import { number, rowLabel, toMarkdown } from './document';
import { judge } from './goals';
import type { Goal } from './goals';
import { measureRow } from './measureRow';
import { quickPlan } from './quick';
import { planSections, SECTION_IDS } from './sections';
import type { Section } from './sections';
import { dips, isSquare, withoutPassingDips } from './sweep';
import { TimeShares } from './timeShares';

export interface Surroundings {
  /** The project's root. */
  readonly project: string;
  /** The folder of the bundled scripts. */
  readonly scripts: string;
  readonly install: () => Promise<Installation>;
  /** Formats Markdown as the project's is. */
  readonly format: (text: string) => Promise<string>;
}

/** Seconds of samples for each arm of a row; with `--quick`. */
const BUDGET_SECONDS = 1.5;
const QUICK_BUDGET_SECONDS = 0.15;

/** `npm run bench`: measures, prints, and writes what is asked for. */
export async function main(args: readonly string[], surroundings: Surroundings): Promise<void> {
  const command = new Command('bench')
    .description('Measures the strategies against other libraries, interleaved, and prints ratios with intervals.')
    .option('--sections <list>', `of ${SECTION_IDS.join(', ')}`, listOf(SECTION_IDS), [...SECTION_IDS])
    .option('--sizes <list>', 'instead of the sizes of each section', sizeList)
    .option('--dtype <list>', `of ${DTYPES.join(', ')}`, listOf(DTYPES), [...DTYPES])
    .option('--peers <list>', `of ${PROCESS_IDS.join(', ')}`, listOf(PROCESS_IDS), [...PROCESS_IDS])
    .option('--budget <seconds>', `samples of an arm at a problem (default: ${BUDGET_SECONDS})`, positive)
    .option('--minutes <minutes>', 'all that is measured takes about so long, whatever the budget', positive)
    .option('--quick', `a budget of ${QUICK_BUDGET_SECONDS} s, and nothing that takes long: about two minutes`)
    .option('--json <file>', 'write the results there')
    .option('--join <files...>', 'measure nothing, take the results of earlier runs together')
    .option('--write-docs', 'write docs/performance.md')
    .parse([...args], { from: 'user' });
  const options = command.opts<Options>();
  const result = options.join === undefined ? await measure(options, surroundings) : await readAll(options.join);
  printDips(result.rows);
  printGoals(result);
  // A peer may be missing; a strategy of ours without a right result is a defect.
  if (result.rows.some(({ failures }) => failures.some(({ id }) => isOurs(id)))) process.exitCode = 1;
  if (options.json !== undefined) {
    const file = resolve(options.json);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${JSON.stringify(result)}\n`);
  }
  if (options.writeDocs === true) {
    const file = join(surroundings.project, 'docs', 'performance.md');
    await writeFile(file, await surroundings.format(toMarkdown(result)));
    console.log(`Written: ${file}`);
  }
}

interface Options {
  readonly sections: (typeof SECTION_IDS)[number][];
  readonly sizes?: number[];
  readonly dtype: (typeof DTYPES)[number][];
  readonly peers: ProcessId[];
  readonly budget?: number;
  readonly minutes?: number;
  readonly quick?: true;
  readonly json?: string;
  readonly join?: string[];
  readonly writeDocs?: true;
}

async function measure(options: Options, { install, scripts }: Surroundings): Promise<BenchResult> {
  const budgetSeconds = options.budget ?? (options.quick === true ? QUICK_BUDGET_SECONDS : BUDGET_SECONDS);
  const chosen = new Set<ProcessId>([...options.peers, 'engine', 'engine128']);
  const processes = new BenchProcesses(await install(), scripts, chosen);
  const started = new Date();
  try {
    const planned = planSections({
      sections: options.sections,
      sizes: options.sizes ?? null,
      dtypes: options.dtype,
    });
    const sections = options.quick === true ? quickPlan(planned) : planned;
    const endMs = performance.now() + (options.minutes ?? 0) * 60_000;
    const shares = options.minutes === undefined ? null : new TimeShares(sections, endMs);
    const rows: BenchRow[] = [];
    for (const section of sections) {
      const own = await measureSection(section, processes, shares?.next(performance.now()) ?? budgetSeconds);
      for (const goal of judge(own)) printGoal(goal);
      rows.push(...own);
    }
    for (const { id, reason } of processes.leftOut) console.log(`Left out: ${id}: ${reason}`);
    const { processor, logicalCores, memoryBytes, platform } = describeMachine();
    const { versions, leftOut } = processes;
    return {
      schema: 'matmul-profiler/bench@1',
      startedAt: started.toISOString(),
      elapsedSeconds: (Date.now() - started.getTime()) / 1000,
      machine: { processor, logicalCores, memoryBytes, platform },
      versions: { ...versions },
      leftOut: [...leftOut],
      rows,
    };
  } finally {
    await processes.end();
  }
}

async function measureSection(
  { id, rows: plans }: Section,
  processes: BenchProcesses,
  budgetSeconds: number,
): Promise<readonly BenchRow[]> {
  console.log(`\n${id}`);
  const rows: BenchRow[] = [];
  for (const plan of plans) {
    const row = await measureRow(id, plan, processes, budgetSeconds);
    rows.push(row);
    if (id !== 'sweep' || !isSquare(row) || row.problem.n % 50 === 0) printRow(row);
  }
  return id === 'sweep'
    ? withoutPassingDips(rows, (index) => measureRow(id, plans[index], processes, budgetSeconds))
    : rows;
}

function printRow(row: BenchRow): void {
  const rates = row.arms.map(({ id, gflops }) => `${armTitle(id)} ${number(gflops)}`).join(', ');
  console.log(`  ${rowLabel(row)}: GFLOP/s: ${rates}`);
  for (const { of, over, best, median, low, high } of row.ratios) {
    const interval = `median ${number(median)} [${number(low)}, ${number(high)}]`;
    console.log(`    ${armTitle(of)} over ${armTitle(over)}: best ${number(best)}, ${interval}`);
  }
  for (const { id, reason } of row.failures) console.log(`    ${armTitle(id)}: ${reason}`);
}

/** Sizes that are slow beside their neighbours. */
function printDips(rows: readonly BenchRow[]): void {
  for (const dtype of DTYPES) {
    const worst = dips(rows, dtype).slice(0, PRINTED_DIPS);
    const text = worst.map(({ n, share }) => `${n}: ${number(share)}`).join(', ');
    if (text !== '') console.log(`\n${dtype}, speed over the median of its neighbours, lowest: ${text}`);
  }
}

const PRINTED_DIPS = 12;

function printGoals({ rows, elapsedSeconds }: BenchResult): void {
  console.log('\nGoals (best of many)');
  for (const goal of judge(rows)) printGoal(goal);
  console.log(`\n${Math.round(elapsedSeconds)} s`);
}

function printGoal({ text, value, least, aim, verdict }: Goal): void {
  console.log(`  ${verdict.padEnd(7)}  ${number(value).padStart(5)}  (at least ${least}, aim ${aim})  ${text}`);
}

async function readAll(files: readonly string[]): Promise<BenchResult> {
  const results = await Promise.all(
    files.map(async (file) => v.parse(benchResultSchema, JSON.parse(await readFile(file, 'utf8')))),
  );
  return joinResults(results);
}

function listOf<T extends string>(known: readonly T[]): (text: string) => T[] {
  return (text) =>
    text.split(',').map((name) => {
      const found = known.find((each) => each === name.trim());
      if (found === undefined) throw new InvalidArgumentError(`Choose from: ${known.join(', ')}.`);
      return found;
    });
}

function sizeList(text: string): number[] {
  return text.split(',').map((part) => {
    const size = Number(part);
    if (!Number.isInteger(size) || size < 1) throw new InvalidArgumentError('Sizes are whole numbers from 1 up.');
    return size;
  });
}

function positive(text: string): number {
  const seconds = Number(text);
  if (!(seconds > 0)) throw new InvalidArgumentError('Seconds above 0.');
  return seconds;
}
