/** A question for the state waits this long for news where no more runs wait than `runs`. */
const LONGEST = { ms: 1750, runs: 32 };

/**
 * How long a question for the state of a run waits for something to tell, in milliseconds. Each holds a place in its lane:
 * the more runs there are the less, so that all of them come round in about the time that it takes where they are few.
 *
 * @param runs how many are known, waiting for a thread or at work
 */
export function newsWaitMs(runs: number): number {
  return LONGEST.ms / Math.max(1, runs / LONGEST.runs);
}
