import type { TaskProblem, UpstreamReply } from '../src/domain/contract/problem.ts';
import type { TaskStatus } from '../src/domain/contract/task.ts';
import { type ProblemCode, problemDetail } from '../src/domain/problem.ts';

/** One way in which a task ends without all that was asked for, with what a provider really answers then. */
export interface TaskEnding {
  readonly status: Extract<TaskStatus, 'failed' | 'cancelled' | 'uncertain'>;
  readonly problem: TaskProblem | null;
  /** How far the submit had come: no request left, one left and nobody knows, the provider named its task. */
  readonly submit: 'unsent' | 'in-doubt' | 'taken';
  /** Whether it can happen to the built-in engine too; the rest needs a provider at the other end of a wire. */
  readonly isBuiltIn: boolean;
}

const reply = (httpStatus: number | null, code: string | null, message: string | null): UpstreamReply => ({
  httpStatus,
  code,
  message,
  requestId: httpStatus === null ? null : `req-${httpStatus}-${code ?? 'page'}`,
});

function ending(
  status: TaskEnding['status'],
  code: ProblemCode,
  more: Partial<Omit<TaskEnding, 'status' | 'problem'>> & { upstream?: UpstreamReply } = {},
): TaskEnding {
  const { upstream = null, submit = 'taken', isBuiltIn = false } = more;
  return { status, problem: { code, detail: problemDetail(code), upstream }, submit, isBuiltIn };
}

const UNSENT = { submit: 'unsent' } as const;
const DOUBT = { submit: 'in-doubt' } as const;

/** Every way in which a task can fail, be cancelled or stay uncertain. */
export const TASK_ENDINGS: readonly TaskEnding[] = [
  ending('failed', 'upstream-policy', { ...UNSENT, upstream: reply(400, '1301', 'trigger content policy') }),
  ending('failed', 'upstream-refused', { ...UNSENT, upstream: reply(400, '1201', 'image is invalid') }),
  ending('failed', 'upstream-unavailable', { ...UNSENT, upstream: reply(503, '5001', 'try again later') }),
  ending('failed', 'upstream-rate-limited', { ...UNSENT, upstream: reply(429, '1302', 'too many requests') }),
  ending('failed', 'upstream-unreachable', {
    ...UNSENT,
    upstream: reply(null, null, 'connect ECONNREFUSED'),
  }),
  ending('failed', 'upstream-unreadable', { ...UNSENT, upstream: reply(200, null, '<html>Welcome</html>') }),
  ending('failed', 'upstream-task-failed', { upstream: reply(200, '0', 'Image pixel is invalid') }),
  ending('failed', 'upstream-deadline'),
  ending('failed', 'result-unavailable', { upstream: reply(404, null, 'gone') }),
  ending('failed', 'result-unreadable'),
  ending('failed', 'engine-failed', { isBuiltIn: true, submit: 'unsent' }),
  ending('failed', 'source-not-found', { isBuiltIn: true, submit: 'unsent' }),
  ending('failed', 'provider-unavailable', UNSENT),
  ending('failed', 'disk-full', { isBuiltIn: true }),
  ending('failed', 'storage-unavailable', { isBuiltIn: true }),
  ending('failed', 'internal', { isBuiltIn: true, submit: 'unsent' }),
  { status: 'cancelled', problem: null, submit: 'unsent', isBuiltIn: true },
  ending('cancelled', 'cancelled-unsent', UNSENT),
  ending('cancelled', 'cancelled-in-doubt', DOUBT),
  ending('cancelled', 'cancelled-running'),
  ending('cancelled', 'given-up', DOUBT),
  ending('uncertain', 'submit-uncertain', DOUBT),
  ending('uncertain', 'submit-taken', {
    ...DOUBT,
    upstream: reply(400, '1201', 'external_task_id is duplicate'),
  }),
  ending('uncertain', 'submit-not-found', { ...DOUBT, upstream: reply(404, '1203', 'task does not exist') }),
  ending('uncertain', 'upstream-task-unknown', { upstream: reply(404, '1203', 'task does not exist') }),
  ending('uncertain', 'upstream-ended', { upstream: reply(200, '0', 'timeout') }),
  ending('uncertain', 'upstream-task-lost', { upstream: reply(404, '1203', 'task does not exist') }),
];
