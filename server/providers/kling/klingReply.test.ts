import { describe, expect, test } from 'vitest';
import { classifyFailure } from './klingProblem.ts';
import { readKlingReply } from './klingReply.ts';
import { retryAfterMs } from './retryAfter.ts';

const json = (value: unknown) => JSON.stringify(value);

describe('readKlingReply', () => {
  test.each([
    ['Kling', { code: 0, message: 'SUCCEED', request_id: 'r', data: { task_id: '878106242831892487' } }],
    ['a string code', { code: '0', data: { task_id: '878106242831892487' } }],
    ['a word as code', { code: 'success', data: { task_id: '878106242831892487', task_result: null } }],
    ['a list as data', { code: 0, data: [{ task_id: '878106242831892487', task_info: {} }] }],
    ['more than is documented', { code: 0, extra: [], data: { task_id: '878106242831892487', more: 1 } }],
  ])('understands success as %s says it', (_name, body) => {
    const reply = readKlingReply(200, json(body));
    expect(reply.isSuccess).toBe(true);
    expect(reply.tasks[0]?.id).toBe('878106242831892487');
  });

  test('reads a finished task, whatever its images are numbered like', () => {
    const images = [
      { index: '2', url: 'https://a/2.png' },
      { index: 1, url: 'https://a/1.png' },
    ];
    const body = { code: 0, data: { task_id: 't', task_status: 'succeed', task_result: { images } } };
    expect(readKlingReply(200, json(body)).tasks[0]).toEqual({
      id: 't',
      externalId: null,
      state: 'succeeded',
      said: 'succeed',
      reason: null,
      images: ['https://a/1.png', 'https://a/2.png'],
      charge: null,
    });
    const bare = { code: 0, data: { task_id: 't', task_result: { images: [{ url: 'x' }, { url: 'y' }] } } };
    expect(readKlingReply(200, json(bare)).tasks[0]?.images).toEqual(['x', 'y']);
  });

  test('a word that only sounds like an end is none where an image lies beside it', () => {
    const task = (more: object) =>
      readKlingReply(200, json({ code: 0, data: { task_id: 't', task_status: 'Expired', ...more } }))
        .tasks[0];
    expect(task({})).toMatchObject({ state: 'ended', said: 'expired' });
    const images = [{ url: 'https://a/1.png' }];
    expect(task({ task_result: { images } })).toMatchObject({
      state: 'succeeded',
      images: ['https://a/1.png'],
    });
  });

  test('an id beside a word that is said of calls too names no task', () => {
    for (const status of ['error', 'timeout', 'aborted']) {
      expect(readKlingReply(200, json({ id: 'request', status })).isSuccess).toBe(false);
    }
  });

  test('finds the reason of a failed task under either name', () => {
    for (const field of ['task_status_msg', 'fail_reason']) {
      const body = { code: 0, data: { task_id: 't', task_status: 'failed', [field]: 'too dark' } };
      expect(readKlingReply(200, json(body)).tasks[0]?.reason).toBe('too dark');
    }
  });

  test('keeps what a gateway says, and finds the request id inside its message', () => {
    const body = { error: { message: 'No such path (request id: 20261122abc)', type: 'x', code: '' } };
    expect(readKlingReply(500, json(body)).upstream).toEqual({
      httpStatus: 500,
      code: null,
      message: 'No such path (request id: 20261122abc)',
      requestId: '20261122abc',
    });
  });

  test.each([
    ['nothing', ''],
    ['a page', '<html><title>Hi</title></html>'],
    ['a number', '7'],
    ['null', 'null'],
    ['cut JSON', '{"code":0,"da'],
  ])('%s is not a success', (_name, body) => {
    const reply = readKlingReply(200, body);
    expect(reply.isSuccess).toBe(false);
    expect(reply.tasks).toEqual([]);
  });

  test('a success code under an error status is no success', () => {
    expect(readKlingReply(500, json({ code: 0, data: { task_id: 't' } })).isSuccess).toBe(false);
    expect(readKlingReply(200, json({ code: null, message: '404' })).isSuccess).toBe(false);
  });
});

const wholly = (data: object, more: object = {}) =>
  json({ code: 0, ...more, data: { task_id: 't', ...data } });
const AT = 'https://a/1.png';

test.each([
  ['as one address', wholly({ task_status: 'succeed', task_result: { images: AT } })],
  ['as one image', wholly({ task_status: 'succeed', task_result: { image: { url: AT } } })],
  ['as a list of addresses of another name', wholly({ status: 'done', task_result: { image_urls: [AT] } })],
  ['as the result itself', wholly({ task_status: 'Success ', task_result: [{ image_url: { url: AT } }] })],
  ['as an output', wholly({ status: 'FINISHED', output: AT })],
  ['in what was handed on', wholly({ status: 'SUCCESS', data: { data: { task_result: { images: [AT] } } } })],
])('finds a result that is told %s', (_name, body) => {
  expect(readKlingReply(200, body).tasks[0]).toMatchObject({ id: 't', state: 'succeeded', images: [AT] });
});

