import * as vscode from 'vscode';
import type { DocsPage } from '../../shared/viewProtocol';
import { WALKTHROUGH } from '../ids';

/** 'Get Started': the walkthrough of package.json. */
export async function getStarted(extensionId: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openWalkthrough', `${extensionId}#${WALKTHROUGH}`, false);
}

/** A page of docs/ that comes with the extension, as it reads. */
export async function openDocs(extensionUri: vscode.Uri, page: DocsPage): Promise<void> {
  await vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(extensionUri, 'docs', `${page}.md`));
}
