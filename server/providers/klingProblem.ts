import type { TaskProblem, UpstreamReply } from '../../src/domain/contract.ts';
import { type ProblemCode, problemDetail } from '../../src/domain/problem.ts';
import type { KlingReply } from './klingReply.ts';

/** What an unsuccessful answer means for the call that got it. */
export type KlingFailure =
  /** The call was not carried out and may be made again. */
  | { readonly kind: 'busy'; readonly problem: TaskProblem }
  /** Nobody knows whether the call was carried out. */
  | { readonly kind: 'trouble'; readonly problem: TaskProblem }
  /** The task was submitted before under this name. */
  | { readonly kind: 'duplicate'; readonly problem: TaskProblem }
  | { readonly kind: 'not-found'; readonly problem: TaskProblem }
  | { readonly kind: 'refused'; readonly problem: TaskProblem };

const UNAUTHORIZED_CODES = new Set(['1000', '1001', '1002', '1003', '1004', '1103']);
const ACCOUNT_CODES = new Set(['1100', '1101', '1102', '1304']);
const BUSY_CODES = new Set(['1302', '1303']);
const POLICY_CODES = new Set(['1300', '1301']);
const NOT_FOUND_CODES = new Set(['1203', 'task_not_exist']);
/** Kling's own trouble, and words of gateways that lost the answer of the one behind them. */
const TROUBLE_CODES = new Set(['5000', '5001', '5002', 'do_request_failed', 'read_response_body_failed']);
const WRONG_REQUEST_CODES = new Set(['1202', 'invalid_request']);

export function taskProblem(code: ProblemCode, upstream: UpstreamReply | null): TaskProblem {
  return { code, detail: problemDetail(code), upstream };
}

/**
 * Sorts an unsuccessful answer by its code first and its HTTP status second: 429 stands for a stopped account as
 * well as for too many calls, and some gateways send 500 for a bad request.
 */
export function classifyFailure({ upstream, isReadable, isPage, task }: KlingReply): KlingFailure {
  const status = upstream.httpStatus ?? 0;
  const code = upstream.code ?? '';
  const as = <Kind extends KlingFailure['kind']>(kind: Kind, problem: ProblemCode) => ({
    kind,
    problem: taskProblem(problem, upstream),
  });

  if (UNAUTHORIZED_CODES.has(code)) return as('refused', 'upstream-unauthorized');
  if (ACCOUNT_CODES.has(code)) return as('refused', 'upstream-account');
  if (POLICY_CODES.has(code)) return as('refused', 'upstream-policy');
  if (BUSY_CODES.has(code)) return as('busy', 'upstream-rate-limited');
  // The path, the method or a field is wrong, which says nothing about a task.
  if (WRONG_REQUEST_CODES.has(code)) return as('refused', 'upstream-refused');
  if (TROUBLE_CODES.has(code)) return as('trouble', 'upstream-unavailable');
  if (isDuplicate(code, upstream.message)) return as('duplicate', 'upstream-refused');
  if (status === 401 || status === 403) return as('refused', 'upstream-unauthorized');
  if (status === 402) return as('refused', 'upstream-account');
  if (status === 429) return as('busy', 'upstream-rate-limited');
  if (status === 408 || status === 425) return as('trouble', 'upstream-unreachable');
  if (status >= 500) return as('trouble', 'upstream-unavailable');
  // A page says that this is not the API. Half an answer may be the end of a request that worked.
  const isWell = status >= 200 && status < 300;
  if (isWell && ((!isReadable && !isPage) || (code === '' && task?.id))) {
    return as('trouble', 'upstream-unreadable');
  }
  if (!isReadable || (status >= 300 && status < 400)) return as('refused', 'upstream-unreadable');
  if (status === 404 || NOT_FOUND_CODES.has(code)) return as('not-found', 'upstream-refused');
  return as('refused', 'upstream-refused');
}

/** Code 1201 covers every bad value; only its message tells a name that was used before. */
function isDuplicate(code: string, message: string | null): boolean {
  if (code !== '1201' && code !== '') return false;
  const said = (message ?? '').toLowerCase();
  return (
    /duplicat|already (exist|used|been used)|repeat|not unique|must be unique/.test(said) &&
    (code === '1201' || said.includes('external_task_id'))
  );
}
