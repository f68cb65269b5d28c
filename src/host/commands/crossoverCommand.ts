import * as vscode from 'vscode';
import { crossoverTitle } from '../../core/spec/benchmarkNames';
import { CROSSOVER_BUDGET_SECONDS, CROSSOVER_KINDS } from '../../core/spec/crossoverSpec';
import { CROSSOVER_SIZE } from '../../core/spec/crossoverSpec';
import type { CrossoverKind } from '../../core/spec/crossoverSpec';
import type { ProfileLauncher } from '../form/profileLauncher';

const DETAILS: Readonly<Record<CrossoverKind, string>> = {
  sparse: vscode.l10n.t('From which density on skipping the zeros of A no longer pays, at {0}×{0}×{0}', CROSSOVER_SIZE),
  threads: vscode.l10n.t('From which size on all threads are faster than one'),
  gpu: vscode.l10n.t('From which size on the GPU is faster than all threads, operands moved there and back'),
  packing: vscode.l10n.t('From which size on copying operands into panels pays'),
  strassen: vscode.l10n.t('From which size on seven products of half the size are faster than one'),
};

/** 'Find a Crossover…': asks which one, then searches. Escape leaves everything as it was. */
export async function crossoverWithQuestions(
  launcher: Pick<ProfileLauncher, 'form' | 'startCrossover'>,
): Promise<void> {
  const picked = await vscode.window.showQuickPick(
    CROSSOVER_KINDS.map((kind) => ({ label: crossoverTitle(kind), detail: DETAILS[kind], crossover: kind })),
    {
      title: vscode.l10n.t('Find a Crossover: Which'),
      placeHolder: vscode.l10n.t('Measured in pairs, about {0} seconds at most', 40 * CROSSOVER_BUDGET_SECONDS),
      ignoreFocusOut: true,
    },
  );
  if (picked === undefined) return;
  await launcher.startCrossover(picked.crossover);
}
