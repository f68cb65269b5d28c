import * as vscode from 'vscode';
import { Disposable } from '../dispose';
import { isBenchmarkFile } from './benchmarkDocuments';
import type { BenchmarkDocuments } from './benchmarkDocuments';
import type { BenchmarkResults } from './benchmarkResults';
import { alignedGaps, columnsOf } from './decorationColumns';
import type { TrainEntryResults } from '../trainEntries/trainEntries';
import { trainEntryTexts } from '../trainEntries/trainEntryTexts';
import { resultTexts } from './resultTexts';
import type { ResultText } from './resultTexts';

const BAR_COLOUR = new vscode.ThemeColor('charts.blue');
const COLOURS: Readonly<Record<ResultText['tone'], vscode.ThemeColor>> = {
  result: new vscode.ThemeColor('editorCodeLens.foreground'),
  failure: new vscode.ThemeColor('errorForeground'),
};

/** The last results at the ends of the lines of benchmark files. */
export class ResultDecorations extends Disposable {
  private readonly type = this._register(
    vscode.window.createTextEditorDecorationType({ rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed }),
  );

  constructor(
    private readonly documents: BenchmarkDocuments,
    private readonly results: BenchmarkResults,
    private readonly trainings: TrainEntryResults,
  ) {
    super();
    const updateAll = (): void => {
      for (const editor of vscode.window.visibleTextEditors) this.update(editor);
    };
    this._register(results.onDidChange(updateAll));
    this._register(trainings.onDidChange(updateAll));
    this._register(vscode.window.onDidChangeVisibleTextEditors(updateAll));
    this._register(
      documents.onDidChange((document) => {
        for (const editor of vscode.window.visibleTextEditors) if (editor.document === document) this.update(editor);
      }),
    );
    updateAll();
  }

  private update(editor: vscode.TextEditor): void {
    const { document, options } = editor;
    if (!isBenchmarkFile(document)) return;
    const uri = document.uri.toString();
    const tabSize = typeof options.tabSize === 'number' ? options.tabSize : 4;
    const file = this.documents.parse(document);
    const lineOf = (offset: number): number => document.positionAt(offset).line;
    const ofEntries = [
      ...file.entries.map((entry) => {
        const rows = this.results.resultsOf(uri, entry.name);
        return rows === null ? [] : resultTexts(entry, rows, lineOf);
      }),
      ...file.trainings.map((entry) => {
        const state = this.trainings.trainingOf(uri, entry.name);
        return state === null ? [] : trainEntryTexts(entry, state, lineOf);
      }),
    ];
    const decorations = ofEntries.flatMap((texts) => {
      const gaps = alignedGaps(texts.map(({ line }) => columnsOf(document.lineAt(line).text, tabSize)));
      return texts.map((text, index) => decorationOf(document, text, gaps[index]));
    });
    editor.setDecorations(this.type, decorations);
  }
}

/** The bar before and the text after an empty range at the line's end. */
function decorationOf(
  document: vscode.TextDocument,
  { line, tone, bar, text }: ResultText,
  gap: number,
): vscode.DecorationOptions {
  const { end } = document.lineAt(line).range;
  const margin = `0 0 0 ${gap}ch`;
  const after = { contentText: text, color: COLOURS[tone], margin: bar === '' ? margin : '0 0 0 1ch' };
  return {
    range: new vscode.Range(end, end),
    renderOptions: bar === '' ? { after } : { before: { contentText: bar, color: BAR_COLOUR, margin }, after },
  };
}
