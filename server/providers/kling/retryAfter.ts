/** Nobody is made to wait longer than this, whatever an upstream says. */
const MAX_MS = 5 * 60_000;

/** A `Retry-After` header, in seconds or as a date, as milliseconds from now (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | null, now = Date.now()): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.min(MAX_MS, Math.max(0, ms));
}
