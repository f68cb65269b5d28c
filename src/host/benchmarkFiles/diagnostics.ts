import * as vscode from 'vscode';
import type { SpecDiagnostic } from '../../core/spec/benchmarkFile';
import { Disposable } from '../dispose';
import type { BenchmarkDocuments } from './benchmarkDocuments';

/** Long enough that a word is typed to its end. */
const DELAY_MS = 150;

/** What is wrong in the benchmark files that are open, in the editor and in the Problems view. */
export class BenchmarkDiagnostics extends Disposable {
  private readonly collection = this._register(vscode.languages.createDiagnosticCollection('matmul-profiler'));
  private readonly timers = new Map<vscode.TextDocument, NodeJS.Timeout>();

  constructor(private readonly documents: BenchmarkDocuments) {
    super();
    this._register(
      documents.onDidChange((document) => {
        this.schedule(document);
      }),
    );
    this._register(
      documents.onDidClose((document) => {
        this.cancel(document);
        this.collection.delete(document.uri);
      }),
    );
    this._register({
      dispose: () => {
        for (const document of [...this.timers.keys()]) this.cancel(document);
      },
    });
    for (const document of documents.open()) this.update(document);
  }

  private schedule(document: vscode.TextDocument): void {
    this.cancel(document);
    const timer = setTimeout(() => {
      this.timers.delete(document);
      this.update(document);
    }, DELAY_MS);
    this.timers.set(document, timer);
  }

  private cancel(document: vscode.TextDocument): void {
    clearTimeout(this.timers.get(document));
    this.timers.delete(document);
  }

  private update(document: vscode.TextDocument): void {
    const { diagnostics } = this.documents.parse(document);
    const shown = reportsSyntax(document) ? diagnostics.filter(({ kind }) => kind !== 'syntax') : diagnostics;
    this.collection.set(
      document.uri,
      shown.map((diagnostic) => toVscode(document, diagnostic)),
    );
  }
}

/** Whether VS Code's own JSON support says what is no JSON; saying it twice would be a nuisance. */
function reportsSyntax({ languageId, uri }: vscode.TextDocument): boolean {
  return (
    (languageId === 'jsonc' || languageId === 'json') &&
    vscode.extensions.getExtension('vscode.json-language-features') !== undefined &&
    vscode.workspace.getConfiguration('json', uri).get('validate.enable', true)
  );
}

function toVscode(
  document: vscode.TextDocument,
  { offset, length, message, severity }: SpecDiagnostic,
): vscode.Diagnostic {
  const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
  const level = severity === 'error' ? vscode.DiagnosticSeverity.Error : vscode.DiagnosticSeverity.Warning;
  const diagnostic = new vscode.Diagnostic(range, message, level);
  diagnostic.source = 'Matmul Profiler';
  return diagnostic;
}
