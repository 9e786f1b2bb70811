const DAY_MS = 86_400_000;

/** `Today`, `Yesterday`, `Tuesday` within the last week, else `31 January 2026` as the reader's language writes it. */
export function dayLabel(day: string, now: Date): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const at = new Date(year, month - 1, date);
  const today = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const ago = Math.round((today.getTime() - at.getTime()) / DAY_MS);
  if (ago === 0) return 'Today';
  if (ago === 1) return 'Yesterday';
  if (ago > 1 && ago < 7) return at.toLocaleDateString(undefined, { weekday: 'long' });
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' };
  return at.toLocaleDateString(
    undefined,
    year === now.getFullYear() ? options : { ...options, year: 'numeric' },
  );
}
