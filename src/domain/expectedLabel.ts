import type { ProviderTime } from './contract/lists.ts';

/** Rounded so that it claims no more than is known: `about 40 s`, or `20–60 s` where tasks differ much. */
export function expectedLabel(time: ProviderTime): string {
  const { lowMs, medianMs, highMs } = time;
  if (!variesMuch(time)) return `about ${rounded(medianMs)}`;
  const [low, high] = [rounded(lowMs), rounded(highMs)];
  const [figure = low, unit] = low.split(' ');
  // A unit that both share is said once.
  return high.endsWith(` ${unit}`) ? `${figure}–${high}` : `${low} – ${high}`;
}

/** Tasks differ so much that one figure would claim too much. */
export function variesMuch({ lowMs, highMs, runs }: ProviderTime): boolean {
  return runs > 3 && highMs > 1.5 * lowMs && highMs - lowMs > 4000;
}

function rounded(durationMs: number): string {
  const seconds = Math.max(1, Math.round(durationMs / 1000));
  if (seconds < 20) return `${seconds} s`;
  if (seconds < 90) return `${Math.round(seconds / 5) * 5} s`;
  return `${Math.round(seconds / 60)} min`;
}
