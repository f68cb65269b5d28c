import * as l10n from '@vscode/l10n';
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
import { trainFromInput } from './trainFromInput';
import { trainSchema } from './trainSchema';
import type { FileTraining } from './trainSpec';
import { unknownBenchmarkKeys, unknownFileKeys, unknownTrainKeys } from './unknownKeys';

export type { SpecDiagnostic } from './specDiagnostic';

/** Where one item of "benchmarks" or "train" stands, usable or not. `offset` and `length` are those of the whole object. */
export interface EntryPlace extends TextRange {
  readonly index: number;
  /** As written; '' where there is none. */
  readonly name: string;
  /** The value of "name", or the first character of the entry where there is none. */
  readonly nameRange: TextRange;
  /** One for each strategy, in order; empty where the file leaves them out, which means all of them. */
  readonly strategyRanges: readonly TextRange[];
  /** One for each expectation, in order. */
  readonly expectRanges: readonly TextRange[];
}

export interface BenchmarkEntry extends EntryPlace {
  /** `null` where an error lies in the entry. */
  readonly benchmark: Benchmark | null;
}

export interface TrainingEntry extends EntryPlace {
  /** `null` where an error lies in the entry. */
  readonly training: FileTraining | null;
}

export interface ParsedBenchmarkFile {
  /** All benchmarks of the file, none where it has trainings alone; `null` where there is an error anywhere. */
  readonly spec: RunSpec | null;
  /** One that is wrong does not hide the others. */
  readonly entries: readonly BenchmarkEntry[];
  readonly trainings: readonly TrainingEntry[];
  /** In the order of the text. */
  readonly diagnostics: readonly SpecDiagnostic[];
  /** The key "benchmarks", or `null`. */
  readonly benchmarksRange: TextRange | null;
  /** The key "train", or `null`. */
  readonly trainRange: TextRange | null;
}

const NOTHING = { spec: null, entries: [], trainings: [], benchmarksRange: null, trainRange: null } as const;

/** Reads a benchmark file: JSON, with comments and trailing commas. Never throws. `fileName` may be a path or a URI. */
export function parseBenchmarkFile(text: string, fileName: string): ParsedBenchmarkFile {
  const { root, diagnostics: syntax } = parseJson(text);
  if (root === undefined) return { ...NOTHING, diagnostics: syntax };

  const benchmarks = propertyOf(root, 'benchmarks');
  const train = propertyOf(root, 'train');
  const found = [...syntax, ...ambiguities(text, root)];
  // Keys that seem to be missing may have been lost to a syntax error.
  if (syntax.length === 0) {
    const outer = readObject(outerFileSchema, root, [], notAFile);
    add(found, root, outer.issues);
    if (root.type === 'object' && benchmarks === undefined && train === undefined) {
      const message = l10n.t('"benchmarks" is missing; a file has a list "benchmarks", a list "train", or both');
      add(found, root, [{ path: [], at: 'object', severity: 'error', message }]);
    }
  }
  add(found, root, unknownFileKeys(root));

  const read = itemsOf(benchmarks?.value).map((node, index) => readBenchmark(node, index, root, found));
  const readTrainings = itemsOf(train?.value).map((node, index) => readTraining(node, index, root, found));
  add(found, root, repeatedNames({ benchmarks: read, train: readTrainings }));
  const total = read.reduce((sum, { benchmark }) => sum + measurementsOf(benchmark), 0);
  if (total > MAXIMUM_MEASUREMENTS) {
    add(found, root, [{ path: ['benchmarks'], at: 'key', severity: 'error', message: tooManyMeasurements(total) }]);
  }

  const diagnostics = oneEachPlace(found);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const isWrong = (entry: EntryPlace): boolean => errors.some((error) => liesIn(error, entry));
  const entries = read.map((entry) => (isWrong(entry) ? { ...entry, benchmark: null } : entry));
  const usable = entries.flatMap(({ benchmark }) => (benchmark === null ? [] : [benchmark]));
  return {
    spec: errors.length > 0 ? null : { title: baseName(fileName), benchmarks: usable },
    entries,
    trainings: readTrainings.map((entry) => (isWrong(entry) ? { ...entry, training: null } : entry)),
    diagnostics,
    benchmarksRange: benchmarks === undefined ? null : range(benchmarks.key),
    trainRange: train === undefined ? null : range(train.key),
  };
}

