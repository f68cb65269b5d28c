import * as l10n from '@vscode/l10n';
import { assertNever } from '../core/assertNever';
import type { GateOutcome } from '../core/model/gates';

/** What came of an expectation, in a word of the editor's language. */
export function outcomeText(outcome: GateOutcome): string {
  switch (outcome) {
    case 'met':
      return l10n.t('met');
    case 'missed':
      return l10n.t('missed');
    case 'undecided':
      return l10n.t('undecided');
    default:
      return assertNever(outcome);
  }
}
