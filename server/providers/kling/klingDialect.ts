import type { ProblemCode } from '../../../src/domain/problem.ts';

/*
 * Everything that upstreams are known, or likely, to say, as data: Kling's own reference, what was measured there,
 * and the gateways before it. The reader and the classifier know no other words.
 */

/** Where each fact of a task stands, the most trustworthy first. A dot leads into an object. */
export const FIELDS = {
  id: ['task_id', 'taskId'],
  /** Names many things; it is a task's where its state stands beside it. */
  unsureId: ['id'],
  externalId: [
    'task_info.external_task_id',
    'external_task_id',
    'external_id',
    'taskInfo.externalTaskId',
    'externalTaskId',
  ],
  status: ['task_status', 'taskStatus', 'status', 'state'],
  reason: ['task_status_msg', 'taskStatusMsg', 'fail_reason', 'status_msg', 'message'],
  /** Where the reference has what was made. */
  result: ['task_result', 'taskResult'],
  /** Lists of images, and of nothing else. */
  images: ['images', 'outputs', 'image_list', 'imageList', 'series_images', 'seriesImages'],
  /** What may hold images, one or many, and may be something else. */
  imagePlaces: [
    ...['task_result.image', 'taskResult.image', 'result.image', 'output.image'],
    ...['urls', 'result_url', 'resultUrl', 'result_urls', 'resultUrls'],
    ...['output', 'output_images', 'result', 'results', 'response', 'generations', 'artifacts'],
    ...['predictions', 'works', 'resource'],
    // As those answer whose models talk: a choice has a message, and that has images or contents.
    ...['choices', 'message.images', 'message.content', 'candidates', 'content', 'parts'],
    ...['inline_data', 'inlineData'],
  ],
  /** Where one image lies; as a list, several. */
  address: [
    'url',
    // Or the image itself, which is an address by the time that this is read.
    ...['b64_json', 'b64Json', 'b64', 'base64', 'image_base64', 'imageBase64', 'b64_image', 'base64_data'],
    'binary_data_base64',
  ],
  /** The same, or what was sent: requests have them by these names. */
  unsureAddress: ['image_urls', 'imageUrls', 'image_url', 'imageUrl'],
  /** In items of a list of images; elsewhere it is what was sent. */
  image: ['image'],
  /** Gateways hand on the answer of the one behind them inside of their own. */
  wrappers: ['data', 'task'],
  inner: ['data', 'task', 'result'],
  units: ['final_unit_deduction', 'finalUnitDeduction'],
  balance: ['final_balance_deduction', 'finalBalanceDeduction'],
  billing: ['billing'],
} as const;

/** Words for a task's state. Words that are not here count as under way: a deadline ends them. */
export const STATES: Readonly<Record<string, 'processing' | 'succeeded' | 'failed' | 'ended'>> = {
  submitted: 'processing',
  processing: 'processing',
  queued: 'processing',
  pending: 'processing',
  running: 'processing',
  in_progress: 'processing',
  not_start: 'processing',
  succeed: 'succeeded',
  succeeded: 'succeeded',
  success: 'succeeded',
  completed: 'succeeded',
  complete: 'succeeded',
  finished: 'succeeded',
  done: 'succeeded',
  failed: 'failed',
  fail: 'failed',
  failure: 'failed',
  rejected: 'failed',
  // None of these is documented. A gateway that gave up waiting says them too, of a task that goes on behind it.
  cancelled: 'ended',
  canceled: 'ended',
  error: 'ended',
  errored: 'ended',
  timeout: 'ended',
  timedout: 'ended',
  timed_out: 'ended',
  time_out: 'ended',
  expired: 'ended',
  aborted: 'ended',
  abort: 'ended',
  terminated: 'ended',
  interrupted: 'ended',
  stopped: 'ended',
  killed: 'ended',
  dead: 'ended',
};

/** Of these, words that are said of a call too: an `id` beside one of them may be that of the call. */
export const SAID_OF_CALLS: ReadonlySet<string> = new Set([
  ...['complete', 'finished', 'done', 'rejected'],
  ...Object.keys(STATES).filter((word) => STATES[word] === 'ended'),
]);

/** Codes that say that a call worked. Some gateways repeat the HTTP status, others leave the code out. */
export const SUCCESS_CODES: ReadonlySet<string> = new Set(['0', '200', 'success', 'succeed', 'ok']);

/** What an answer without success means for the call that got it. */
export type FailureKind =
  /** Not carried out, may be made again. */
  | 'busy'
  /** A task was taken under this external id before. */
  | 'duplicate'
  /** The provider has no such task. */
  | 'not-found'
  /** Nothing is at this address: a route that is not there looks like this, and so may a task. */
  | 'nothing-there'
  /** Not carried out, and would not be next time. */
  | 'refused'
  /** The provider, or something on the way to it, is in trouble. */
  | 'trouble'
  /** Not in a form that is known. */
  | 'unreadable';