test.each([
  ['a word', { result: 'ok' }],
  ['a word in a list', { output: ['done'] }],
  ['an id of the call, with a word about the call', { id: 'call-1', status: 'rejected' }],
  ['an id of the call that is done', { id: 'call-1', status: 'done' }],
])('%s at the top is neither a picture nor a task', (_name, body) => {
  expect(readKlingReply(200, json(body)).tasks).toEqual([]);
});

test('an error beside a code that says well is still one', () => {
  expect(readKlingReply(200, wholly({}, { error: { message: 'no credits' } })).isSuccess).toBe(false);
  expect(readKlingReply(200, wholly({}, { error: 'no credits' })).isSuccess).toBe(false);
  expect(readKlingReply(200, wholly({}, { error: { code: 1102, message: 'success' } })).isSuccess).toBe(
    false,
  );
});

describe('classifyFailure', () => {
  const kling = (code: number, message = '') => json({ code, message, request_id: 'r' });
  test.each([
    [401, kling(1000), 'refused', 'upstream-unauthorized'],
    [401, kling(1004), 'refused', 'upstream-unauthorized'],
    [403, kling(1103), 'refused', 'upstream-not-permitted'],
    [401, '', 'refused', 'upstream-blocked'],
    [403, '<html>Blocked</html>', 'refused', 'upstream-blocked'],
    [403, json({ error: { message: 'no' } }), 'refused', 'upstream-unauthorized'],
    [429, kling(1100), 'refused', 'upstream-account'],
    [429, kling(1101), 'refused', 'upstream-account'],
    [429, kling(1102), 'refused', 'upstream-account'],
    [429, kling(1304), 'refused', 'upstream-account'],
    [429, kling(1302), 'busy', 'upstream-rate-limited'],
    [429, kling(1303), 'busy', 'upstream-rate-limited'],
    [429, '', 'busy', 'upstream-rate-limited'],
    [200, kling(1303), 'busy', 'upstream-rate-limited'],
    [400, kling(1300), 'refused', 'upstream-policy'],
    [400, kling(1301), 'refused', 'upstream-policy'],
    [400, kling(1201, 'image can not be null'), 'refused', 'upstream-refused'],
    [400, kling(1201, 'external_task_id is duplicated'), 'duplicate', 'upstream-refused'],
    [400, kling(1201, 'external_task_id already exists'), 'duplicate', 'upstream-refused'],
    [404, kling(1202), 'refused', 'upstream-refused'],
    [404, kling(1203), 'not-found', 'upstream-refused'],
    [400, kling(1201, 'Task not found, task_id: x'), 'not-found', 'upstream-refused'],
    [400, json({ code: 'task_not_exist' }), 'not-found', 'upstream-refused'],
    [404, json({ error: { message: 'task not found' } }), 'not-found', 'upstream-refused'],
    [404, json({ code: null, message: '404' }), 'nothing-there', 'upstream-refused'],
    [200, json({ code: null, message: '404' }), 'nothing-there', 'upstream-refused'],
    [404, '<html></html>', 'refused', 'upstream-unreadable'],
    [200, '<html></html>', 'unreadable', 'upstream-unreadable'],
    [200, '', 'unreadable', 'upstream-unreadable'],
    [200, kling(999), 'unreadable', 'upstream-unreadable'],
    [200, kling(1299), 'refused', 'upstream-refused'],
    [301, '<html></html>', 'refused', 'upstream-unreadable'],
    [500, kling(5000), 'trouble', 'upstream-unavailable'],
    [503, kling(5001), 'trouble', 'upstream-unavailable'],
    [504, kling(5002), 'trouble', 'upstream-unavailable'],
    [524, '<html></html>', 'trouble', 'upstream-unavailable'],
    [500, json({ error: { message: 'bad', code: 'invalid_request' } }), 'refused', 'upstream-refused'],
  ] as const)('%i %s is %s: %s', (status, body, kind, code) => {
    expect(classifyFailure(readKlingReply(status, body))).toMatchObject({ kind, problem: { code } });
  });
});

test.each([
  [null, undefined],
  ['', undefined],
  ['soon', undefined],
  ['7', 7000],
  ['0', 0],
  ['99999', 300_000],
  ['Sun, 22 Nov 2026 12:00:30 GMT', 30_000],
  ['Sun, 22 Nov 2026 11:00:00 GMT', 0],
])('Retry-After %s means %s ms', (header, expected) => {
  expect(retryAfterMs(header, Date.parse('2026-11-22T12:00:00Z'))).toBe(expected);
});
