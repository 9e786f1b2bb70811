import type { StoredTask } from '../rows/taskRow.ts';
import { RETRY_LIMITS } from './retryPolicy.ts';

interface Doubt extends Pick<StoredTask, 'doubts' | 'retries'> {
  /** Since the last create left. */
  readonly sinceSentMs: number;
}

/**
 * Whether what is uncertain is sent again by itself once the provider denies it for long enough: who is told of that
 * and who it happens to are the same. Not where a person had it tried again, who read that nothing would be sent, or
 * after so long that they may have seen to it otherwise.
 */
export function mayBeSentAgain({ doubts, retries, sinceSentMs }: Doubt): boolean {
  return retries === 0 && doubts < RETRY_LIMITS.maxDoubts && sinceSentMs < RETRY_LIMITS.resentMs;
}