/** What each of them proves about a create that got it as its answer. */
export const PROVES: Readonly<Record<FailureKind, 'taken' | 'not-taken' | 'unknown'>> = {
  busy: 'not-taken',
  duplicate: 'taken',
  'not-found': 'not-taken',
  'nothing-there': 'not-taken',
  refused: 'not-taken',
  trouble: 'unknown',
  unreadable: 'unknown',
};

export interface FailureRule {
  /** HTTP status, from and to. */
  readonly status?: readonly [from: number, to: number];
  /** The code in the body; an empty one stands for none. */
  readonly codes?: readonly string[] | RegExp;
  readonly says?: RegExp;
  /** `api`: a JSON object; `page`: a page for people; `other`: neither, such as half an answer. */
  readonly form?: readonly ('api' | 'page' | 'other')[];
  readonly kind: FailureKind;
  readonly problem: ProblemCode;
}

const SAYS_DUPLICATE = /duplicat|already (exist|used|been used)|repeat|not unique|must be unique/i;
const SAYS_NOT_FOUND = /not[ _]?(be )?(found|exist)|doesn't exist|no such|unknown task|不存在/i;

/**
 * Codes go before statuses: 429 stands for a stopped account as well as for too many calls, and some gateways send
 * 500 for a bad request. The first rule that fits counts.
 */
export const FAILURES: readonly FailureRule[] = [
  { codes: ['1000', '1001', '1002', '1003', '1004'], kind: 'refused', problem: 'upstream-unauthorized' },
  { codes: ['1103'], kind: 'refused', problem: 'upstream-not-permitted' },
  { codes: ['1100', '1101', '1102', '1304'], kind: 'refused', problem: 'upstream-account' },
  { codes: ['1300', '1301'], kind: 'refused', problem: 'upstream-policy' },
  { codes: ['1302', '1303'], kind: 'busy', problem: 'upstream-rate-limited' },
  // Code 1201 covers every bad value; only its message tells a name that was used before, or one that nobody knows.
  { codes: ['1201'], says: SAYS_DUPLICATE, kind: 'duplicate', problem: 'upstream-refused' },
  {
    codes: [''],
    form: ['api'],
    says: /^(?=.*external_task_id).*(duplicat|already|repeat|unique)/i,
    kind: 'duplicate',
    problem: 'upstream-refused',
  },
  { codes: ['1203', 'task_not_exist', 'task_not_found'], kind: 'not-found', problem: 'upstream-refused' },
  { codes: ['1200', '1201'], says: SAYS_NOT_FOUND, kind: 'not-found', problem: 'upstream-refused' },
  {
    status: [400, 404],
    codes: ['', '404', '400'],
    form: ['api'],
    says: /task[ _'"\w-]*(not[ _]?(found|exist)|does)|no such task|unknown task|task_not_exist/i,
    kind: 'not-found',
    problem: 'upstream-refused',
  },
  // The path, the method or a field is wrong, which says nothing about a task.
  { codes: ['1202', 'invalid_request'], kind: 'refused', problem: 'upstream-refused' },
  // Kling's own trouble, and words of gateways that lost the answer of the one behind them.
  {
    codes: ['5000', '5001', '5002', 'do_request_failed', 'read_response_body_failed'],
    kind: 'trouble',
    problem: 'upstream-unavailable',
  },
  // Never taken, whatever it says.
  { status: [429, 429], kind: 'busy', problem: 'upstream-rate-limited' },
  { codes: /^1\d{3}$/, form: ['api'], kind: 'refused', problem: 'upstream-refused' },
  // Only an answer in the API's form is an answer about the key or the account.
  { status: [401, 401], form: ['api'], kind: 'refused', problem: 'upstream-unauthorized' },
  { status: [403, 403], form: ['api'], kind: 'refused', problem: 'upstream-unauthorized' },
  { status: [402, 402], form: ['api'], kind: 'refused', problem: 'upstream-account' },
  { status: [408, 409], kind: 'trouble', problem: 'upstream-unreachable' },
  { status: [425, 425], kind: 'trouble', problem: 'upstream-unreachable' },
  { status: [499, 499], kind: 'trouble', problem: 'upstream-unreachable' },
  { status: [500, 599], kind: 'trouble', problem: 'upstream-unavailable' },
  { status: [404, 404], form: ['api'], kind: 'nothing-there', problem: 'upstream-refused' },
  { status: [200, 299], codes: ['404'], form: ['api'], kind: 'nothing-there', problem: 'upstream-refused' },
  {
    status: [200, 299],
    codes: [''],
    says: /^404$/,
    form: ['api'],
    kind: 'nothing-there',
    problem: 'upstream-refused',
  },
  // Half an answer may be the end of a request that worked, and a page may hide one.
  { status: [200, 299], kind: 'unreadable', problem: 'upstream-unreadable' },
  { status: [300, 399], kind: 'refused', problem: 'upstream-unreadable' },
  { status: [404, 404], kind: 'refused', problem: 'upstream-unreadable' },
  { form: ['page', 'other'], kind: 'refused', problem: 'upstream-blocked' },
  { kind: 'refused', problem: 'upstream-refused' },
];
