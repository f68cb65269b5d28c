import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { parseBenchmarkFile } from '../core/spec/benchmarkFile';
import type { EntryPlace, ParsedBenchmarkFile } from '../core/spec/benchmarkFile';
import { tooManyMeasurements } from '../core/spec/request';
import type { Benchmark, RunSpec } from '../core/spec/runSpec';
import { MAXIMUM_MEASUREMENTS, planRows } from '../core/spec/runSpec';
import type { FileTraining } from '../core/spec/trainSpec';
import { trainingIn } from '../shared/trainingFolder';
import { diagnosticText } from './diagnosticText';
import { UnusableInput } from './exitCode';

/** A benchmark or a training of a run, and where it comes from. */
export interface BenchmarkSource {
  /** Its name in the run. */
  readonly name: string;
  readonly fileName: string;
  /** Its name in the file. */
  readonly ownName: string;
  /** The line of each of its expectations; the first line is 1. */
  readonly expectLines: readonly number[];
}

export interface ReadBenchmarks {
  readonly spec: RunSpec;
  /** Trained after the benchmarks. */
  readonly trainings: readonly FileTraining[];
  readonly sources: readonly BenchmarkSource[];
}

/** What stands in a file, by the name that it has there. */
interface Entry<T> extends Pick<BenchmarkSource, 'fileName' | 'expectLines'> {
  readonly content: T;
}
type Entries<T> = readonly Entry<T>[];

/** What stands in one file. */
interface ReadFile {
  readonly fileName: string;
  readonly benchmarks: Entries<Benchmark>;
  readonly trainings: Entries<FileTraining>;
}

/**
 * Reads benchmark files into one run. With `only`, benchmarks and trainings of other names are left out. Warnings go to `warn`.
 * @throws {UnusableInput} with `file:line:column: error: message` for each problem of each file.
 */
export async function readBenchmarkFiles(
  fileNames: readonly string[],
  only: readonly string[],
  warn: (line: string) => void,
): Promise<ReadBenchmarks> {
  const problems: string[] = [];
  const files: ReadFile[] = [];
  for (const fileName of new Set(fileNames)) {
    const content = await readText(fileName);
    if ('problem' in content) {
      problems.push(`${fileName}: error: ${content.problem}`);
      continue;
    }
    const { text } = content;
    const parsed = parseBenchmarkFile(text, fileName);
    const { spec, diagnostics } = parsed;
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    problems.push(...errors.map((diagnostic) => diagnosticText(fileName, text, diagnostic)));
    for (const warning of diagnostics.filter(({ severity }) => severity === 'warning')) {
      warn(diagnosticText(fileName, text, warning));
    }
    if (spec !== null) files.push(contentOf(fileName, text, parsed));
    else if (errors.length === 0) problems.push(`${fileName}:1:1: error: the file has no benchmarks that can run`);
  }
  if (problems.length > 0) throw new UnusableInput('input', problems);
  return gathered(files, only);
}

function contentOf(fileName: string, text: string, { entries, trainings }: ParsedBenchmarkFile): ReadFile {
  const entryOf = <T>(content: T | null, { expectRanges }: EntryPlace): Entries<T> => {
    if (content === null) return [];
    const expectLines = expectRanges.map(({ offset }) => text.slice(0, offset).split('\n').length);
    return [{ fileName, content, expectLines }];
  };
  const folder = dirname(fileName);
  return {
    fileName,
    benchmarks: entries.flatMap((entry) => entryOf(entry.benchmark, entry)),
    trainings: trainings.flatMap((entry) =>
      entryOf(entry.training === null ? null : trainingIn(folder, entry.training), entry),
    ),
  };
}

function gathered(files: readonly ReadFile[], only: readonly string[]): ReadBenchmarks {
  const names = files.flatMap(({ benchmarks, trainings }) =>
    [...benchmarks, ...trainings].map(({ content }) => content.name),
  );
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    const listed = names.map((name) => `"${name}"`).join(', ');
    throw new UnusableInput(
      'input',
      unknown.map((name) => `error: no benchmark is called "${name}"; there are ${listed}`),
    );
  }
  const sources: BenchmarkSource[] = [];
  const chosen = <T extends { readonly name: string }>(entries: Entries<T>): readonly T[] =>
    entries
      .filter(({ content }) => only.length === 0 || only.includes(content.name))
      .map(({ fileName, content, expectLines }) => {
        // Results go by name: the same name in two files gets its file's name before it.
        const shared = names.filter((name) => name === content.name).length > 1;
        const name = shared && files.length > 1 ? `${fileName}: ${content.name}` : content.name;
        sources.push({ name, fileName, ownName: content.name, expectLines });
        return { ...content, name };
      });
  const benchmarks = files.flatMap((file) => chosen(file.benchmarks));
  const trainings = files.flatMap((file) => chosen(file.trainings));
  const spec: RunSpec = { title: files.map(({ fileName }) => basename(fileName)).join(', '), benchmarks };
  const measurements = planRows(spec).length;
  if (measurements > MAXIMUM_MEASUREMENTS) {
    throw new UnusableInput('input', [`error: ${tooManyMeasurements(measurements)}`]);
  }
  return { spec, trainings, sources };
}

async function readText(fileName: string): Promise<{ text: string } | { problem: string }> {
  try {
    const text = await readFile(fileName, 'utf8');
    // A byte order mark is no part of the text, as in editors.
    return { text: text.startsWith('\uFEFF') ? text.slice(1) : text };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return { problem: 'there is no such file' };
    if (code === 'EISDIR') return { problem: 'this is a folder; name the benchmark files in it' };
    return { problem: `the file cannot be read (${String(code)})` };
  }
}
