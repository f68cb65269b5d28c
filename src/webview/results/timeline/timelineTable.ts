import * as l10n from '@vscode/l10n';
import { formatMs, formatShare } from '../../../core/format';
import { threadShares } from '../../../core/measure/timeline';
import type { Timeline } from '../../../core/measure/timeline';
import { kindsOf, workName } from '../../../core/model/timelineFinding';
import type { NumberTable } from '../../charts/numbers/numberTable';
import { threadName } from './timelineScene';

/** How long each thread did what. */
export function timelineTable(timeline: Timeline): NumberTable {
  const { totalNs } = timeline;
  const kinds = kindsOf(timeline);
  return {
    label: l10n.t('Time by thread and kind of work'),
    columns: [
      { title: l10n.t('thread'), plain: 'thread', unit: '', numeric: false },
      ...[...kinds, 'waiting' as const].map((kind) => ({
        title: workName(kind),
        plain: kind,
        unit: 'ms',
        numeric: true,
      })),
      { title: l10n.t('busy'), plain: 'busy', unit: '%', numeric: true },
    ],
    rows: threadShares(timeline).map(({ byKind, busyNs, idleNs }, thread) => [
      threadName(thread),
      ...kinds.map((kind) => formatMs(byKind[kind])),
      formatMs(idleNs),
      formatShare(busyNs / Math.max(1, totalNs)).replace('%', ''),
    ]),
  };
}
