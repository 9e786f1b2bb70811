import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 10;

/** Asks again and again until there is an answer, and gives up loudly. */
export async function waitUntil<T>(
  what: string,
  look: () => Promise<T | null | undefined | false> | T | null | undefined | false,
  withinMs = 30_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== null && found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain for: ${what}`);
    await sleep(EVERY_MS);
  }
}
