import type { TaskProblem, UpstreamReply } from '../../../src/domain/contract/problem.ts';
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

/** For a task that is said to be over in a word that proves nothing, while it goes on being asked for. */
export function notBelievedYet(problem: TaskProblem): TaskProblem {
  const detail =
    'The provider says that this task is over, without an image or a reason. It is asked for a while longer before that is believed; nothing is sent again.';
  return { ...problem, detail };
}

/** For a create whose outcome was not told: what happens next. What a person may do comes when that is over. */
export function askedFirst({ detail, ...problem }: TaskProblem): TaskProblem {
  const [whatHappened] = detail.split('. ');
  return saying(
    { ...problem, detail: whatHappened?.endsWith('.') ? whatHappened : `${whatHappened}.` },
    'Whether it took this task is asked before anything is sent again.',
  );
}

/** For a submit that the provider says it has taken before, while it is being looked for. */
export function lookedFor(upstream: UpstreamReply | null): TaskProblem {
  const problem = taskProblem('submit-taken', upstream);
  const detail =
    'The provider says that it has this task already. It is asked for the result; nothing is sent again.';
  return { ...problem, detail };
}

/** For a submit in doubt once asking has told all it can for now; `mayBeSent` as `mayBeSentAgain` has it. */
export function doubted(
  upstream: UpstreamReply | null,
  { mayStillTell, mayBeSent }: { mayStillTell: boolean; mayBeSent: boolean },
): TaskProblem {
  const problem = taskProblem('submit-uncertain', upstream);
  if (!mayStillTell) {
    return saying(
      problem,
      'It cannot be asked for, because the provider finds no task by its name: look in your account there.',
    );
  }
  const asked = saying(
    problem,
    'It goes on being asked for by itself for a day; Look again asks at once and sends nothing.',
  );
  return mayBeSent ? saying(asked, SENT_AGAIN) : saying(asked, 'It is not sent again by itself.');
}

const SENT_AGAIN =
  'If the provider says for a minute, within half an hour of sending, that it does not have it, it is sent again by itself; give it up to prevent that.';

/** For a submit that the provider, asked for it, says that it does not have. */
export function notTaken(): TaskProblem {
  const problem = taskProblem('submit-not-found', null);
  const detail = `The provider was asked for this task and ${ITS_WORD} Retry ${ASKS_FIRST}`;
  return { ...problem, detail };
}

/** For a submit that was sent again and again, and that the provider says each time that it does not have. */
export function sentInVain(trouble: TaskProblem | null, doubts: number): TaskProblem {
  // That its answers were lost says nothing of the reason.
  if (trouble === null || trouble.code === 'submit-looking-up') return notTaken();
  const detail = `${problemDetail(trouble.code)} This was sent ${doubts} times under the same name; the provider was asked for it and ${ITS_WORD} A retry in a while ${ASKS_FIRST}`;
  return { ...trouble, detail };
}

/** A denial is the provider's word: it may be wrong, and money hangs on it. */
const ITS_WORD = 'says that it does not have it. If so, it cost nothing.';
const ASKS_FIRST = 'asks once more before it is sent again.';

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
