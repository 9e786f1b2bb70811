import { vi } from 'vitest';

/** A bound for what hangs, far from what anything takes on a busy machine. */
const TIMEOUT_MS = 60_000;

type Options = Parameters<typeof vi.waitFor>[1];

/*
 * Runs before each test file. What a test waits for is given up after a second, which a busy machine may need for
 * anything, and Vitest has no setting for it.
 */
if (!('isPatient' in vi.waitFor)) {
  const { waitFor, waitUntil } = vi;
  const patient = (options: Options) => ({
    timeout: TIMEOUT_MS,
    ...(typeof options === 'number' ? { timeout: options } : options),
  });
  vi.waitFor = Object.assign(
    (callback: Parameters<typeof waitFor>[0], options: Options) => waitFor(callback, patient(options)),
    { isPatient: true },
  ) as typeof waitFor;
  vi.waitUntil = (callback, options) => waitUntil(callback, patient(options));
}
