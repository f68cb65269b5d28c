import * as vscode from 'vscode';
import { assertNever } from '../../core/assertNever';
import { Disposable } from '../dispose';
import { COMMANDS, INTERNAL_COMMANDS } from '../ids';
import { BENCHMARK_FILES } from './benchmarkDocuments';
import type { BenchmarkDocuments } from './benchmarkDocuments';
import type { BenchmarkResults } from './benchmarkResults';
import type { TrainEntryResults } from '../trainEntries/trainEntries';
import { KnownLenses } from './knownLenses';
import { planLenses } from './lensPlan';
import type { LensAction, PlannedLens } from './lensPlan';

/** Run, Stop and Open results above the lines of benchmark files. */
export class BenchmarkLenses extends Disposable implements vscode.CodeLensProvider {
  private readonly changes = this._register(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.changes.event;
  private readonly known = new KnownLenses<vscode.TextDocument>();

  constructor(
    private readonly documents: BenchmarkDocuments,
    private readonly results: BenchmarkResults,
    private readonly trainings: TrainEntryResults,
  ) {
    super();
    const refresh = (): void => {
      this.refresh();
    };
    this._register(results.onDidChange(refresh));
    this._register(trainings.onDidChange(refresh));
    this._register(
      documents.onDidClose((document) => {
        // A document whose language changes is closed and opened again, and is the same.
        if (document.isClosed) this.known.forget(document);
      }),
    );
    this._register(vscode.languages.registerCodeLensProvider(BENCHMARK_FILES, this));
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const lenses = this.plan(document);
    this.known.give(document, lenses);
    return lenses.map(({ line, title, tooltip, action }) => {
      const command = { title, tooltip, ...commandOf(action, document.uri) };
      return new vscode.CodeLens(document.lineAt(line).range, command);
    });
  }

  private plan(document: vscode.TextDocument): readonly PlannedLens[] {
    const uri = document.uri.toString();
    return planLenses(
      this.documents.parse(document),
      (name) => this.results.isRunning(uri, name) || this.trainings.trainingOf(uri, name)?.state === 'running',
      (offset) => document.positionAt(offset).line,
    );
  }

  private refresh(): void {
    if (this.known.takeChanges((document) => this.plan(document))) this.changes.fire();
  }
}

function commandOf(action: LensAction, uri: vscode.Uri): Pick<vscode.Command, 'command' | 'arguments'> {
  switch (action.kind) {
    case 'run file':
      return { command: COMMANDS.runFile, arguments: [uri] };
    case 'run benchmark':
      return { command: INTERNAL_COMMANDS.runBenchmark, arguments: [uri.toString(), action.index] };
    case 'train':
      return { command: INTERNAL_COMMANDS.trainEntry, arguments: [uri.toString(), action.index] };
    case 'check gradients':
      return { command: COMMANDS.checkGradients, arguments: [uri.toString(), action.index] };
    case 'stop':
      return { command: COMMANDS.stop };
    case 'open results':
      return { command: COMMANDS.openResults };
    case 'show problems':
      return { command: 'workbench.actions.view.problems' };
    default:
      return assertNever(action);
  }
}
