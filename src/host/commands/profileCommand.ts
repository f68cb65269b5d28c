import * as vscode from 'vscode';
import { strategyDescriptions } from '../../core/kernels/registry';
import { parseSizes } from '../../core/spec/sizes';
import { answeredForm } from '../form/profileForm';
import type { ProfileLauncher } from '../form/profileLauncher';

const TITLE = 'Profile a Matrix Product';

/** 'Profile…': asks for sizes, then for strategies, then runs. Escape leaves everything as it was. */
export async function profileWithQuestions(launcher: ProfileLauncher): Promise<void> {
  const sizes = await vscode.window.showInputBox({
    title: `${TITLE} (1/2): Sizes`,
    value: launcher.form.m,
    prompt: 'Sizes of square products: one as 512, several as 64, 128, 256, or a range as 64:1024:*2 or 100:500:100.',
    ignoreFocusOut: true,
    validateInput: (text) => {
      const parsed = parseSizes(text);
      return 'problem' in parsed ? parsed.problem : undefined;
    },
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
      title: `${TITLE} (2/2): Strategies`,
      placeHolder: 'Choose the strategies to compare',
      canPickMany: true,
      matchOnDescription: true,
      ignoreFocusOut: true,
    },
  );
  if (picked === undefined) return;
  launcher.replaceForm(
    answeredForm(
      launcher.form,
      sizes,
      picked.map(({ label }) => label),
    ),
  );
  launcher.startForm({ kind: 'palette' });
}
