import type { LeasedTask } from './rows/lease.ts';

interface KeepLeaseOptions {
  readonly leaseMs: number;
  readonly now: () => Date;
  /** Breaks the step off. */
  readonly abort: AbortController;
  /** Whether the lease still stood, and stands for as long again. */
  readonly renew: () => Promise<boolean>;
  readonly onError: (error: unknown) => void;
}

/** Askings within one lease: some of them may fail. */
const BEATS = 4;

/**
 * Renews a lease while its step goes on. The step is broken off when the lease was lost, and when for its whole time
 * nobody could be asked: another relay may have the task then, and a request that was still on its way would race the
 * question whether it was taken.
 *
 * @returns ends it
 */
export function keepLease(
  { leaseUntil }: Pick<LeasedTask, 'leaseUntil'>,
  options: KeepLeaseOptions,
): () => void {
  const { leaseMs, now, abort, renew, onError } = options;
  let standsUntilMs = leaseUntil.getTime();
  let isAsking = false;
  const breakOffIfOver = () => {
    if (now().getTime() >= standsUntilMs) abort.abort();
  };
  const ask = async () => {
    // A database that is half gone answers nothing for long.
    if (isAsking) return breakOffIfOver();
    isAsking = true;
    const askedAtMs = now().getTime();
    try {
      if (await renew()) standsUntilMs = askedAtMs + leaseMs;
      else abort.abort();
    } catch (error) {
      onError(error);
      breakOffIfOver();
    } finally {
      isAsking = false;
    }
  };
  const heartbeat = setInterval(() => void ask(), leaseMs / BEATS);
  return () => clearInterval(heartbeat);
}
