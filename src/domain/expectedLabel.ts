import type { ProviderTime } from './contract/lists.ts';
import { durationLabel } from './durationLabel.ts';

/** Rounded so that it claims no more than is known: `about 40 s`, or `20–45 s` where tasks differ much. */
export function expectedLabel(time: ProviderTime): string {
  const { lowMs, medianMs, highMs } = time;
  if (!variesMuch(time)) return `about ${rounded(medianMs)}`;
  const [low, high] = [rounded(lowMs), rounded(highMs)];
  const [figure, unit, ...smaller] = low.split(' ');
  // A unit that both share is said once.
  const isShared = smaller.length === 0 && high.split(' ').slice(1).join(' ') === unit;
  return isShared ? `${figure}–${high}` : `${low} – ${high}`;
}

/** Tasks differ so much that one figure would claim too much. */
export function variesMuch({ lowMs, highMs, runs }: ProviderTime): boolean {
  return runs > 3 && highMs > 1.5 * lowMs && highMs - lowMs > 4000;
}

function rounded(durationMs: number): string {
  const seconds = Math.max(1, Math.round(durationMs / 1000));
  const step = seconds < 20 ? 1 : seconds < 90 ? 5 : 60;
  return durationLabel(Math.round(seconds / step) * step * 1000, true);
}
