import * as vscode from 'vscode';
import { strategyDescriptions } from '../../core/kernels/registry';
import { answeredForm, sizesProblem, sizesText } from '../form/paletteAnswers';
import type { ProfileLauncher } from '../form/profileLauncher';
import { readSettings } from '../settings';

const TITLE = vscode.l10n.t('Profile a Matrix Product');

/** 'Profile…': asks for sizes, then for strategies, then runs. Escape leaves everything as it was. */
export async function profileWithQuestions(launcher: ProfileLauncher): Promise<void> {
  const settings = readSettings();
  const sizes = await vscode.window.showInputBox({
    title: vscode.l10n.t('{0} (1/2): Sizes', TITLE),
    value: sizesText(launcher.form),
    placeHolder: '512',
    prompt: vscode.l10n.t(
      'Square: 512, or 64, 128, 256, or 64:1024:*2, or 100:500:100. Others: m × k × n, such as 300 × 200 × 100.',
    ),
    ignoreFocusOut: true,
    validateInput: (text) => sizesProblem(launcher.form, text, settings),
  });
  if (sizes === undefined) return;
  const chosen = new Set<string>(launcher.form.strategies.filter((each) => each.chosen).map(({ id }) => id));
  const picked = await vscode.window.showQuickPick(
    strategyDescriptions.map(({ id, title, summary }) => ({
      label: id,
      description: title,
      detail: summary,
      picked: chosen.has(id),
    })),
    {
      title: vscode.l10n.t('{0} (2/2): Strategies', TITLE),
      placeHolder: vscode.l10n.t('Choose the strategies to compare'),
      canPickMany: true,
      matchOnDescription: true,
      ignoreFocusOut: true,
    },
  );
  if (picked === undefined) return;
  if (picked.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Nothing was run, because no strategy was chosen.'));
    return;
  }
  const ids = picked.map(({ label }) => label);
  launcher.replaceForm(answeredForm(launcher.form, sizes, ids));
  launcher.startForm({ kind: 'palette' });
}
