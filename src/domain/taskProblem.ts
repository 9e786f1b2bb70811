import type { TaskProblem, UpstreamReply } from './contract/problem.ts';
import { type ProblemCode, problemDetail } from './problem.ts';

/** Why a task failed, with its code's sentence and what the provider answered, if it did. */
export function taskProblem(code: ProblemCode, upstream: UpstreamReply | null): TaskProblem {
  return { code, detail: problemDetail(code), upstream };
}

/** What is said of a problem to somebody who may retry, in other words where the step is tried again by itself. */
const WHILE_WAITING: Partial<Record<ProblemCode, string>> = {
  'result-unavailable':
    'The provider finished, but its image cannot be downloaded yet. It is fetched again by itself; it is not paid again.',
  'result-unreadable':
    'The provider finished, but what it sent is not an image. It is fetched again by itself; it is not paid again.',
  'upstream-task-unknown':
    'The provider took this task and now says that it does not know it. It is asked again by itself; nothing is sent again.',
  'upstream-unreadable':
    'Something other than the provider answered at its address. Should that go on, tell whoever runs this server.',
  'disk-full': 'The disk of the server is full. It goes on by itself once there is space.',
};

/** For a task that waits: it cannot be retried, since that is what it waits for. */
export function triedByItself(problem: TaskProblem): TaskProblem {
  const sentence = WHILE_WAITING[problem.code];
  if (sentence === undefined) return problem;
  return { ...problem, detail: problem.detail.replace(problemDetail(problem.code), sentence) };
}
