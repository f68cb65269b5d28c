import * as l10n from '@vscode/l10n';
import { assertNever } from '../core/assertNever';
import type { Failure } from '../core/measure/measurement';

/** What became of a row without a time. */
export function statusText(status: Failure['status']): string {
  switch (status) {
    case 'failed':
      return l10n.t('failed');
    case 'unsupported':
      return l10n.t('unsupported');
    case 'cancelled':
      return l10n.t('cancelled');
    default:
      return assertNever(status);
  }
}
