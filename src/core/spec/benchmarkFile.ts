import { getNodeValue } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import * as v from 'valibot';
import { benchmarkFromInput } from './benchmarkFromInput';
import { benchmarkSchema, outerFileSchema } from './benchmarkFileSchema';
import { ambiguities } from './jsonContent';
import { itemsOf, nameRange, propertyOf, range, rangeOfIssue } from './jsonPosition';
import { parseJson } from './jsonSyntax';
import { tooManyMeasurements } from './request';
import { MAXIMUM_MEASUREMENTS } from './runSpec';
import type { Benchmark, RunSpec } from './runSpec';
import { describeIssues } from './schemaIssues';
import type { JsonPath, SpecDiagnostic, SpecIssue, TextRange } from './specDiagnostic';
import { unknownBenchmarkKeys, unknownFileKeys } from './unknownKeys';

export type { SpecDiagnostic } from './specDiagnostic';

/** One item of "benchmarks", usable or not. `offset` and `length` are those of the whole object. */
export interface BenchmarkEntry extends TextRange {
  readonly index: number;
  /** As written; '' where there is none. */
  readonly name: string;
  /** The value of "name", or the first character of the entry where there is none. */
  readonly nameRange: TextRange;
  /** `null` where an error lies in the entry. */
  readonly benchmark: Benchmark | null;
  /** One for each strategy, in order; empty where the file leaves them out, which means all of them. */
  readonly strategyRanges: readonly TextRange[];
  /** One for each expectation, in order. */
  readonly expectRanges: readonly TextRange[];
}

export interface ParsedBenchmarkFile {
  /** All benchmarks of the file; `null` where there is an error anywhere. */
  readonly spec: RunSpec | null;
  /** One that is wrong does not hide the others. */
  readonly entries: readonly BenchmarkEntry[];
  /** In the order of the text. */
  readonly diagnostics: readonly SpecDiagnostic[];
  /** The key "benchmarks", or `null`. */
  readonly benchmarksRange: TextRange | null;
}

/** Reads a benchmark file: JSON, with comments and trailing commas. Never throws. `fileName` may be a path or a URI. */
export function parseBenchmarkFile(text: string, fileName: string): ParsedBenchmarkFile {
  const { root, diagnostics: syntax } = parseJson(text);
  if (root === undefined) return { spec: null, entries: [], diagnostics: syntax, benchmarksRange: null };

  const found = [...syntax, ...ambiguities(text, root)];
  // Keys that seem to be missing may have been lost to a syntax error.
  if (syntax.length === 0) {
    const outer = readObject(outerFileSchema, root, [], 'A benchmark file is an object with a list "benchmarks"');
    add(found, root, outer.issues);
  }
  add(found, root, unknownFileKeys(root));

  const benchmarks = root.type === 'object' ? propertyOf(root, 'benchmarks') : undefined;
  const read = itemsOf(benchmarks?.value).map((node, index) => readEntry(node, index, root, found));
  add(found, root, repeatedNames(read));
  const total = read.reduce((sum, { benchmark }) => sum + measurementsOf(benchmark), 0);
  if (total > MAXIMUM_MEASUREMENTS) {
    add(found, root, [{ path: ['benchmarks'], at: 'key', severity: 'error', message: tooManyMeasurements(total) }]);
  }

  const diagnostics = oneEachPlace(found);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const entries = read.map((entry) =>
    errors.some((error) => liesIn(error, entry)) ? { ...entry, benchmark: null } : entry,
  );
  const usable = entries.flatMap(({ benchmark }) => (benchmark === null ? [] : [benchmark]));
  return {
    spec: errors.length > 0 ? null : { title: baseName(fileName), benchmarks: usable },
    entries,
    diagnostics,
    benchmarksRange: benchmarks === undefined ? null : range(benchmarks.key),
  };
}

/** The benchmark before it is known whether an error lies in it. Adds what is wrong to `found`. */
function readEntry(node: Node, index: number, root: Node, found: SpecDiagnostic[]): BenchmarkEntry {
  const path: JsonPath = ['benchmarks', index];
  const name: unknown = propertyOf(node, 'name')?.value.value;
  const entry = {
    index,
    ...range(node),
    name: typeof name === 'string' ? name : '',
    nameRange: nameRange(node),
    strategyRanges: itemsOf(propertyOf(node, 'strategies')?.value).map(range),
    expectRanges: itemsOf(propertyOf(node, 'expect')?.value).map(range),
  };
  // What is left after a syntax error may be misread; one message is enough.
  if (found.some((each) => each.kind === 'syntax' && liesIn(each, entry))) return { ...entry, benchmark: null };
  add(found, root, unknownBenchmarkKeys(node, path));
  const input = readObject(benchmarkSchema, node, path, 'A benchmark is an object with "name" and sizes');
  add(found, root, input.issues);
  if (input.output === null) return { ...entry, benchmark: null };
  const { benchmark, issues } = benchmarkFromInput(input.output);
  add(
    found,
    root,
    issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] })),
  );
  return { ...entry, benchmark };
}

interface ReadObject<T> {
  readonly output: T | null;
  /** None exactly where there is an output. */
  readonly issues: readonly SpecIssue[];
}

function readObject<T extends v.GenericSchema>(
  schema: T,
  node: Node,
  path: JsonPath,
  otherwise: string,
): ReadObject<v.InferOutput<T>> {
  if (node.type !== 'object') {
    return { output: null, issues: [{ path, at: 'value', severity: 'error', message: otherwise }] };
  }
  const result = v.safeParse(schema, getNodeValue(node));
  return result.success
    ? { output: result.output, issues: [] }
    : { output: null, issues: describeIssues(result.issues, path) };
}

function add(found: SpecDiagnostic[], root: Node, issues: readonly SpecIssue[]): void {
  for (const issue of issues) {
    const { path, severity, message } = issue;
    found.push({ kind: 'content', severity, ...rangeOfIssue(root, issue), message, path });
  }
}

function repeatedNames(entries: readonly BenchmarkEntry[]): readonly SpecIssue[] {
  const seen = new Set<string>();
  return entries.flatMap(({ index, name }): SpecIssue[] => {
    if (name === '') return [];
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const message = `Another benchmark has the name "${name}"; results go by name, give each its own`;
    return [{ path: ['benchmarks', index, 'name'], at: 'value', severity: 'error', message }];
  });
}

function measurementsOf(benchmark: Benchmark | null): number {
  return benchmark === null ? 0 : benchmark.problems.length * benchmark.strategies.length;
}

/** The first of those that mark the same text, in the order of the text. */
function oneEachPlace(diagnostics: readonly SpecDiagnostic[]): readonly SpecDiagnostic[] {
  const places = new Map<string, SpecDiagnostic>();
  for (const diagnostic of diagnostics) {
    const place = `${diagnostic.offset} ${diagnostic.length}`;
    if (!places.has(place)) places.set(place, diagnostic);
  }
  return [...places.values()].sort((x, y) => x.offset - y.offset);
}

function liesIn({ offset }: TextRange, outer: TextRange): boolean {
  return offset >= outer.offset && offset < outer.offset + outer.length;
}

function baseName(fileName: string): string {
  return fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
}
