const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

/** When something was, seen from now, in local time: 'today, 14:02', 'yesterday, 09:14', '12 Nov, 09:14', '3 Jan 2024'. */
export function dateText(iso: string, now: Date): string {
  const date = new Date(iso);
  if (Number.isNaN(date.getTime())) return iso;
  const time = `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
  if (sameDay(date, now)) return `today, ${time}`;
  if (sameDay(date, new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1))) return `yesterday, ${time}`;
  const day = `${date.getDate()} ${MONTHS[date.getMonth()] ?? ''}`;
  return date.getFullYear() === now.getFullYear() ? `${day}, ${time}` : `${day} ${date.getFullYear()}`;
}

function sameDay(first: Date, second: Date): boolean {
  return first.toDateString() === second.toDateString();
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
