import * as vscode from 'vscode';
import type { ShownKernel } from '../../core/kernels/shown/kernelText';
import { UnusableRequestError } from '../form/profileLauncher';
import { KERNEL_LANGUAGE, KERNEL_SCHEME } from '../ids';
import { Disposable } from '../dispose';
import { foldsOf, outlinedFunctions } from './kernelOutline';

/** A row of a run. */
export interface KernelPlace {
  readonly runId: string;
  readonly row: number;
}

export type ReadKernel = (place: KernelPlace) => Promise<Extract<ShownKernel, { state: 'shown' }>>;

/**
 * Kernels as read-only documents. An address names the run and the row, so that an editor that is opened again, as by Go
 * Back, is filled again.
 */
export class KernelDocuments extends Disposable implements vscode.TextDocumentContentProvider {
  /** What was read for an address that is opened now. */
  private readonly ready = new Map<string, string>();

  constructor(private readonly read: ReadKernel) {
    super();
    const selector = { scheme: KERNEL_SCHEME, language: KERNEL_LANGUAGE };
    this._register(vscode.workspace.registerTextDocumentContentProvider(KERNEL_SCHEME, this));
    this._register(vscode.languages.registerFoldingRangeProvider(selector, { provideFoldingRanges }));
    this._register(
      vscode.languages.registerDocumentSymbolProvider(
        selector,
        { provideDocumentSymbols },
        { label: vscode.l10n.t('Kernel') },
      ),
    );
    this._register(
      vscode.workspace.onDidOpenTextDocument((document) => {
        void inItsLanguage(document);
      }),
    );
  }

  /** Opens a kernel in an editor, without an edit in it. @throws what `read` throws. */
  async show(place: KernelPlace, viewColumn: vscode.ViewColumn): Promise<vscode.TextEditor> {
    const { title, text } = await this.read(place);
    const uri = uriOf(place, title);
    this.ready.set(uri.toString(), text);
    try {
      const document = await inItsLanguage(await vscode.workspace.openTextDocument(uri));
      return await vscode.window.showTextDocument(document, { viewColumn, preview: true });
    } finally {
      this.ready.delete(uri.toString());
    }
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    return this.ready.get(uri.toString()) ?? (await this.read(placeOf(uri))).text;
  }
}

/** Not by its name alone: other extensions may claim `.wat`, and know nothing of names such as these. */
async function inItsLanguage(document: vscode.TextDocument): Promise<vscode.TextDocument> {
  const { uri, languageId } = document;
  if (uri.scheme !== KERNEL_SCHEME || !uri.path.endsWith('.wat') || languageId === KERNEL_LANGUAGE) return document;
  return vscode.languages.setTextDocumentLanguage(document, KERNEL_LANGUAGE);
}

function uriOf({ runId, row }: KernelPlace, title: string): vscode.Uri {
  const query = new URLSearchParams({ run: runId, row: String(row) }).toString();
  return vscode.Uri.from({ scheme: KERNEL_SCHEME, path: `/${title}`, query });
}

/** @throws {UnusableRequestError} */
function placeOf(uri: vscode.Uri): KernelPlace {
  const query = new URLSearchParams(uri.query);
  const [runId, row] = [query.get('run'), Number(query.get('row') ?? NaN)];
  if (runId !== null && Number.isInteger(row)) return { runId, row };
  throw new UnusableRequestError(
    vscode.l10n.t('This address names no kernel. Choose one with “Matmul: Show Kernel…”.'),
  );
}

function linesOf(document: vscode.TextDocument): readonly string[] {
  return document.getText().split('\n');
}

function provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
  return foldsOf(linesOf(document)).map(({ firstLine, lastLine, kind }) =>
    kind === 'comment'
      ? new vscode.FoldingRange(firstLine, lastLine, vscode.FoldingRangeKind.Comment)
      : new vscode.FoldingRange(firstLine, lastLine),
  );
}

function provideDocumentSymbols(document: vscode.TextDocument): vscode.DocumentSymbol[] {
  return outlinedFunctions(linesOf(document)).map(({ name, module, firstLine, lastLine }) => {
    const range = document.lineAt(firstLine).range.union(document.lineAt(lastLine).range);
    const kind = vscode.SymbolKind.Function;
    return new vscode.DocumentSymbol(name, module, kind, range, document.lineAt(firstLine).range);
  });
}
