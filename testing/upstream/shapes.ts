import { type Answer, json } from './answer.ts';
import { IMAGE_SHAPES, toldWithImages } from './imageShapes.ts';

/** How upstreams say that they know no such task. */
export const UNKNOWN_TASK_SHAPES = [
  '404 with 1203',
  '400 with 1201',
  'task_not_exist',
  'an error object',
  'a bare 404',
  'an empty list',
] as const;

export function unknownTask(shape: (typeof UNKNOWN_TASK_SHAPES)[number], id: string): Answer {
  const says = (code: number | string, message: string) => ({
    code,
    message,
    request_id: crypto.randomUUID(),
  });
  switch (shape) {
    case '404 with 1203':
      return json(404, says(1203, `task '${id}' does not exist`));
    case '400 with 1201':
      return json(400, says(1201, `Task not found, task_id or external_task_id: ${id}`));
    case 'task_not_exist':
      return json(400, says('task_not_exist', 'task_not_exist'));
    case 'an error object':
      return json(404, {
        error: { message: `task not found (request id: ${crypto.randomUUID()})`, type: 'x', code: '' },
      });
    case 'a bare 404':
      return json(404, { code: null, message: '404' });
    case 'an empty list':
      return json(200, { code: 0, message: 'SUCCEED', data: [] });
  }
}

/** How they answer a create that was taken. */
export const CREATE_SHAPES = [
  'documented',
  'id at top level',
  'no code',
  'code 200',
  'code as a word',
  'id as a number',
  'a list',
  'other words',
  'nulls',
  'wrapped',
  'camel case',
  'behind a byte order mark',
  'with an error that is none',
] as const;

type Data = Readonly<Record<string, unknown>>;

export function created(shape: (typeof CREATE_SHAPES)[number], data: Data): Answer {
  const { task_id: id } = data;
  const rest = { message: 'SUCCEED', request_id: crypto.randomUUID() };
  switch (shape) {
    case 'documented':
      return json(200, { code: 0, ...rest, data });
    case 'id at top level':
      return json(200, { ...data, request_id: rest.request_id });
    case 'no code':
      return json(200, { ...rest, data });
    case 'code 200':
      return json(200, { code: 200, ...rest, data });
    case 'code as a word':
      return json(200, { code: 'success', ...rest, data });
    case 'id as a number':
      return withNumericId({ code: 0, ...rest, data }, id);
    case 'a list':
      return json(200, { code: '0', ...rest, data: [data] });
    case 'other words':
      return json(200, { code: 0, ...rest, data: { id, status: 'queued' } });
    case 'nulls':
      return json(200, { code: 0, message: null, data: { task_id: id, task_status: null, task_info: null } });
    case 'wrapped':
      return json(200, { code: 'success', data: { code: 0, ...rest, data } });
    case 'camel case':
      return json(200, { code: 0, ...rest, data: inCamelCase(data) });
    case 'behind a byte order mark':
      return behindMark(json(200, { code: 0, ...rest, data }));
    case 'with an error that is none':
      return json(200, { code: 0, ...rest, error: '', data });
  }
}

/** What results come as. */
export const RESULT_FILES = ['png', 'jpeg', 'jpeg without its end'] as const;

const WORDS_LIKE_AN_END = [
  ...['timeout', 'timed_out', 'Timed Out', 'expired', 'Expired', 'error', 'ERRORED', 'cancelled', 'canceled'],
  ...['aborted', 'terminated', 'interrupted', 'stopped', 'killed', 'dead'],
];

/** How they answer a question for a task that they know. */
export const QUERY_SHAPES = [
  'documented',
  'a list',
  'other words',
  'addresses alone',
  'id as a number',
  'without our name',
  'wrapped',
  'handed on',
  'camel case',
  'behind a byte order mark',
  'with an error that is none',
  'addresses without a host',
  ...IMAGE_SHAPES,
  'a word that sounds like an end',
  'unfamiliar',
] as const;

/** @param files of its images, for shapes that hold them */
export function queried(
  shape: (typeof QUERY_SHAPES)[number],
  data: Data,
  files: readonly (Buffer | null)[] = [],
): Answer {
  const rest = { message: 'SUCCEED', request_id: crypto.randomUUID() };
  const { task_id: id, task_status: status, task_info: info, task_result: result } = data;
  switch (shape) {
    case 'documented':
      return json(200, { code: 0, ...rest, data });
    case 'a list':
      return json(200, { code: 0, ...rest, data: [data] });
    case 'other words':
      return json(200, {
        code: 'success',
        data: { ...data, task_status: undefined, status: otherWord(status) },
      });
    case 'addresses alone':
      return json(200, { code: 0, ...rest, data: { ...data, task_result: addressesOf(result) } });
    case 'id as a number':
      return withNumericId({ code: 0, ...rest, data }, id);
    case 'without our name':
      return json(200, {
        code: 0,
        ...rest,
        data: { ...data, task_info: { ...Object(info), external_task_id: null } },
      });
    case 'wrapped':
      return json(200, { code: 'success', data: { code: 0, ...rest, data } });
    case 'handed on': {
      const handedOn = { code: 0, data: { ...data, task_id: 'theirs' } };
      return json(200, { code: 'success', data: { task_id: id, status: otherWord(status), data: handedOn } });
    }
    case 'camel case':
      return json(200, { code: 0, ...rest, data: inCamelCase(data) });
    case 'behind a byte order mark':
      return behindMark(json(200, { code: 0, ...rest, data }));
    case 'with an error that is none':
      return json(200, { code: 0, error: { code: 0, message: 'success' }, data });
    case 'addresses without a host':
      return json(200, { code: 0, ...rest, data: { ...data, task_result: addressesOf(result, pathIn) } });
    case 'a word that sounds like an end':
      return json(200, { code: 0, ...rest, data: { ...data, task_status: soundingLikeAnEnd(status) } });
    case 'unfamiliar':
      return json(200, { result: { job: 'under way' } });
    default:
      return json(200, toldWithImages(shape, { data, files }));
  }
}

/** Gateways that lost sight of a task say so too, of one that goes on behind them. */
function soundingLikeAnEnd(status: unknown): unknown {
  return status === 'submitted' || status === 'processing'
    ? // Without Node: the page of the fake provider reads the names of the shapes in this file.
      WORDS_LIKE_AN_END[Math.floor(Math.random() * WORDS_LIKE_AN_END.length)]
    : status;
}

function otherWord(status: unknown): unknown {
  return status === 'succeed' ? 'succeeded' : status;
}

function addressesOf(result: unknown, written: (url: unknown) => string = String): unknown {
  const images: unknown = Object(result).images;
  if (!Array.isArray(images)) return result;
  return { images: images.map((image) => written(Object(image).url)) };
}

function pathIn(url: unknown): string {
  return new URL(String(url)).pathname;
}

/** As gateways send it whose own code is not Python. */
function inCamelCase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inCamelCase);
  if (typeof value !== 'object' || value === null) return value;
  const named = (name: string) =>
    name.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [named(name), inCamelCase(one)]));
}

function behindMark(answer: Answer): Answer {
  return { ...answer, body: `\ufeff${answer.body}` };
}

/** JSON has whole numbers of any length; JavaScript has not. */
function withNumericId(body: Data, id: unknown): Answer {
  const answer = json(200, body);
  return { ...answer, body: String(answer.body).replaceAll(`"task_id":"${id}"`, `"task_id":${id}`) };
}
