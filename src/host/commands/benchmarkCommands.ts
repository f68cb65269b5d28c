import * as vscode from 'vscode';
import { parseBenchmarkFile } from '../../core/spec/benchmarkFile';
import type { BenchmarkEntry, ParsedBenchmarkFile, SpecDiagnostic, TrainingEntry } from '../../core/spec/benchmarkFile';
import type { Benchmark, RunSpec } from '../../core/spec/runSpec';
import type { FileTraining } from '../../core/spec/trainSpec';
import type { RunOrigin } from '../runs/runService';

export interface RunLauncher {
  /** `afterwards` is called when the run has come to its end, not where it was stopped or failed. */
  launch(spec: RunSpec, origin: RunOrigin, afterwards?: () => Promise<void>): void;
}

/** Trains entries of a file, one after the other. */
export type TrainLauncher = (uri: string, trainings: readonly FileTraining[]) => Promise<void>;

/** Runs the benchmarks of files as they stand in the editor, saved or not. */
export class BenchmarkCommands {
  constructor(
    private readonly launcher: RunLauncher,
    private readonly train: TrainLauncher,
  ) {}

  /** 'Run Benchmark File': the file given, or that of the active editor. */
  async runFile(uri?: vscode.Uri): Promise<void> {
    const document = await this.document(uri);
    if (document === null) return;
    const { spec, diagnostics, trainings } = parse(document);
    if (spec === null) {
      await showProblem(document, diagnostics);
      return;
    }
    const file = document.uri.toString();
    const entries = trainings.flatMap(({ training }) => training ?? []);
    if (spec.benchmarks.length === 0) await this.train(file, entries);
    else this.launcher.launch(spec, { kind: 'file', uri: file }, () => this.train(file, entries));
  }

  /** 'Run Benchmark at Cursor': the benchmark that the cursor stands in, or the nearest above it. */
  async runAtCursor(): Promise<void> {
    const editor = vscode.window.activeTextEditor;
    const document = await this.document(editor?.document.uri);
    if (document === null || editor === undefined) return;
    const parsed = parse(document);
    const entry = entryAt([...parsed.entries, ...parsed.trainings], document.offsetAt(editor.selection.active));
    if (entry === null) {
      void vscode.window.showInformationMessage(
        vscode.l10n.t('There is no benchmark at the cursor. Put it into one, then run again.'),
      );
      return;
    }
    await this.runEntry(document, parsed, entry);
  }

  /** What the lens of one benchmark runs. */
  async runBenchmark(uri: string, index: number): Promise<void> {
    const document = await this.document(vscode.Uri.parse(uri, true));
    if (document === null) return;
    const parsed = parse(document);
    const entry = parsed.entries.find((each) => each.index === index);
    if (entry !== undefined) await this.runEntry(document, parsed, entry);
  }

  /** What the lens of one entry of "train" does. */
  async trainEntry(uri: string, index: number): Promise<void> {
    const document = await this.document(vscode.Uri.parse(uri, true));
    if (document === null) return;
    const parsed = parse(document);
    const entry = parsed.trainings.find((each) => each.index === index);
    if (entry !== undefined) await this.runEntry(document, parsed, entry);
  }

  private async runEntry(
    document: vscode.TextDocument,
    { diagnostics }: ParsedBenchmarkFile,
    entry: BenchmarkEntry | TrainingEntry,
  ): Promise<void> {
    const { offset, length } = entry;
    const uri = document.uri.toString();
    if ('training' in entry && entry.training !== null) {
      await this.train(uri, [entry.training]);
      return;
    }
    const benchmark = 'benchmark' in entry ? entry.benchmark : null;
    if (benchmark === null) {
      const inside = diagnostics.filter((each) => each.offset >= offset && each.offset < offset + length);
      await showProblem(document, inside.length > 0 ? inside : diagnostics);
      return;
    }
    this.launcher.launch(specOf(document, benchmark), { kind: 'file', uri });
  }

  private async document(uri: vscode.Uri | undefined): Promise<vscode.TextDocument | null> {
    const chosen = uri ?? vscode.window.activeTextEditor?.document.uri;
    if (chosen?.path.endsWith('.matmul.json')) return vscode.workspace.openTextDocument(chosen);
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Open a benchmark file (*.matmul.json) first, then run it.'),
    );
    return null;
  }
}

function parse(document: vscode.TextDocument): ParsedBenchmarkFile {
  return parseBenchmarkFile(document.getText(), document.uri.path);
}

function specOf(document: vscode.TextDocument, benchmark: Benchmark): RunSpec {
  const file = document.uri.path.split('/').at(-1) ?? '';
  return { title: `${benchmark.name} (${file})`, benchmarks: [benchmark] };
}

function entryAt<T extends BenchmarkEntry | TrainingEntry>(entries: readonly T[], offset: number): T | null {
  const sorted = [...entries].sort((x, y) => x.offset - y.offset);
  return sorted.filter((entry) => entry.offset <= offset).at(-1) ?? sorted.at(0) ?? null;
}

async function showProblem(document: vscode.TextDocument, diagnostics: readonly SpecDiagnostic[]): Promise<void> {
  const first = diagnostics.find(({ severity }) => severity === 'error') ?? diagnostics.at(0);
  if (first === undefined) return;
  const line = document.positionAt(first.offset).line + 1;
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length;
  const show = vscode.l10n.t('Show Problems');
  const file = document.uri.path.split('/').at(-1) ?? '';
  const text =
    errors > 1
      ? vscode.l10n.t('{0}, line {1}: {2} (and {3} more)', file, line, first.message, errors - 1)
      : vscode.l10n.t('{0}, line {1}: {2}', file, line, first.message);
  const answer = await vscode.window.showErrorMessage(text, show);
  if (answer === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
}