/** The benchmark before it is known whether an error lies in it. Adds what is wrong to `found`. */
function readBenchmark(node: Node, index: number, root: Node, found: SpecDiagnostic[]): BenchmarkEntry {
  const path: JsonPath = ['benchmarks', index];
  const place = placeOf(node, index);
  const input = readInput(benchmarkSchema, { node, path, place }, unknownBenchmarkKeys, notABenchmark, root, found);
  if (input === null) return { ...place, benchmark: null };
  const { benchmark, issues } = benchmarkFromInput(input);
  add(found, root, issues.map(within(path)));
  return { ...place, benchmark };
}

/** The same of a training. */
function readTraining(node: Node, index: number, root: Node, found: SpecDiagnostic[]): TrainingEntry {
  const path: JsonPath = ['train', index];
  const place = placeOf(node, index);
  const input = readInput(trainSchema, { node, path, place }, unknownTrainKeys, notATraining, root, found);
  if (input === null) return { ...place, training: null };
  const { training, issues } = trainFromInput(input);
  add(found, root, issues.map(within(path)));
  return { ...place, training };
}

const notAFile = (): string => l10n.t('A benchmark file is an object with a list "benchmarks"');
const notABenchmark = (): string => l10n.t('A benchmark is an object with "name" and sizes');
const notATraining = (): string => l10n.t('A training is an object with "name"');

function placeOf(node: Node, index: number): EntryPlace {
  const name: unknown = propertyOf(node, 'name')?.value.value;
  return {
    index,
    ...range(node),
    name: typeof name === 'string' ? name : '',
    nameRange: nameRange(node),
    strategyRanges: itemsOf(propertyOf(node, 'strategies')?.value).map(range),
    expectRanges: itemsOf(propertyOf(node, 'expect')?.value).map(range),
  };
}

/** The values of an entry; `null` where it has not the form of one, which is added to `found`. */
function readInput<T extends v.GenericSchema>(
  schema: T,
  { node, path, place }: { readonly node: Node; readonly path: JsonPath; readonly place: EntryPlace },
  unknownKeys: (node: Node, path: JsonPath) => readonly SpecIssue[],
  otherwise: () => string,
  root: Node,
  found: SpecDiagnostic[],
): v.InferOutput<T> | null {
  // What is left after a syntax error may be misread; one message is enough.
  if (found.some((each) => each.kind === 'syntax' && liesIn(each, place))) return null;
  add(found, root, unknownKeys(node, path));
  const { output, issues } = readObject(schema, node, path, otherwise);
  add(found, root, issues);
  return output;
}

function within(path: JsonPath): (issue: SpecIssue) => SpecIssue {
  return (issue) => ({ ...issue, path: [...path, ...issue.path] });
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
  otherwise: () => string,
): ReadObject<v.InferOutput<T>> {
  if (node.type !== 'object') {
    return { output: null, issues: [{ path, at: 'value', severity: 'error', message: otherwise() }] };
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

function repeatedNames(lists: Readonly<Record<string, readonly EntryPlace[]>>): readonly SpecIssue[] {
  const seen = new Set<string>();
  return Object.entries(lists).flatMap(([list, entries]) =>
    entries.flatMap(({ index, name }): SpecIssue[] => {
      if (name === '') return [];
      if (!seen.has(name)) {
        seen.add(name);
        return [];
      }
      const message =
        list === 'benchmarks'
          ? l10n.t('Another benchmark has the name "{0}"; results go by name, give each its own', name)
          : l10n.t('Another entry of the file has the name "{0}"; results go by name, give each its own', name);
      return [{ path: [list, index, 'name'], at: 'value', severity: 'error', message }];
    }),
  );
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
