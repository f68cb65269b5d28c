import * as l10n from '@vscode/l10n';
import { assertNever } from '../../../core/assertNever';
import type { FailureCode } from '../../../core/measure/measurement';
import type { ResultRow } from '../resultRows';

/** Why a cell has no value: there is no row, it has no time, or nothing to compare its time with. */
export type EmptyReason =
  'not asked' | 'waiting' | 'running' | 'unsupported' | 'stopped' | Exclude<FailureCode, 'cancelled'> | NoReference;
export type NoReference = 'no naive' | 'no default';

/** Why a row has no time. */
export function emptyReasonOf({ state, measurement }: ResultRow): EmptyReason {
  if (measurement === null) return state.state === 'measuring' ? 'running' : 'waiting';
  switch (measurement.status) {
    case 'ok':
      throw new RangeError('the row has a time');
    case 'unsupported':
      return 'unsupported';
    case 'cancelled':
      return 'stopped';
    case 'failed':
      return measurement.code === 'cancelled' ? 'stopped' : measurement.code;
    default:
      return assertNever(measurement);
  }
}

/** One word for it, and one of few letters for where there is little room. */
export interface EmptyWords {
  readonly text: string;
  readonly short: string;
}

export function emptyWords(reason: EmptyReason): EmptyWords {
  switch (reason) {
    case 'not asked':
      return { text: l10n.t('not asked'), short: '–' };
    case 'no naive':
      return { text: l10n.t('no naive'), short: '–' };
    case 'no default':
      return { text: l10n.t('no default'), short: '–' };
    case 'waiting':
      return { text: l10n.t('waiting'), short: l10n.t('wait') };
    case 'running':
      return { text: l10n.t('running'), short: l10n.t('run') };
    case 'unsupported':
      return { text: l10n.t('unsupported'), short: l10n.t('n/a') };
    case 'stopped':
      return { text: l10n.t('stopped'), short: l10n.t('stop') };
    case 'out of memory':
      return { text: l10n.t({ message: 'memory', comment: ['there was too little'] }), short: l10n.t('mem') };
    case 'over budget':
      return {
        text: l10n.t({ message: 'budget', comment: ['it was too small'] }),
        short: l10n.t({ message: 'time', comment: ['there was too little'] }),
      };
    case 'kernel crashed':
      return { text: l10n.t('crashed'), short: l10n.t('crash') };
    case 'wrong result':
      return { text: l10n.t('wrong'), short: l10n.t('wrong') };
    case 'engine lost':
      return { text: l10n.t('lost'), short: l10n.t('lost') };
    case 'not supported':
      return { text: l10n.t('failed'), short: l10n.t('failed') };
    default:
      return assertNever(reason);
  }
}
