import * as vscode from 'vscode';
import type { Run } from '../../core/measure/measurement';
import type { GateVerdict } from '../../core/model/gates';
import { EXPORT_FORMATS, exportFormatOf } from '../../shared/exports/exportFormat';
import type { ExportFormat } from '../../shared/exports/exportFormat';
import { exportForPrograms, exportRun, isForPrograms } from '../../shared/exports/exportRun';
import { writeWhole } from '../../shared/wholeFile';
import { fileNameOf } from '../fileName';
import { pageLanguage } from '../language';
import { inEnglish } from '../translations';

const TITLE = vscode.l10n.t('Export Results');

export interface ExportCommandOptions {
  /** The run of this id, or that which is shown, once it has ended; `null` where there is none. */
  readonly runOf: (id: string | null) => Run | null;
  /** What came of its expectations. */
  readonly judge: (run: Run) => readonly GateVerdict[];
  /** Where the bundles lie. */
  readonly distFolder: string;
}

/** 'Export Results…': asks for a format and a file, writes it whole, and offers to open it. */
export async function exportResults(
  { runOf, judge, distFolder }: ExportCommandOptions,
  id: string | null,
): Promise<void> {
  const run = runOf(id);
  if (run === null) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('There is no finished run to export. Run a profile first.'),
    );
    return;
  }
  const format = await askFormat();
  if (format === undefined) return;
  const uri = await askFile(run, format);
  if (uri === undefined) return;
  const { id: form } = format;
  const judged = () => ({ run, verdicts: judge(run) });
  const text = isForPrograms(form)
    ? inEnglish(() => exportForPrograms(judged(), form))
    : await exportRun(judged(), form, distFolder, pageLanguage());
  await write(uri, text);
  const open = vscode.l10n.t('Open');
  const name = uri.path.split('/').at(-1) ?? '';
  // Not awaited by the command: the message may stand there for long.
  void vscode.window.showInformationMessage(vscode.l10n.t('{0} was written.', name), open).then((answer) => {
    if (answer === open) void openExport(uri, format);
  });
}

async function write(uri: vscode.Uri, text: string): Promise<void> {
  try {
    if (uri.scheme === 'file') await writeWhole(uri.fsPath, text);
    else await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new Error(
      vscode.l10n.t('The export could not be written: {0}. Choose another place, or make room there.', detail),
    );
  }
}

async function askFormat(): Promise<ExportFormat | undefined> {
  const picked = await vscode.window.showQuickPick(
    EXPORT_FORMATS.map((format) => ({ label: format.title, description: format.suffix, detail: format.use(), format })),
    {
      title: vscode.l10n.t('{0}: Format', TITLE),
      placeHolder: vscode.l10n.t('Choose a format'),
      matchOnDescription: true,
      ignoreFocusOut: true,
    },
  );
  return picked?.format;
}

async function askFile(run: Run, format: ExportFormat): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `${fileName(run)}${format.suffix}`;
  const picked = await vscode.window.showSaveDialog({
    title: TITLE,
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { [format.title]: [format.suffix.slice(1)] },
  });
  if (picked === undefined || exportFormatOf(picked.path)?.id === format.id) return picked;
  return picked.with({ path: picked.path + format.suffix });
}

/** The title and the day. */
function fileName({ title, startedAt }: Run): string {
  return `${fileNameOf(title, 'run')}-${startedAt.slice(0, 10)}`;
}

async function openExport(uri: vscode.Uri, { id }: ExportFormat): Promise<void> {
  if (id === 'html') await vscode.env.openExternal(uri);
  else await vscode.window.showTextDocument(uri);
}
