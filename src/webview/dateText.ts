import * as l10n from '@vscode/l10n';
/** Asked for when it is shown: a module may be read before the page has its translations. */
const months = (): readonly string[] => [
  l10n.t('Jan'),
  l10n.t('Feb'),
  l10n.t('Mar'),
  l10n.t('Apr'),
  l10n.t('May'),
  l10n.t('Jun'),
  l10n.t('Jul'),
  l10n.t('Aug'),
  l10n.t('Sep'),
  l10n.t('Oct'),
  l10n.t('Nov'),
  l10n.t('Dec'),
];

/** When something was, seen from now, in local time: 'today, 14:02', 'yesterday, 09:14', '12 Nov, 09:14', '3 Jan 2024'. */
export function dateText(iso: string, now: Date): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const time = `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
  if (sameDay(date, now)) return l10n.t('today, {0}', time);
  if (sameDay(date, new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1)))
    return l10n.t('yesterday, {0}', time);
  const [day, month] = [date.getDate(), months()[date.getMonth()] ?? ''];
  return date.getFullYear() === now.getFullYear()
    ? l10n.t({ message: '{0} {1}, {2}', args: [day, month, time], comment: 'day, month, time' })
    : l10n.t({ message: '{0} {1} {2}', args: [day, month, date.getFullYear()], comment: 'day, month, year' });
}

function sameDay(first: Date, second: Date): boolean {
  return first.toDateString() === second.toDateString();
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
