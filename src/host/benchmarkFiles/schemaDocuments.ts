import * as vscode from 'vscode';
import { editorSchemas } from '../../core/spec/jsonSchemas';
import { Disposable } from '../dispose';
import { SCHEMA_SCHEME } from '../ids';

/**
 * The JSON Schemas of benchmark files in the language of the editor, from which its JSON support makes completion and hover:
 * package.json names them by addresses of a scheme of ours, and VS Code asks for their text when it first needs them.
 */
export class SchemaDocuments extends Disposable implements vscode.TextDocumentContentProvider {
  constructor() {
    super();
    this._register(vscode.workspace.registerTextDocumentContentProvider(SCHEMA_SCHEME, this));
  }

  /** `null`, which VS Code takes for not found, where there is no such schema. */
  provideTextDocumentContent({ path }: vscode.Uri): string | null {
    const schema = new Map(Object.entries(editorSchemas())).get(path.slice(1));
    return schema === undefined ? null : JSON.stringify(schema, null, 2);
  }
}
