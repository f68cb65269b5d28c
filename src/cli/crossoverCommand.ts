import { parseNumber } from '../core/spec/sizes';
import { crossoverTitle } from '../core/spec/benchmarkNames';
import { CROSSOVER_KINDS, planCrossover } from '../core/spec/crossoverSpec';
import type { CrossoverKind, CrossoverWishes } from '../core/spec/crossoverSpec';
import type { Benchmark, RunSpec } from '../core/spec/runSpec';
import type { CrossoverOptions } from './crossoverOptions';
import { withEngine } from './engineSession';
import type { EngineSession } from './engineSession';
import { UnusableInput } from './exitCode';
import type { ExitCode } from './exitCode';
import { checkJsonTarget } from './fileOutput';
import { crossoverReport } from './render/crossoverReport';
import { reportFiles } from './reportFiles';
import { showRun, takeWithProgress } from './reportRun';
import { describeEngine } from './takeRun';
import type { Terminal } from './terminal';

/** `crossover`: where one strategy begins to be faster than another; all kinds where none is named. */
export async function crossoverCommand(
  words: readonly string[],
  options: CrossoverOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const kinds = kindsOf(words);
  const wishes = wishesOf(options, kinds);
  await checkJsonTarget(options.json);
  const files = await reportFiles(options.report);
  const run = await withEngine(terminal, async (session) => {
    const spec = await specFor(kinds, wishes, session);
    return takeWithProgress(spec, session, terminal);
  });
  return showRun(run, { json: options.json, files }, crossoverReport, terminal);
}

function kindsOf(words: readonly string[]): readonly CrossoverKind[] {
  const kinds = words.map((word) => {
    const kind = CROSSOVER_KINDS.find((known) => known === word);
    if (kind === undefined) {
      const known = CROSSOVER_KINDS.join(', ');
      throw new UnusableInput('usage', [`error: there is no crossover "${word}"; there are ${known}`]);
    }
    return kind;
  });
  return kinds.length === 0 ? CROSSOVER_KINDS : [...new Set(kinds)];
}

function wishesOf(options: CrossoverOptions, kinds: readonly CrossoverKind[]): CrossoverWishes {
  const { dtype, size, from = null, to = null, budget } = options;
  const budgetSeconds = parseNumber(budget);
  const complaints: string[] = [];
  if (budgetSeconds === null || budgetSeconds <= 0) complaints.push('error: --budget: it must be a number above 0');
  if (!Number.isInteger(size) || size < 1) complaints.push('error: --size: it must be a whole number above 0');
  if (kinds.length > 1 && (from !== null || to !== null)) {
    complaints.push('error: --from and --to are for one crossover; name it');
  }
  if (complaints.length > 0) throw new UnusableInput('usage', complaints);
  return { dtype, size, from, to, budgetSeconds: budgetSeconds ?? 0 };
}

/** What can be measured here; of the rest it is said why not. @throws {UnusableInput} where nothing is left. */
async function specFor(
  kinds: readonly CrossoverKind[],
  wishes: CrossoverWishes,
  session: EngineSession,
): Promise<RunSpec> {
  // What the engine has to say of itself is said when the run is taken.
  const { machine } = await describeEngine(
    { ...session, note: () => undefined },
    { blas: false, gpu: kinds.includes('gpu') },
  );
  const benchmarks: Benchmark[] = [];
  const missing: string[] = [];
  for (const kind of kinds) {
    const plan = planCrossover(kind, wishes, machine);
    if ('benchmark' in plan) benchmarks.push(plan.benchmark);
    else missing.push(`${crossoverTitle(kind)}: ${plan.problem}`);
  }
  const [first] = benchmarks;
  if (first === undefined)
    throw new UnusableInput(
      'input',
      missing.map((line) => `error: ${line}`),
    );
  for (const line of missing) session.note(line);
  return { title: benchmarks.length === 1 ? first.name : 'crossovers', benchmarks };
}
