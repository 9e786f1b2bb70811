import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 20;
/** Just below the limit of a test, which is the one that counts: this one can say what was waited for. */
const LIMIT_MS = 220_000;

/**
 * Asks again and again until there is an answer.
 *
 * @param limitMs longer where load itself is the test
 * @throws Error naming what was waited for, when that hangs
 */
export async function waitUntil<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  limitMs = LIMIT_MS,
): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${limitMs / 1000} s in vain for ${what}.`);
    await sleep(EVERY_MS);
  }
}
