import type { LearnedFacts } from '../learnedFacts.ts';
import type { AcceptedRequest, FindOutcome, SubmitTrace } from '../Provider.ts';
import type { KlingAnswer } from './klingClient.ts';
import { type FoundByOne, findOutcome } from './klingOutcome.ts';
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

/** Finds submits by our names for them, and learns whether that can be relied on. All of it costs nothing. */
export function createKlingLookUp({ preset, facts, nowMs, askFor, askForList }: LookUpDeps) {
  let triedMs = Number.NEGATIVE_INFINITY;
  let isKnown = preset.findsExternalId !== 'unknown';

  const findsExternalId = async (): Promise<boolean> => {
    if (preset.findsExternalId !== 'unknown') return preset.findsExternalId === 'yes';
    return (await facts.read()).findsExternalId === 'yes';
  };

  const inList = async (externalTaskId: string, signal: AbortSignal): Promise<FoundByOne | null> => {
    if (preset.listPath === null) return null;
    const glue = preset.listPath.includes('?') ? '&' : '?';
    return findOutcome(await askForList(`${preset.listPath}${glue}${LIST_PAGE}`, signal), externalTaskId);
  };

  return {
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
      if (byName.kind !== 'not-found') return byName;
      // Only who took it can have told of it by callback: then it is there, whatever is said here.
      const isConclusive = byName.isAboutTasks && hintedTaskId === null && (await findsExternalId());
      return { kind: 'not-found', isConclusive };
    },

    /** Tries with a task that is surely there whether our name finds it: only then «no such task» can be believed. */
    tryOut: async (
      { externalTaskId, upstreamTaskId }: AcceptedRequest,
      isDone: boolean,
      signal: AbortSignal,
    ): Promise<void> => {
      if (isKnown || (!isDone && nowMs() - triedMs < TRY_EVERY_MS)) return;
      triedMs = nowMs();
      isKnown = (await facts.read()).findsExternalId !== null;
      if (isKnown) return;
      const found = findOutcome(await askFor(externalTaskId, signal), externalTaskId);
      if (found.kind === 'found' && found.upstreamTaskId === upstreamTaskId) {
        await facts.learn({ findsExternalId: 'yes' });
      } else if (found.kind !== 'retry-later' && isDone) {
        // One that is done has long been there: whoever does not find it now never does.
        await facts.learn({ findsExternalId: 'no' });
      }
    },
  };
}
