import type { TaskStatus } from '../../../src/domain/contract/task.ts';
import type { ProblemCode } from '../../../src/domain/problem.ts';
import { isRetryable } from '../../../src/domain/retryable.ts';

/** How long to go on before giving up, and how fast. */
export const RETRY_LIMITS = {
  /**
   * Creates whose outcome was not told, after which none is sent any more. The pauses between them (`pauseMs`) come to
   * more than half an hour, and with creates that wait for their answers in vain to more than an hour.
   */
  maxDoubts: 12,
  /** Trouble of a provider that somebody had asked once more for a submit is waited for this long. */
  doubtMs: 15 * 60_000,
  /** A submit whose outcome is not known is asked for this often. */
  lookEveryMs: 3000,
  /** One that is said not to be there is asked for at least this often until that is believed. */
  denialEveryMs: 20_000,
  /** A question that comes later than this was not asked in time: what was said before it is no longer counted. */
  lateMs: 20_000,
  /** Where asking may tell, answers that prove nothing are no last word until so long after, and so many of them. */
  unclearMs: 30_000,
  maxUnclear: 4,
  /**
   * That it is not there is believed when nothing else was said for so long, once no task can be late any longer; a
   * provider in trouble says it wrongly. It takes three answers at least: two are no further apart than
   * `denialEveryMs` and `lateMs`, and a second that spreads them.
   */
  deniedMs: 60_000,
  /** What became uncertain is sent again by itself only so long after its last create. */
  resentMs: 30 * 60_000,
  /** A busy or unreachable provider is tried this long, and asked this long whether it took a submit. */
  busyMs: 60 * 60_000,
  /** Fetching a result is tried this often. */
  maxFetches: 10,
  /** Fresh addresses of results are asked for this often. */
  maxRefetches: 3,
  /** A task that the provider did not know to the end is asked for this often when somebody retries it. */
  maxUnknowns: 3,
  /**
   * That a task is over, in a word that leaves open what became of it, is believed when nothing else was said for so
   * long. It takes four answers at least: two are no further apart than `endedEveryMs` and `lateMs`, and a second that
   * spreads them.
   */
  endedMs: 2 * 60_000,
  endedEveryMs: 20_000,
  /** Answers of an unknown form in a row, after which people read of it; then it is asked this rarely, this long. */
  maxUnfamiliar: 3,
  unfamiliarEveryMs: 60_000,
  unfamiliarMs: 24 * 60 * 60_000,
  /** An error of the relay itself is tried this often. */
  maxErrors: 5,
  /** A full disk is waited for this long. */
  diskMs: 30 * 60_000,
  /** A storage that is away is waited for this long. */
  storageMs: 12 * 60 * 60_000,
} as const;

const FIRST_PAUSE_MS = 5000;
const MAX_PAUSE_MS = 10 * 60_000;

/**
 * How long a submit is asked for at least before it is sent again: twice as long each time, so that a network that is
 * bad for minutes fails nothing, and few are sent while it is.
 *
 * @param doubts creates whose outcome was not told so far, from 1
 */
export function pauseMs(doubts: number): number {
  return Math.min(MAX_PAUSE_MS, Math.max(FIRST_PAUSE_MS, 1000 * 2 ** doubts));
}

const FIRST_DELAY_MS = 1000;
const MAX_DELAY_MS = 60_000;

interface Backoff {
  /** Failed tries so far, from 1. */
  readonly attempts: number;
  /** What the provider asked for; never gone below. */
  readonly retryAfterMs?: number | undefined;
  /** 0 to below 1. */
  readonly random: () => number;
}

/**
 * Exponential back-off with full jitter (Brooker, Exponential Backoff And Jitter, AWS Architecture Blog, 2015), after
 * a first second that a busy provider always gets. Many who were told the same time do not come back all at once.
 */
export function backoffMs({ attempts, retryAfterMs, random }: Backoff): number {
  if (retryAfterMs !== undefined) return Math.max(FIRST_DELAY_MS, retryAfterMs) + Math.round(1000 * random());
  const ceiling = Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** Math.min(attempts, 10));
  return Math.round(FIRST_DELAY_MS + (ceiling - FIRST_DELAY_MS) * random());
}

/** What a person's retry does. None of them can cost twice for nothing. */
export type RetryWay =
  /** Go on following the same upstream task: nothing is paid again. */
  | 'follow'
  /** The same, for a task that the provider did not know to the end: it is not waited for that long again. */
  | 'follow-once-more'
  /** Send the same submit, under the same name; one that may have been taken is asked for first. */
  | 'submit-same'
  /** Look the last submit up; if the provider does not know it, nothing is sent. */
  | 'look-up'
  /** Submit under a new name: the last one ended without a result. */
  | 'submit-new';

interface Ended {
  readonly status: TaskStatus;
  readonly problemCode: ProblemCode | null;
  readonly upstreamTaskId: string | null;
}

/** The way to retry an ended task that never pays twice without need; null when there is nothing to retry. */
export function retryWay({ status, problemCode, upstreamTaskId }: Ended): RetryWay | null {
  if (!isRetryable({ status, problemCode })) return null;
  if (status === 'uncertain') return upstreamTaskId === null ? 'look-up' : 'follow-once-more';
  if (problemCode === 'upstream-task-failed') return 'submit-new';
  return upstreamTaskId === null ? 'submit-same' : 'follow';
}
