import type { TaskProblem } from '../../../src/domain/contract/problem.ts';
import { problemDetail } from '../../../src/domain/problem.ts';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import type { Provider } from '../../providers/Provider.ts';
import type { TaskRow } from '../rows/taskRow.ts';

/*
 * The same thing can go wrong before and after paying, so the sentence of a problem leaves the money out; the step
 * that knows adds it.
 */

/** For a submit that was surely not taken. An earlier one under the same name may have been. */
export function triedForNothing(problem: TaskProblem, provider: Pick<Provider, 'description'>): TaskProblem {
  return provider.description.isPaid ? saying(problem, 'This try cost nothing.') : problem;
}

/** For a task that was taken. */
export function paidAlready(problem: TaskProblem, provider: Pick<Provider, 'description'>): TaskProblem {
  return provider.description.isPaid ? saying(problem, 'Going on costs nothing more.') : problem;
}

/** For a create whose outcome was not told: what happens next. */
export function askedFirst(problem: TaskProblem): TaskProblem {
  return saying(problem, 'Whether it took this task is asked before anything is sent again.');
}

/** For a submit in doubt that a further question may still tell about. */
export function askedOn(problem: TaskProblem): TaskProblem {
  return saying(problem, 'It goes on being asked for by itself.');
}

/** For a submit that was asked for and surely never taken. */
export function notTaken(provider: Pick<Provider, 'description'>): TaskProblem {
  const problem = taskProblem('submit-not-found', null);
  const detail = 'The provider was asked for this task and does not have it: it was never taken.';
  return saying(triedForNothing({ ...problem, detail }, provider), 'Retry sends it again.');
}

/** For a submit that was sent again and again, and surely never taken. */
export function sentInVain(
  trouble: TaskProblem | null,
  { doubts, provider }: { doubts: number; provider: Pick<Provider, 'description'> },
): TaskProblem {
  // That its answers were lost says nothing of the reason.
  if (trouble === null || trouble.code === 'submit-looking-up') return notTaken(provider);
  const detail = `${problemDetail(trouble.code)} This was sent ${doubts} times under the same name; the provider was asked for it and does not have it, so it was never taken.`;
  return retryLater(triedForNothing({ ...trouble, detail }, provider));
}

/** For a submit of which nobody knows whether it was taken. */
export function inDoubt(problem: TaskProblem): TaskProblem {
  return saying(
    problem,
    'The provider may have taken this task. Look again once that is settled, or submit it anew, which may cost twice.',
  );
}

/** For a task that has given up on trouble that passes by itself. */
export function retryLater(problem: TaskProblem): TaskProblem {
  return saying(problem, 'Retry in a while.');
}

/** What a task may still cost that nobody follows any more; null for one that costs nothing. */
export function cancelProblem({
  provider,
  status,
  sentAt,
}: Pick<TaskRow, 'provider' | 'status' | 'sentAt'>): TaskProblem | null {
  if (provider === 'built-in') return null;
  if (status === 'processing' || status === 'finishing') return taskProblem('cancelled-running', null);
  return taskProblem(sentAt !== null ? 'cancelled-in-doubt' : 'cancelled-unsent', null);
}

function saying(problem: TaskProblem, sentence: string): TaskProblem {
  return { ...problem, detail: `${problem.detail} ${sentence}` };
}
