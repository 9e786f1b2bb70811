import { problemDetail } from '../../../src/domain/problem.ts';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import type { AcceptedRequest, FindOutcome, PollOutcome, SubmitOutcome } from '../Provider.ts';
import { type KlingAnswer, MAX_ANSWER_BYTES } from './klingClient.ts';
import { PROVES } from './klingDialect.ts';
import { classifyFailure, type KlingFailure } from './klingProblem.ts';
import type { KlingReply } from './klingReply.ts';
import type { KlingTask } from './klingTask.ts';

type Answered = Extract<KlingAnswer, { kind: 'answered' }>;

/** What a create request came to. */
export function submitOutcome(answer: KlingAnswer): SubmitOutcome {
  if (answer.kind !== 'answered') {
    const problem = noAnswer(answer.message);
    return answer.kind === 'lost' ? { kind: 'ambiguous', problem } : { kind: 'retry-later', problem };
  }
  const { reply } = answer;
  const [task] = reply.tasks;
  if (reply.isSuccess && task?.id) return { kind: 'accepted', upstreamTaskId: task.id };
  if (reply.isSuccess) {
    return { kind: 'ambiguous', problem: taskProblem('upstream-unreadable', reply.upstream) };
  }
  const { kind, problem } = classifyFailure(reply);
  // What names a task, under whatever code, may have made one.
  if (PROVES[kind] === 'unknown' || (task?.id && reply.form === 'api')) {
    return { kind: 'ambiguous', problem, ...waitOf(answer) };
  }
  if (kind === 'duplicate') return { kind, problem };
  return kind === 'busy' ? { kind: 'retry-later', problem, ...waitOf(answer) } : { kind: 'refused', problem };
}

/** What one question for a submit told. */
export type FoundByOne =
  | Exclude<FindOutcome, { kind: 'not-found' }>
  /** `isAboutTasks`: no such task; else nothing may be at that address at all. */
  | { readonly kind: 'not-found'; readonly isAboutTasks: boolean };

/**
 * Whether a submit is there. An answer about a task under another name of ours is about somebody else's.
 *
 * @param externalTaskId our name for it, whatever it was asked by
 */
export function findOutcome(answer: KlingAnswer, externalTaskId: string): FoundByOne {
  if (answer.kind !== 'answered') return { kind: 'retry-later', problem: noAnswer(answer.message) };
  const { tasks, isSuccess, isList, upstream } = answer.reply;
  if (isSuccess) {
    const named = tasks.find((task) => task.externalId === externalTaskId);
    const unnamed = isList ? undefined : tasks.find((task) => task.externalId === null);
    const id = (named ?? unnamed)?.id;
    if (id) return { kind: 'found', upstreamTaskId: id };
    if (isList && tasks.length === 0) return { kind: 'not-found', isAboutTasks: true };
    const isForeign = tasks.length > 0 && tasks.every((task) => task.externalId !== null);
    return isForeign
      ? { kind: 'not-found', isAboutTasks: false }
      : { kind: 'refused', problem: taskProblem('upstream-unfamiliar', upstream) };
  }
  const failure = classifyFailure(answer.reply);
  if (failure.kind === 'not-found') return { kind: 'not-found', isAboutTasks: true };
  if (failure.kind === 'nothing-there') return { kind: 'not-found', isAboutTasks: false };
  return laterOrRefused(answer, failure);
}

/** What a submit that no question found comes to. */
export function unfoundOutcome(
  byName: Exclude<FoundByOne, { kind: 'found' }>,
  known: {
    /** Whether this provider finds by our names what it has taken. */
    readonly findsExternalId: boolean;
    /** Only who took it can have told of it: then it is there, whatever is said here. */
    readonly isHinted: boolean;
  },
): FindOutcome {
  if (byName.kind !== 'not-found') return byName;
  return { kind: 'not-found', isConclusive: byName.isAboutTasks && known.findsExternalId && !known.isHinted };
}

