/**
 * How long something takes or took: `8 s`, `1 min 05 s`, `2 h 07 min`, `3 d 4 h`.
 *
 * @param isRounded a second unit of nought is left out, as it would claim more than is known: `3 min`
 */
export function durationLabel(durationMs: number, isRounded = false): string {
  const seconds = Math.floor(durationMs / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  const and = (rest: number, words: string) => (isRounded && rest === 0 ? '' : ` ${words}`);
  if (minutes === 0) return `${seconds} s`;
  if (hours === 0) return `${minutes} min${and(seconds % 60, `${twoDigits(seconds % 60)} s`)}`;
  if (hours < 24) return `${hours} h${and(minutes % 60, `${twoDigits(minutes % 60)} min`)}`;
  return `${Math.floor(hours / 24)} d${and(hours % 24, `${hours % 24} h`)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
