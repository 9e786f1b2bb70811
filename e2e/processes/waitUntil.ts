import { setTimeout as pause } from 'node:timers/promises';

/**
 * Asks again and again until there is an answer.
 *
 * @throws Error naming what was waited for, when the time is up.
 */
export async function waitUntil<T>(what: string, ask: () => Promise<T | null>, limitMs = 60_000): Promise<T> {
  const endMs = Date.now() + limitMs;
  while (Date.now() < endMs) {
    const answer = await ask();
    if (answer !== null) return answer;
    await pause(50);
  }
  throw new Error(`Waited ${limitMs / 1000} s in vain for ${what}.`);
}
