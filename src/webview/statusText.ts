import * as l10n from '@vscode/l10n';
import { assertNever } from '../core/assertNever';
import type { Failure } from '../core/measure/measurement';

/** Why a row has no time: it is not measured yet, or what became of it. */
export type Status = Failure['status'] | 'waiting' | 'running';

/** What a row without a time says in its place. */
export function statusText(status: Status): string {
  switch (status) {
    case 'failed':
      return l10n.t('failed');
    case 'unsupported':
      return l10n.t('unsupported');
    case 'cancelled':
      return l10n.t('stopped');
    case 'waiting':
      return l10n.t('waiting');
    case 'running':
      return l10n.t('running');
    default:
      return assertNever(status);
  }
}
