import * as vscode from 'vscode';
import { formatSeconds } from '../../core/format';
import { isWithinNominalRate, nullTestVerdict, seriesText } from '../../core/model/nullTestText';
import { clauses, ended, sentences } from '../../core/sentences';
import { DEFAULT_NULL_TEST } from '../../core/spec/nullTestSpec';
import type { NullTestPlan } from '../../core/spec/nullTestSpec';
import type { NullTests } from '../runs/nullTests';

const TITLE = vscode.l10n.t('Null Test');

interface Extent extends vscode.QuickPickItem {
  readonly plan: NullTestPlan;
}

const EXTENTS: readonly Extent[] = [
  {
    label: vscode.l10n.t('Whole'),
    description: vscode.l10n.t('about 10 minutes'),
    detail: vscode.l10n.t(
      '200 comparisons of simd with itself, 40 with itself slowed by 2% and by 5%; 8 runs of every strategy',
    ),
    plan: DEFAULT_NULL_TEST,
  },
  {
    label: vscode.l10n.t('Short'),
    description: vscode.l10n.t('about 3 minutes'),
    detail: vscode.l10n.t(
      '40 comparisons of simd with itself, 10 with itself slowed by 2% and by 5%; 4 runs of every strategy',
    ),
    plan: { ...DEFAULT_NULL_TEST, comparisons: 40, slowComparisons: 10, runs: 4 },
  },
];

/** 'Run Null Test': how often differences are found on this machine where there are none. Escape leaves all as it was. */
export async function nullTestWithQuestion(nullTests: NullTests): Promise<void> {
  const picked = await vscode.window.showQuickPick(EXTENTS, {
    title: TITLE,
    placeHolder: vscode.l10n.t('Choose how many comparisons; leave the machine as it usually is'),
    ignoreFocusOut: true,
  });
  if (picked === undefined) return;
  const answer = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: TITLE, cancellable: true },
    (progress, token) => {
      const cancellation = new AbortController();
      token.onCancellationRequested(() => {
        cancellation.abort();
      });
      return nullTests.take(
        picked.plan,
        ({ done, total, elapsedMs }) => {
          const toGo = formatSeconds((elapsedMs / done) * (total - done));
          progress.report({
            message: vscode.l10n.t('step {0} of {1}, {2} to go', done, total, toGo),
            increment: 100 / total,
          });
        },
        cancellation.signal,
      );
    },
  );
  const found = clauses(...answer.series.map(seriesText));
  const text = sentences(ended(found), nullTestVerdict(answer));
  if (!answer.isComplete) {
    void vscode.window.showInformationMessage(vscode.l10n.t('The null test was stopped; nothing was kept. {0}', text));
  } else if (isWithinNominalRate(answer)) void vscode.window.showInformationMessage(text);
  else void vscode.window.showWarningMessage(text);
}
