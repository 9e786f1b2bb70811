import type { ProviderTime } from './contract/lists.ts';
import { variesMuch } from './expectedLabel.ts';

/** A quarter of all tasks take longer than the range that is named, and what is named as about so long is rounded. */
const LEEWAY = 1.25;
const MIN_LEEWAY_MS = 5000;

/** Whether a task takes longer than what `expectedLabel` names, by more than that label is rounded. */
export function isOverdue(expected: ProviderTime, elapsedMs: number): boolean {
  const namedMs = variesMuch(expected) ? expected.highMs : expected.medianMs;
  return elapsedMs > Math.max(namedMs * LEEWAY, namedMs + MIN_LEEWAY_MS);
}
