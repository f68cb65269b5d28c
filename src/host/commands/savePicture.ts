import * as vscode from 'vscode';
import { PICTURE_THEMES } from '../../shared/chartPicture';
import type { ChartPicture, PictureTheme } from '../../shared/chartPicture';
import { fileNameOf } from '../fileName';

const TITLE = vscode.l10n.t('Save Picture');
const FORMS = ['png', 'svg'] as const;
type Form = (typeof FORMS)[number];

const FORM_TEXTS: Readonly<Record<Form, { readonly name: string; readonly use: string }>> = {
  png: { name: 'PNG', use: vscode.l10n.t('for slides, documents and issues') },
  svg: { name: 'SVG', use: vscode.l10n.t('sharp at any size, and can be edited') },
};

/** Asks for the form and the file of a chart's picture, writes it, and offers to open it. */
export async function savePicture(picture: ChartPicture): Promise<void> {
  const chosen = await askForm();
  if (chosen === undefined) return;
  const { form, theme } = chosen;
  const uri = await askFile(picture.title, form);
  if (uri === undefined) return;
  const { [theme]: text } = picture[form];
  try {
    await vscode.workspace.fs.writeFile(uri, Buffer.from(text, form === 'png' ? 'base64' : 'utf8'));
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new Error(
      vscode.l10n.t('The picture could not be written: {0}. Choose another place, or make room there.', detail),
    );
  }
  const open = vscode.l10n.t('Open');
  const name = uri.path.split('/').at(-1) ?? '';
  // Not awaited by the command: the message may stand there for long.
  void vscode.window.showInformationMessage(vscode.l10n.t('{0} was written.', name), open).then((answer) => {
    if (answer === open) void vscode.commands.executeCommand('vscode.open', uri);
  });
}

/** The theme of the editor comes first. */
async function askForm(): Promise<{ readonly form: Form; readonly theme: PictureTheme } | undefined> {
  const { kind } = vscode.window.activeColorTheme;
  const isLight = kind === vscode.ColorThemeKind.Light || kind === vscode.ColorThemeKind.HighContrastLight;
  const themes = isLight ? PICTURE_THEMES : [...PICTURE_THEMES].reverse();
  const items = FORMS.flatMap((form) =>
    themes.map((theme) => {
      const { name, use } = FORM_TEXTS[form];
      const label = theme === 'dark' ? vscode.l10n.t('{0}, dark', name) : vscode.l10n.t('{0}, light', name);
      return { label, description: `.${form}`, detail: use, form, theme };
    }),
  );
  return vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('{0}: Form', TITLE),
    placeHolder: vscode.l10n.t('Choose a form'),
    ignoreFocusOut: true,
  });
}

async function askFile(title: string, form: Form): Promise<vscode.Uri | undefined> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `${fileNameOf(title, 'chart')}.${form}`;
  const picked = await vscode.window.showSaveDialog({
    title: TITLE,
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { [FORM_TEXTS[form].name]: [form] },
  });
  return picked === undefined || picked.path.endsWith(`.${form}`)
    ? picked
    : picked.with({ path: `${picked.path}.${form}` });
}
