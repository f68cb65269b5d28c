import * as vscode from 'vscode';
import { parseBenchmarkFile } from '../../core/spec/benchmarkFile';
import type { ParsedBenchmarkFile } from '../../core/spec/benchmarkFile';
import { Disposable } from '../dispose';

const PATTERN = '**/*.matmul.json';

/** Benchmark files by their name, whatever their language. Old versions shown beside a change are no files to run. */
export const BENCHMARK_FILES: vscode.DocumentSelector = [
  { scheme: 'file', pattern: PATTERN },
  { scheme: 'untitled', pattern: PATTERN },
];

export function isBenchmarkFile(document: vscode.TextDocument): boolean {
  return vscode.languages.match(BENCHMARK_FILES, document) > 0;
}

/** The benchmark files that are open, each version parsed once. */
export class BenchmarkDocuments extends Disposable {
  private readonly changes = this._register(new vscode.EventEmitter<vscode.TextDocument>());
  private readonly closes = this._register(new vscode.EventEmitter<vscode.TextDocument>());
  /** A document was opened, or its text has changed. */
  readonly onDidChange = this.changes.event;
  readonly onDidClose = this.closes.event;
  private readonly parsed = new Map<vscode.TextDocument, { version: number; file: ParsedBenchmarkFile }>();

  constructor() {
    super();
    this._register(
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (isBenchmarkFile(document)) this.changes.fire(document);
      }),
    );
    this._register(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0 && isBenchmarkFile(document)) this.changes.fire(document);
      }),
    );
    this._register(
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.parsed.delete(document);
        if (isBenchmarkFile(document)) this.closes.fire(document);
      }),
    );
  }

  open(): readonly vscode.TextDocument[] {
    return vscode.workspace.textDocuments.filter(isBenchmarkFile);
  }

  parse(document: vscode.TextDocument): ParsedBenchmarkFile {
    const { version, uri, isClosed } = document;
    const known = this.parsed.get(document);
    if (known?.version === version) return known.file;
    const file = parseBenchmarkFile(document.getText(), uri.path);
    if (!isClosed) this.parsed.set(document, { version, file });
    return file;
  }
}