/** Where a task stands. */
export function pollOutcome(
  answer: KlingAnswer,
  asked: Pick<AcceptedRequest, 'upstreamTaskId' | 'externalTaskId'>,
): PollOutcome {
  if (answer.kind !== 'answered') return { kind: 'retry-later', problem: noAnswer(answer.message) };
  const { reply } = answer;
  const unfamiliar = {
    kind: 'unfamiliar' as const,
    problem: taskProblem('upstream-unfamiliar', reply.upstream),
  };
  if (answer.isCut) return { kind: 'empty', problem: tooLarge(reply) };
  if (reply.isSuccess) {
    const task = reply.tasks.find((one) => isAskedFor(one, asked));
    if (task !== undefined) return stateOutcome(reply, task) ?? unfamiliar;
    if (reply.isList && reply.tasks.length === 0) return unknown(reply);
    return reply.tasks.length === 0
      ? unfamiliar
      : { kind: 'unfamiliar', problem: taskProblem('upstream-other-task', reply.upstream) };
  }
  const failure = classifyFailure(reply);
  switch (failure.kind) {
    case 'not-found':
    case 'nothing-there':
      return unknown(reply);
    case 'unreadable':
      return unfamiliar;
    default:
      // Pages come and go with whatever stands before the API, and the task is paid for.
      return failure.kind === 'refused' && reply.form !== 'api'
        ? { kind: 'retry-later', problem: failure.problem, ...waitOf(answer) }
        : laterOrRefused(answer, failure);
  }
}

/** One word for what an answer was, for the log and the figures. */
export function outcomeWord(answer: KlingAnswer): string {
  if (answer.kind !== 'answered') return answer.kind;
  return answer.reply.isSuccess ? 'answered' : classifyFailure(answer.reply).kind;
}

/** An answer about another task, by either id, is no answer: whoever rounds ids tells of a stranger's. */
function isAskedFor(
  { id, externalId }: KlingTask,
  asked: Pick<AcceptedRequest, 'upstreamTaskId' | 'externalTaskId'>,
): boolean {
  if (externalId !== null) return externalId === asked.externalTaskId;
  return id === null || id === asked.upstreamTaskId;
}

/** Asked again, it would be as large. */
function tooLarge({ upstream }: KlingReply) {
  const detail = `The provider sends the images inside of its answer, which has more than ${MAX_ANSWER_BYTES / 1e6} MB: so much is not read. Look for them in your account there; asked for as fewer images, they may fit.`;
  return { ...taskProblem('upstream-no-images', upstream), detail };
}

function unknown({ upstream }: KlingReply): PollOutcome {
  return { kind: 'unknown', problem: taskProblem('upstream-task-unknown', upstream) };
}

function laterOrRefused(answer: Answered, { kind, problem }: KlingFailure) {
  return kind === 'busy' || kind === 'trouble'
    ? { kind: 'retry-later' as const, problem, ...waitOf(answer) }
    : { kind: 'refused' as const, problem };
}

/** Null when nothing is said of a state. States that are not known yet count as under way: the deadline ends them. */
function stateOutcome(
  reply: KlingReply,
  { state, said, images, reason, charge }: KlingTask,
): PollOutcome | null {
  switch (state) {
    case null:
      return null;
    case 'processing':
      return { kind: 'processing', progress: null };
    case 'ended': {
      const message = [said, reason].filter((one) => one !== null).join(': ');
      const problem = taskProblem('upstream-ended', { ...reply.upstream, message });
      return { kind: 'ended', problem, charge };
    }
    case 'failed': {
      const upstream = { ...reply.upstream, message: reason ?? reply.upstream.message };
      const detail = problemDetail('upstream-task-failed');
      return { kind: 'failed', problem: { code: 'upstream-task-failed', detail, upstream }, charge };
    }
    case 'succeeded': {
      const there = images.flatMap((url, index) => (url === null ? [] : [{ index, url }]));
      if (there.length > 0) return { kind: 'succeeded', images: there, charge };
      // It was made, and may have been charged: nobody is to pay again without being asked.
      return { kind: 'empty', problem: taskProblem('upstream-no-images', reply.upstream), charge };
    }
  }
}

function waitOf({ retryAfterMs }: Answered): { retryAfterMs?: number } {
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

function noAnswer(message: string) {
  return taskProblem('upstream-unreachable', { httpStatus: null, code: null, message, requestId: null });
}
