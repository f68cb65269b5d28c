import type { Measurement, Run } from '../core/measure/measurement';
import { judgeGates } from '../core/model/gates';
import type { Baseline, GateVerdict } from '../core/model/gates';
import {
  baselineOf,
  baselinePathOf,
  baselineText,
  benchmarksLost,
  readBaseline,
  withRowsOf,
} from '../shared/baselineFile';
import { spreadOfRuns } from '../shared/runSpread';
import { EXIT, UnusableInput } from './exitCode';
import type { ExitCode } from './exitCode';
import { checkTarget, writeOutput } from './fileOutput';
import { githubAnnotations } from './githubAnnotations';
import { readBenchmarkFiles } from './readBenchmarkFiles';
import type { BenchmarkSource } from './readBenchmarkFiles';
import { gateReport } from './render/gateReport';
import { reportRun } from './reportRun';
import type { RunTargets } from './reportRun';
import type { Terminal } from './terminal';

export interface RunOptions extends RunTargets {
  readonly only?: readonly string[];
  readonly baseline?: string;
  readonly saveBaseline?: true;
  readonly strict?: true;
  readonly annotate?: 'github' | 'none';
}

/** `run`: takes the benchmarks and trainings of files, judges what they expect, keeps a baseline where asked. */
export async function runCommand(files: readonly string[], options: RunOptions, terminal: Terminal): Promise<ExitCode> {
  const { spec, trainings, sources } = await readBenchmarkFiles(files, options.only ?? [], (line) => {
    terminal.note(line);
  });
  const baseline = await baselineFor(sources, options, terminal);
  if (options.saveBaseline === true) {
    for (const file of filesOf(sources)) await checkTarget(baselinePathOf(file), '--save-baseline');
  }
  let verdicts: readonly GateVerdict[] = [];
  const code = await reportRun({ ...spec, trainings }, options, terminal, {
    baseline,
    judged: async (run) => {
      verdicts = judgeGates(run, baseline);
      const report = gateReport(verdicts, terminal.ink);
      if (report !== '' && options.json !== '-') await terminal.print(`\n${report}`);
      annotate(verdicts, sources, options, terminal);
      if (options.saveBaseline === true) await saveBaselines(run, sources, options, terminal);
    },
  });
  if (code !== EXIT.done) return code;
  const fails = ({ outcome }: GateVerdict): boolean =>
    outcome === 'missed' || (outcome === 'undecided' && options.strict === true);
  return verdicts.some(fails) ? EXIT.failed : EXIT.done;
}

function filesOf(sources: readonly BenchmarkSource[]): readonly string[] {
  return [...new Set(sources.map(({ fileName }) => fileName))];
}

/** The baseline that is named, or those that lie beside the files. @throws {UnusableInput} */
async function baselineFor(
  sources: readonly BenchmarkSource[],
  { baseline, saveBaseline }: RunOptions,
  terminal: Terminal,
): Promise<Baseline | null> {
  if (baseline !== undefined) {
    const read = await readBaseline(baseline);
    if (read.kind === 'run') return heldTo(read.run.measurements, [read.run.machine.processor]);
    const problem = read.kind === 'missing' ? 'there is no such file.' : read.problem;
    const help = 'Give a run that --json or --save-baseline has written.';
    throw new UnusableInput('input', [`error: --baseline ${baseline}: ${problem} ${help}`]);
  }
  const found: Run[] = [];
  for (const file of filesOf(sources)) {
    const beside = await baselineBeside(file, sources, saveBaseline === true ? terminal : null);
    if (beside !== null) found.push(beside);
  }
  if (found.length === 0) return null;
  const rows = found.flatMap(({ measurements }) => measurements);
  return heldTo(
    rows,
    found.map(({ machine }) => machine.processor),
  );
}

async function heldTo(measurements: readonly Measurement[], processors: readonly string[]): Promise<Baseline> {
  return { measurements, processors, spread: await spreadOfRuns(processors) };
}

/**
 * The baseline beside a file, its rows under the names that its benchmarks have in the run. One that cannot be used is in the
 * way, unless it is `replaced` by this run: then it is only said there.
 * @throws {UnusableInput}
 */
async function baselineBeside(
  file: string,
  sources: readonly BenchmarkSource[],
  replaced: Terminal | null,
): Promise<Run | null> {
  const path = baselinePathOf(file);
  const read = await readBaseline(path);
  switch (read.kind) {
    case 'missing':
      return null;
    case 'unusable':
      if (replaced !== null) {
        replaced.note(`${path}: ${read.problem} The run is held to nothing, and takes its place.`);
        return null;
      }
      throw new UnusableInput('input', [
        `error: ${path}: ${read.problem} Save a new one with --save-baseline, or remove it.`,
      ]);
    case 'run': {
      const { measurements } = read.run;
      const own = sources.filter(({ fileName }) => fileName === file);
      const rows = own.flatMap(({ name, ownName }) =>
        measurements.filter(({ benchmark }) => benchmark === ownName).map((row) => ({ ...row, benchmark: name })),
      );
      return { ...read.run, measurements: rows };
    }
  }
}

/** With `--only`, what a baseline has of other benchmarks stays, where it was measured on the same processor. */
async function saveBaselines(
  run: Run,
  sources: readonly BenchmarkSource[],
  { only = [] }: RunOptions,
  terminal: Terminal,
): Promise<void> {
  if (run.state !== 'finished') {
    terminal.note('No baseline was saved, because the run did not come to its end.');
    return;
  }
  for (const file of filesOf(sources)) {
    const own = sources.filter(({ fileName }) => fileName === file);
    const names = new Map(own.map(({ name, ownName }) => [name, ownName]));
    const [path, kept] = [baselinePathOf(file), baselineOf(run, names)];
    const older = only.length === 0 ? null : await readBaseline(path);
    const others = older?.kind === 'run' ? benchmarksLost(kept, older.run) : [];
    const whole = older?.kind === 'run' ? withRowsOf(kept, older.run, others) : null;
    await writeOutput(path, baselineText(whole ?? kept));
    terminal.note(`Baseline saved: ${path}`);
    if (others.length === 0) continue;
    terminal.note(
      whole === null
        ? `It no longer holds ${others.join(', ')}, which had been measured on another processor.`
        : `It still holds ${others.join(', ')} as before.`,
    );
  }
}

function annotate(
  verdicts: readonly GateVerdict[],
  sources: readonly BenchmarkSource[],
  { annotate: wished }: RunOptions,
  terminal: Terminal,
): void {
  const isWanted = wished === undefined ? terminal.isGithubAction : wished === 'github';
  if (!isWanted) return;
  const lines = githubAnnotations(verdicts, ({ benchmark, index }) => {
    const source = sources.find(({ name }) => name === benchmark);
    const line = source?.expectLines.at(index);
    return source === undefined || line === undefined ? null : { file: source.fileName, line };
  });
  // The runner reads both streams; standard output may be for the JSON alone.
  for (const line of lines) terminal.note(line);
}
