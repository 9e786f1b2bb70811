import type { LearnedFacts } from '../learnedFacts.ts';
import type { AcceptedRequest, FindOutcome, SubmitTrace } from '../Provider.ts';
import type { KlingAnswer } from './klingClient.ts';
import { type FoundByOne, findOutcome, unfoundOutcome } from './klingOutcome.ts';
import type { KlingPreset } from './klingPreset.ts';

interface LookUpDeps {
  readonly preset: KlingPreset;
  readonly facts: LearnedFacts;
  readonly nowMs: () => number;
  /** Asks at the place of one task, by whatever id. */
  readonly askFor: (id: string, signal: AbortSignal) => Promise<KlingAnswer>;
  /** Asks for a page of the list. */
  readonly askForList: (path: string, signal: AbortSignal) => Promise<KlingAnswer>;
}

/** The newest tasks: what is looked for was sent a moment ago. */
const LIST_PAGE = 'pageNum=1&pageSize=500';
/** Whether our names are understood is tried out this often at most, until it is known. */
const TRY_EVERY_MS = 5000;

/** What was learned grows old: this often it is looked up whether it still holds. */
const KNOWN_FOR_MS = 60 * 60_000;
/** So many tasks that are done and not found by our names tell that none ever is. */
const MISSES_THAT_TELL = 3;

/** Finds submits by our names for them, and learns whether that can be relied on. All of it costs nothing. */
export function createKlingLookUp({ preset, facts, nowMs, askFor, askForList }: LookUpDeps) {
  let triedMs = Number.NEGATIVE_INFINITY;
  let misses = 0;
  let knownUntilMs =
    preset.findsExternalId === 'unknown' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;

  const findsByName = async (): Promise<KlingPreset['findsExternalId']> =>
    preset.findsExternalId === 'unknown'
      ? ((await facts.read()).findsExternalId ?? 'unknown')
      : preset.findsExternalId;

  const inList = async (externalTaskId: string, signal: AbortSignal): Promise<FoundByOne | null> => {
    if (preset.listPath === null) return null;
    const glue = preset.listPath.includes('?') ? '&' : '?';
    return findOutcome(await askForList(`${preset.listPath}${glue}${LIST_PAGE}`, signal), externalTaskId);
  };

  return {
    findsByName,

    find: async (
      { externalTaskId, hintedTaskId }: SubmitTrace,
      signal: AbortSignal,
    ): Promise<FindOutcome> => {
      const byName = findOutcome(await askFor(externalTaskId, signal), externalTaskId);
      if (byName.kind === 'found') return byName;
      if (hintedTaskId !== null) {
        const hinted = findOutcome(await askFor(hintedTaskId, signal), externalTaskId);
        if (hinted.kind === 'found') return hinted;
      }
      const listed = await inList(externalTaskId, signal);
      if (listed?.kind === 'found') return listed;
      return unfoundOutcome(byName, {
        findsExternalId: (await findsByName()) === 'yes',
        isHinted: hintedTaskId !== null,
      });
    },

    /** Tries with a task that is surely there whether our name finds it: only then «no such task» can be believed. */
    tryOut: async (
      { externalTaskId, upstreamTaskId }: AcceptedRequest,
      isDone: boolean,
      signal: AbortSignal,
    ): Promise<void> => {
      if (nowMs() < knownUntilMs || (!isDone && nowMs() - triedMs < TRY_EVERY_MS)) return;
      triedMs = nowMs();
      if ((await facts.read()).findsExternalId !== null) {
        knownUntilMs = nowMs() + KNOWN_FOR_MS;
        misses = 0;
        return;
      }
      const found = findOutcome(await askFor(externalTaskId, signal), externalTaskId);
      if (found.kind === 'found' && found.upstreamTaskId === upstreamTaskId) {
        await facts.learn({ findsExternalId: 'yes' });
      } else if (found.kind !== 'retry-later' && isDone) {
        // What is done has long been there. A single answer may be wrong, and this one is believed for days.
        misses += 1;
        if (misses >= MISSES_THAT_TELL) await facts.learn({ findsExternalId: 'no' });
      }
    },
  };
}
