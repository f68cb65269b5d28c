import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseBenchmarkFile } from '../core/spec/benchmarkFile';
import { tooManyMeasurements } from '../core/spec/request';
import type { Benchmark, RunSpec } from '../core/spec/runSpec';
import { MAXIMUM_MEASUREMENTS, planRows } from '../core/spec/runSpec';
import { diagnosticText } from './diagnosticText';
import { UnusableInput } from './exitCode';

/** The benchmarks of one file, and what it says of itself that does not stop it. */
interface ReadFile {
  readonly fileName: string;
  readonly benchmarks: readonly Benchmark[];
}

/**
 * Reads benchmark files into one run. With `only`, benchmarks of other names are left out. Warnings go to `warn`.
 * @throws {UnusableInput} with `file:line:column: error: message` for each problem of each file.
 */
export async function readBenchmarkFiles(
  fileNames: readonly string[],
  only: readonly string[],
  warn: (line: string) => void,
): Promise<RunSpec> {
  const problems: string[] = [];
  const files: ReadFile[] = [];
  for (const fileName of new Set(fileNames)) {
    const content = await readText(fileName);
    if ('problem' in content) {
      problems.push(`${fileName}: error: ${content.problem}`);
      continue;
    }
    const { text } = content;
    const { spec, diagnostics } = parseBenchmarkFile(text, fileName);
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    problems.push(...errors.map((diagnostic) => diagnosticText(fileName, text, diagnostic)));
    for (const warning of diagnostics.filter(({ severity }) => severity === 'warning')) {
      warn(diagnosticText(fileName, text, warning));
    }
    if (spec !== null) files.push({ fileName, benchmarks: spec.benchmarks });
    else if (errors.length === 0) problems.push(`${fileName}:1:1: error: the file has no benchmarks that can run`);
  }
  if (problems.length > 0) throw new UnusableInput('input', problems);
  return specOf(files, only);
}

function specOf(files: readonly ReadFile[], only: readonly string[]): RunSpec {
  const names = files.flatMap(({ benchmarks }) => benchmarks.map(({ name }) => name));
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    const listed = names.map((name) => `"${name}"`).join(', ');
    throw new UnusableInput(
      'input',
      unknown.map((name) => `error: no benchmark is called "${name}"; there are ${listed}`),
    );
  }
  const benchmarks = files.flatMap(({ fileName, benchmarks: own }) =>
    own
      .filter(({ name }) => only.length === 0 || only.includes(name))
      .map((benchmark) => {
        // Results go by name: the same name in two files gets its file's name before it.
        const shared = names.filter((name) => name === benchmark.name).length > 1;
        return shared && files.length > 1 ? { ...benchmark, name: `${fileName}: ${benchmark.name}` } : benchmark;
      }),
  );
  const spec: RunSpec = { title: files.map(({ fileName }) => basename(fileName)).join(', '), benchmarks };
  const measurements = planRows(spec).length;
  if (measurements > MAXIMUM_MEASUREMENTS) {
    throw new UnusableInput('input', [`error: ${tooManyMeasurements(measurements)}`]);
  }
  return spec;
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
