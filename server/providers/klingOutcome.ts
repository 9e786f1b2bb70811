import { problemDetail } from '../../src/domain/problem.ts';
import type { KlingAnswer } from './klingClient.ts';
import { classifyFailure, type KlingFailure, taskProblem } from './klingProblem.ts';
import type { KlingReply, KlingTask } from './klingReply.ts';
import type { FindOutcome, PollOutcome, SubmitOutcome } from './Provider.ts';

type Answered = Extract<KlingAnswer, { kind: 'answered' }>;

/** What a create request came to. */
export function submitOutcome(answer: KlingAnswer): SubmitOutcome {
  if (answer.kind !== 'answered') {
    const problem = noAnswer(answer.message);
    return answer.kind === 'lost' ? { kind: 'ambiguous', problem } : { kind: 'retry-later', problem };
  }
  const { reply } = answer;
  if (reply.isSuccess && reply.task?.id) return { kind: 'accepted', upstreamTaskId: reply.task.id };
  if (reply.isSuccess) {
    return { kind: 'ambiguous', problem: taskProblem('upstream-unreadable', reply.upstream) };
  }
  const failure = classifyFailure(reply);
  switch (failure.kind) {
    case 'busy':
      return { kind: 'retry-later', problem: failure.problem, ...waitOf(answer) };
    case 'trouble':
      return { kind: 'ambiguous', problem: failure.problem, ...waitOf(answer) };
    case 'duplicate':
      return { kind: 'duplicate', problem: failure.problem };
    default:
      return { kind: 'refused', problem: failure.problem };
  }
}

/** Whether a submit is there. An answer about a task under another name of ours is about somebody else's. */
export function findOutcome(answer: KlingAnswer, externalTaskId: string): FindOutcome {
  if (answer.kind !== 'answered') return { kind: 'retry-later', problem: noAnswer(answer.message) };
  const { task, isSuccess } = answer.reply;
  if (isSuccess) {
    const isOurs = task?.externalId === null || task?.externalId === externalTaskId;
    return task?.id && isOurs ? { kind: 'found', upstreamTaskId: task.id } : { kind: 'not-found' };
  }
  const failure = classifyFailure(answer.reply);
  if (failure.kind === 'not-found') return { kind: 'not-found' };
  return laterOrRefused(answer, failure);
}

/** Where a task stands. */
export function pollOutcome(answer: KlingAnswer): PollOutcome {
  if (answer.kind !== 'answered') return { kind: 'retry-later', problem: noAnswer(answer.message) };
  const { reply } = answer;
  if (reply.isSuccess && reply.task !== null) return stateOutcome(reply, reply.task);
  if (reply.isSuccess) {
    return { kind: 'retry-later', problem: taskProblem('upstream-unreadable', reply.upstream) };
  }
  const failure = classifyFailure(reply);
  if (failure.kind === 'not-found') {
    return { kind: 'unknown', problem: taskProblem('upstream-task-unknown', reply.upstream) };
  }
  // Pages come and go with whatever stands before the API, and the task is paid for.
  if (failure.problem.code === 'upstream-unreadable') {
    return { kind: 'retry-later', problem: failure.problem, ...waitOf(answer) };
  }
  return laterOrRefused(answer, failure);
}

/** One word for what an answer was, for the log and the figures. */
export function outcomeWord(answer: KlingAnswer): string {
  if (answer.kind !== 'answered') return answer.kind;
  return answer.reply.isSuccess ? 'answered' : classifyFailure(answer.reply).kind;
}

function laterOrRefused(answer: Answered, { kind, problem }: KlingFailure) {
  return kind === 'busy' || kind === 'trouble'
    ? { kind: 'retry-later' as const, problem, ...waitOf(answer) }
    : { kind: 'refused' as const, problem };
}

/** States that are not known yet count as under way: the deadline ends them. */
function stateOutcome(reply: KlingReply, task: KlingTask): PollOutcome {
  const isDone = task.status === 'succeed' || task.status === 'succeeded' || task.status === 'success';
  if (isDone && task.images.length > 0) return { kind: 'succeeded', images: task.images };
  if (isDone || task.status === 'failed') {
    const reason = isDone ? 'The task succeeded without an image.' : task.reason;
    return {
      kind: 'failed',
      problem: {
        code: 'upstream-task-failed',
        detail: problemDetail('upstream-task-failed'),
        upstream: { ...reply.upstream, message: reason ?? reply.upstream.message },
      },
    };
  }
  return { kind: 'processing', progress: null };
}

function waitOf({ retryAfterMs }: Answered): { retryAfterMs?: number } {
  return retryAfterMs === undefined ? {} : { retryAfterMs };
}

function noAnswer(message: string) {
  return taskProblem('upstream-unreachable', { httpStatus: null, code: null, message, requestId: null });
}
