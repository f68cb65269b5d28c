import * as vscode from 'vscode';
import { isStrategyId } from '../../core/kernels/registry';
import type { StrategyId } from '../../core/kernels/strategy';
import { sizeLabel } from '../../core/problem';
import type { TuneRequest } from '../../shared/viewProtocol';
import {
  gridProblem,
  offeredGrid,
  offeredSize,
  parameterNames,
  tunableStrategies,
  tuneSizeProblem,
} from '../form/tuneAnswers';
import type { TuneAnswers } from '../form/tuneAnswers';
import type { ProfileLauncher } from '../form/profileLauncher';
import { readSettings } from '../settings';

const TITLE = vscode.l10n.t('Tune a Strategy');

/** 'Tune a Strategy…': asks for what is not given, then tunes. Escape leaves everything as it was. */
export async function tuneWithQuestions(launcher: ProfileLauncher, given: TuneRequest | null): Promise<void> {
  const strategy = given?.strategy ?? (await askStrategy());
  if (strategy === undefined) return;
  const at = given === null || given.problem === null ? await askSize(launcher) : { problem: given.problem };
  if (at === undefined) return;
  const grid = await askGrid(strategy, 'problem' in at ? sizeLabel(at.problem) : at.sizes);
  if (grid === undefined) return;
  await launcher.startTuning({ strategy, at, grid });
}

async function askStrategy(): Promise<StrategyId | undefined> {
  const picked = await vscode.window.showQuickPick(
    tunableStrategies().map(({ id, title, summary }) => ({
      label: id,
      description: vscode.l10n.t('{0}: {1}', title, parameterNames(id)),
      detail: summary,
    })),
    {
      title: vscode.l10n.t('{0}: Which', TITLE),
      placeHolder: vscode.l10n.t('Choose the strategy to tune'),
      matchOnDescription: true,
      ignoreFocusOut: true,
    },
  );
  return picked !== undefined && isStrategyId(picked.label) ? picked.label : undefined;
}

async function askSize(launcher: ProfileLauncher): Promise<TuneAnswers['at'] | undefined> {
  const settings = readSettings();
  const sizes = await vscode.window.showInputBox({
    title: vscode.l10n.t('{0}: Size', TITLE),
    value: offeredSize(launcher.form, settings),
    prompt: vscode.l10n.t(
      'The size to tune at: 512, or m × k × n, such as 300 × 200 × 100. The rest is as in the side bar.',
    ),
    ignoreFocusOut: true,
    validateInput: (text) => tuneSizeProblem(launcher.form, text, settings),
  });
  return sizes === undefined ? undefined : { sizes };
}

async function askGrid(strategy: StrategyId, where: string): Promise<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('{0}: Grid for {1} at {2}', TITLE, strategy, where),
    value: offeredGrid(strategy),
    prompt: vscode.l10n.t(
      'One or two of {0}, with the values to try; a name alone takes those worth trying.',
      parameterNames(strategy),
    ),
    ignoreFocusOut: true,
    validateInput: (text) => gridProblem(strategy, text),
  });
}
