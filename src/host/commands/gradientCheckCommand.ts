import * as vscode from 'vscode';
import { processorStrategies } from '../../core/kernels/registry';
import type { GradientCheckPlan } from '../../core/mlp/gradientCheck';
import {
  HIDDEN_ACTIVATIONS,
  LOSSES,
  MISTAKE_DESCRIPTIONS,
  MISTAKES,
  OUTPUT_ACTIVATIONS,
  outputFor,
  whyNot,
} from '../../core/mlp/network';
import type { Network } from '../../core/mlp/network';
import { parseBenchmarkFile } from '../../core/spec/benchmarkFile';
import { parseNumber } from '../../core/spec/sizes';
import { MAXIMUM_WIDTH } from '../../core/spec/trainSpec';
import type { FileTraining } from '../../core/spec/trainSpec';
import type { EngineClient } from '../../shared/engineClient';
import { isBenchmarkFile } from '../benchmarkFiles/benchmarkDocuments';
import { RunBusyError } from '../runs/runService';
import { checkOf, checkText } from '../trainEntries/gradientCheckTexts';

/** What the command asks the engine for. */
export interface GradientChecker {
  readonly engine: Pick<EngineClient, 'describe' | 'checkGradients'>;
  /** Whether the engine computes something else. */
  readonly isEngineTaken: () => boolean;
}

/** 'Check Gradients…': of the entry given, or of what is chosen. Escape leaves everything as it was. */
export async function checkGradientsCommand(
  checker: GradientChecker,
  uri: string | null,
  index: number | null,
): Promise<void> {
  const plan = uri === null || index === null ? await askForPlan() : await planOfEntry(uri, index);
  if (plan !== null) await checkAndTell(checker, plan);
}

async function planOfEntry(uri: string, index: number): Promise<GradientCheckPlan | null> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
  const training = trainingsOf(document).at(index) ?? null;
  return training === null ? null : checkOf(training);
}

/** By their places in the file; `null` for one with an error. */
function trainingsOf(document: vscode.TextDocument): readonly (FileTraining | null)[] {
  return parseBenchmarkFile(document.getText(), document.uri.path).trainings.map(({ training }) => training);
}

/** Checks, with a notification meanwhile, and says in words what was found. */
async function checkAndTell({ engine, isEngineTaken }: GradientChecker, plan: GradientCheckPlan): Promise<void> {
  if (isEngineTaken()) throw new RunBusyError();
  const cancellation = new AbortController();
  const check = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Checking gradients'), cancellable: true },
    async (_, token) => {
      token.onCancellationRequested(() => {
        cancellation.abort();
      });
      const { all, products } = plan.strategies;
      const usesBlas = [all, ...Object.values(products)].some(({ id }) => id === 'blas');
      if (usesBlas) await engine.describe({ blas: true, gpu: false });
      try {
        return await engine.checkGradients(plan, null, cancellation.signal);
      } catch (error) {
        if (cancellation.signal.aborted) return null;
        throw error;
      }
    },
  );
  if (check === null) return;
  const text = checkText(plan, check);
  if (!check.passed) void vscode.window.showErrorMessage(text);
  else if (plan.mistakes.length > 0) void vscode.window.showWarningMessage(text);
  else void vscode.window.showInformationMessage(text);
}

const TITLE = vscode.l10n.t('Check Gradients');

async function askForPlan(): Promise<GradientCheckPlan | null> {
  const ofFile = await askForEntry();
  if (ofFile === undefined) return null;
  if (ofFile !== null) return checkOf(ofFile);
  const sizes = await askForSizes();
  if (sizes === null) return null;
  const layers = await askForLayers(sizes);
  if (layers === null) return null;
  const strategy = await pick(
    vscode.l10n.t('Strategy of All Products'),
    processorStrategies.map(({ id, summary }) => ({ label: id, detail: summary, value: id })),
  );
  if (strategy === null) return null;
  const mistakes = await vscode.window.showQuickPick(
    MISTAKES.filter((mistake) => whyNot(mistake, layers) === null).map((mistake) => {
      const { title, text } = MISTAKE_DESCRIPTIONS[mistake];
      return { label: `$(warning) ${title}`, detail: text, value: mistake };
    }),
    {
      title: vscode.l10n.t('{0}: Wrong on Purpose', TITLE),
      placeHolder: vscode.l10n.t(
        'What is to be wrong; press Enter with nothing chosen to check the network as it should be',
      ),
      canPickMany: true,
      ignoreFocusOut: true,
    },
  );
  if (mistakes === undefined) return null;
  const strategies = { all: { id: strategy, values: {} }, products: {} };
  return { network: layers, strategies, mistakes: mistakes.map(({ value }) => value), seed: 1 };
}

/** An entry of the file in the editor; `null`: a network that is asked for, `undefined`: nothing. */
async function askForEntry(): Promise<FileTraining | null | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  if (document === undefined || !isBenchmarkFile(document)) return null;
  const entries = trainingsOf(document).flatMap((training) => training ?? []);
  if (entries.length === 0) return null;
  const picked = await vscode.window.showQuickPick(
    [
      ...entries.map((training) => ({ label: training.name, description: vscode.l10n.t('of this file'), training })),
      { label: vscode.l10n.t('Another network…'), training: null },
    ],
    { title: vscode.l10n.t('{0}: Network', TITLE), ignoreFocusOut: true },
  );
  return picked === undefined ? undefined : picked.training;
}

async function askForSizes(): Promise<readonly number[] | null> {
  const text = await vscode.window.showInputBox({
    title: vscode.l10n.t('{0}: Layers', TITLE),
    prompt: vscode.l10n.t('Inputs, widths of hidden layers and classes, with hyphens between them'),
    value: '784-100-10',
    ignoreFocusOut: true,
    validateInput: (typed) =>
      sizesIn(typed) === null
        ? vscode.l10n.t('Two or more whole numbers from 1 to {0}, as in 784-100-10', MAXIMUM_WIDTH)
        : undefined,
  });
  return text === undefined ? null : sizesIn(text);
}

function sizesIn(text: string): readonly number[] | null {
  const sizes = text.split('-').map((part) => parseNumber(part.trim()) ?? NaN);
  const areSizes = sizes.every((size) => Number.isInteger(size) && size >= 1 && size <= MAXIMUM_WIDTH);
  return sizes.length >= 2 && areSizes ? sizes : null;
}

async function askForLayers(sizes: readonly number[]): Promise<Network | null> {
  const hidden =
    sizes.length === 2
      ? 'relu'
      : await pick(
          vscode.l10n.t('Activation of Hidden Layers'),
          HIDDEN_ACTIVATIONS.map((value) => ({ label: value, value })),
        );
  if (hidden === null) return null;
  const outputs = OUTPUT_ACTIVATIONS.flatMap((activation) =>
    LOSSES.flatMap((loss) => {
      const output = outputFor(activation, loss);
      return output === null ? [] : [{ label: `${activation} + ${loss}`, value: output }];
    }),
  );
  const output = await pick(vscode.l10n.t('Output and Loss'), outputs);
  if (output === null) return null;
  return { sizes, hidden, output, initialisation: hidden === 'relu' ? 'he' : 'xavier' };
}

async function pick<T>(
  what: string,
  items: readonly (vscode.QuickPickItem & { readonly value: T })[],
): Promise<T | null> {
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('{0}: {1}', TITLE, what),
    ignoreFocusOut: true,
  });
  return picked === undefined ? null : picked.value;
}
