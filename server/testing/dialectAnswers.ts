import type { Answer } from '../../testing/upstream/answer.ts';
import { says } from '../../testing/upstream/replies.ts';
import {
  CREATE_SHAPES,
  created,
  QUERY_SHAPES,
  queried,
  UNKNOWN_TASK_SHAPES,
  unknownTask,
} from '../../testing/upstream/shapes.ts';
import type { KlingAnswer } from '../providers/kling/klingClient.ts';
import { readKlingReply } from '../providers/kling/klingReply.ts';

/*
 * Everything that upstreams are known, or likely, to answer, as it stands on the wire, for tests that try all of it.
 */

const THEIRS = '878106242831892487';
export const OURS = 'ours';
const PAGE = '<html>Hello</html>';
const data = { task_id: THEIRS, task_status: 'submitted', task_info: { external_task_id: OURS } };
const stranger = { ...data, task_id: '1', task_info: { external_task_id: 'of somebody else' } };

export interface CreateAnswer {
  readonly name: string;
  readonly answer: KlingAnswer;
  /** What may be true behind it: it was taken, or not. */
  readonly took: readonly boolean[];
}

type Wire = readonly [name: string, status: number, body: unknown];

function read(status: number, body: unknown): KlingAnswer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { kind: 'answered', reply: readKlingReply(status, text), clockMs: null };
}

const readAnswer = ({ status, body }: Answer): KlingAnswer => read(status, String(body));

const NOT_TAKEN: readonly Wire[] = [
  ['1000', 401, says(1000)],
  ['1004', 401, says(1004)],
  ['1103', 403, says(1103)],
  ['1101', 429, says(1101)],
  ['1304', 429, says(1304)],
  ['1300', 400, says(1300)],
  ['1301', 400, says(1301)],
  ['1302', 429, says(1302)],
  ['1303', 429, says(1303)],
  ['1303 as 200', 200, says(1303)],
  ['a bare 429', 429, ''],
  ['429 with a page', 429, PAGE],
  ['1200', 400, says(1200)],
  ['1201', 400, says(1201, 'n is invalid')],
  ['1202', 404, says(1202)],
  ['1203', 404, says(1203)],
  ['1299', 200, says(1299)],
  ['a model that is not found', 400, says(1201, 'model not found')],
  ['task_not_exist', 400, { code: 'task_not_exist' }],
  ['a task that is not found, without a code', 404, { error: { message: 'task not found' } }],
  ['a bad request as 500', 500, { error: { message: 'bad', code: 'invalid_request' } }],
  ['the route is gone', 404, { code: null, message: '404' }],
  ['the route is gone, as 200', 200, { code: null, message: '404' }],
  ['the route is gone, as a code', 200, { code: 404, message: 'gone' }],
  ['404 with a page', 404, PAGE],
  ['a redirect', 301, PAGE],
  ['a firewall', 403, PAGE],
  ['401 with nothing', 401, ''],
  ['401 as an error object', 401, { error: { message: 'no' } }],
  ['403 as an error object', 403, { error: { message: 'no' } }],
  ['402', 402, { error: { message: 'no credit' } }],
  ['400 without a code', 400, { error: { message: 'bad' } }],
];

const UNTOLD: readonly Wire[] = [
  ['success without an id', 200, { code: 0, data: {} }],
  ['an id that is none', 200, { code: 0, data: { task_id: '   ' } }],
  ['two ids', 200, { code: 0, task_id: '1', data: { task_id: '2' } }],
  ['an unknown code', 200, { code: 77 }],
  ['an unknown form', 200, { result: { job: 'under way' } }],
  ['a page', 200, PAGE],
  ['nothing', 200, ''],
  ['half an answer', 200, '{"code":0,"data":{"task_'],
  ['a number', 200, '7'],
  ['poison', 500, '{"code":5000,"message":"\\u0000 \\ud83d"}'],
  ['5000', 500, says(5000)],
  ['5001', 503, says(5001)],
  ['5002', 504, says(5002)],
  ['502 with a page', 502, PAGE],
  ['524 with a page', 524, PAGE],
  ['408', 408, ''],
  ['425', 425, ''],
  ['499', 499, ''],
  ['a lost answer behind the gateway', 200, { code: 'read_response_body_failed' }],
  ['an error that names a task', 400, { code: 1201, message: 'late', data: { task_id: THEIRS } }],
  ['success under an error status', 500, { code: 0, data: { task_id: THEIRS } }],
];

/** What may come back when a create is sent. */
export const CREATE_ANSWERS: readonly CreateAnswer[] = [
  ...CREATE_SHAPES.map((shape) => ({
    name: `taken: ${shape}`,
    answer: readAnswer(created(shape, data)),
    took: [true],
  })),
  ...NOT_TAKEN.map(([name, status, body]) => ({ name, answer: read(status, body), took: [false] })),
  ...UNTOLD.map(([name, status, body]) => ({ name, answer: read(status, body), took: [true, false] })),
  { name: 'cut or too late', answer: { kind: 'lost', message: 'cut' }, took: [true, false] },
  { name: 'nobody listens', answer: { kind: 'not-sent', message: 'ECONNREFUSED' }, took: [false] },
];

/** What comes back when repeats are refused, and it is one. */
export const DUPLICATES: readonly KlingAnswer[] = [
  read(400, says(1201, `external_task_id value '${OURS}' is duplicate`)),
  read(400, says(1201, 'external_task_id already exists')),
  read(400, { error: { message: 'external_task_id must be unique' } }),
];

/** What comes back when a submit is asked for by our name. */
export const LOOK_UP_ANSWERS = {
  /** It is there, and told of. */
  there: QUERY_SHAPES.filter((shape) => shape !== 'unfamiliar').map((shape) =>
    readAnswer(queried(shape, data)),
  ),
  /** The provider does not know it by this name. */
  notThere: UNKNOWN_TASK_SHAPES.map((shape) => readAnswer(unknownTask(shape, OURS))),
  /** Whatever is true. */
  either: [
    readAnswer(queried('unfamiliar', data)),
    read(200, { code: 0, data: stranger }),
    read(200, { code: 0, data: [stranger] }),
    read(200, { code: 0, data: {} }),
    ...[...UNTOLD, ...NOT_TAKEN]
      .filter(([name]) => !/task_not_exist|not found|route|1203|names a task|success|ids?\b/.test(name))
      .map(([, status, body]) => read(status, body)),
    { kind: 'lost', message: 'cut' },
    { kind: 'not-sent', message: 'ECONNREFUSED' },
  ],
} satisfies Readonly<Record<string, readonly KlingAnswer[]>>;
