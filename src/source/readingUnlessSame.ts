import type { DisplayCopy } from './displayCopy.ts';
import { looksOtherwise } from './looksOtherwise.ts';
import { type Reading, relayReading } from './relayReading.ts';
import { isShownOtherwise, mayLookOtherwise, type SourceFacts } from './sourceFacts.ts';

interface Compared {
  readonly id: string;
  readonly facts: SourceFacts;
  /** What the browser made of the file itself. */
  readonly shown: DisplayCopy;
}

/**
 * The relay's reading of a source that the browser shows otherwise, or null where both show the same.
 *
 * @throws ProblemError when the relay does not answer.
 */
export async function readingUnlessSame(
  { id, facts, shown }: Compared,
  signal: AbortSignal,
): Promise<Reading | null> {
  const isOther =
    isShownOtherwise(facts, shown.size) ||
    (mayLookOtherwise(facts) && (await looksOtherwise(shown.bitmap, id, signal)));
  return isOther ? await relayReading({ id }, signal) : null;
}
