import { setTimeout as pause } from 'node:timers/promises';
import type { AcceptedRequest } from '../Provider.ts';
import type { KlingAnswer } from './klingClient.ts';
import { outcomeWord } from './klingOutcome.ts';
import type { KlingTask } from './klingTask.ts';

type Asked = Pick<AcceptedRequest, 'upstreamTaskId' | 'externalTaskId'>;

interface GroupedPollDeps {
  readonly nowMs: () => number;
  /** Asks for some tasks by the provider's names for them. */
  readonly askForAll: (upstreamTaskIds: readonly string[]) => Promise<KlingAnswer>;
}

/** A group: who waits for it, and what it came to. */
interface Group {
  readonly ids: string[];
  readonly tasks: Promise<readonly KlingTask[]>;
}

/** More are refused. */
const MAX_AT_ONCE = 20;
/** Questions that come within this time are one. */
const GATHER_MS = 150;
/** However often a group says that a task is under way, it is asked for by itself this often. */
const ALONE_EVERY_MS = 15_000;
/** Where groups are not understood they are tried again after so long. */
const OFF_MS = 10 * 60_000;

/**
 * Asks for several tasks in one question: Kling's unified `GET /tasks`, which is known from others' measurements alone.
 * So it is believed only where it says that a task is still under way; whatever else it says, or leaves out, is asked
 * for task by task, and so is each task now and then.
 */
export function createGroupedPoll({ nowMs, askForAll }: GroupedPollDeps) {
  const askedAloneMs = new Map<string, number>();
  let offUntilMs = Number.NEGATIVE_INFINITY;
  let gathering: Group | null = null;

  const answerFor = async (ids: readonly string[]): Promise<readonly KlingTask[]> => {
    await pause(GATHER_MS);
    gathering = null;
    // One task is asked for by itself as well.
    if (ids.length < 2) return [];
    const answer = await askForAll(ids);
    if (answer.kind === 'answered' && answer.reply.isSuccess) return answer.reply.tasks;
    const word = outcomeWord(answer);
    const mayPass = answer.kind !== 'answered' || word === 'busy' || word === 'trouble';
    if (!mayPass) offUntilMs = nowMs() + OFF_MS;
    return [];
  };

  return {
    /** Whether a task is said to be under way; false says nothing of it. */
    isUnderWay: async ({ upstreamTaskId, externalTaskId }: Asked, signal: AbortSignal): Promise<boolean> => {
      const aloneMs = askedAloneMs.get(upstreamTaskId) ?? Number.NEGATIVE_INFINITY;
      if (nowMs() < offUntilMs || nowMs() - aloneMs >= ALONE_EVERY_MS) return false;
      if (gathering === null || gathering.ids.length >= MAX_AT_ONCE) {
        const ids: string[] = [];
        gathering = { ids, tasks: answerFor(ids) };
      }
      gathering.ids.push(upstreamTaskId);
      const tasks = await Promise.race([gathering.tasks, whenAborted(signal)]);
      const told = tasks.find(({ id }) => id === upstreamTaskId);
      const isOurs = told !== undefined && (told.externalId ?? externalTaskId) === externalTaskId;
      return isOurs && told.state === 'processing';
    },

    /** A task was asked for by itself. */
    wasAskedAlone: ({ upstreamTaskId }: Asked, isUnderWay: boolean): void => {
      if (isUnderWay) askedAloneMs.set(upstreamTaskId, nowMs());
      else askedAloneMs.delete(upstreamTaskId);
    },
  };
}

/** Nobody waits for the others of a group once a step is broken off. */
function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
}
