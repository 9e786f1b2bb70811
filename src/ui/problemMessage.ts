import type { ProblemError } from '../domain/problem.ts';

const DAY_MS = 24 * 60 * 60_000;

/**
 * What to tell about a problem: its sentence, and when it lifts, on the reader's own clock. What is asked too fast is
 * asked again by itself, so nobody is told to.
 */
export function problemMessage(
  { code, detail, liftsAt }: ProblemError,
  now = new Date(),
  locales?: string,
): string {
  if (liftsAt === undefined || code === 'too-many-requests') return detail;
  const isSoon = liftsAt.getTime() - now.getTime() < DAY_MS;
  const moment = liftsAt.toLocaleString(locales, {
    ...(isSoon ? {} : { weekday: 'short', day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
  });
  return `${detail} Try again from ${moment} on.`;
}
