import { expect, test } from 'vitest';
import { pollOutcome, submitOutcome } from './klingOutcome.ts';
import { readKlingReply } from './klingReply.ts';

const A = 'https://host/a.png';
const B = 'https://host/b.png';
const SENT = 'https://host/sent.png';
const ASKED = { upstreamTaskId: 't', externalTaskId: 'ours' };

function told(body: unknown) {
  const reply = readKlingReply(200, JSON.stringify(body));
  return pollOutcome({ kind: 'answered', reply, clockMs: null }, ASKED);
}

const done = (data: object) => ({ code: 0, data: { task_id: 't', task_status: 'succeed', ...data } });
const both = [{ url: A }, { url: B }] as const;

test.each<[string, unknown]>([
  ['images as the answer itself', { created: 1, data: both }],
  ['images as the answer, beside a state', { id: 't', status: 'completed', data: both }],
  ['addresses as the answer', { code: 0, data: [A, B] }],
  ['a task for each image', { code: 0, data: both.map((image) => ({ ...done(image).data })) }],
  ['a nameless task for each image', { code: 0, data: both.map((image) => ({ status: 'done', ...image })) }],
  [
    'a task around images that say how they are',
    { id: 't', status: 'succeed', data: both.map((image) => ({ status: 'succeed', ...image })) },
  ],
  [
    'a task around images with ids of their own',
    {
      ...{ id: 't', status: 'succeed' },
      data: both.map((image, index) => ({ id: `image-${index}`, status: 'succeed', ...image })),
    },
  ],
  [
    'a task around images that repeat its name, without a word of its own',
    { task_id: 't', data: both.map((image) => ({ task_id: 't', status: 'succeed', ...image })) },
  ],
  ['a task that its first image names', { code: 0, data: [{ ...done(both[0]).data }, both[1]] }],
  ['tasks in a task', { code: 0, data: { task_id: 't', tasks: both } }],
  ['a list in the task', done({ data: both })],
  ['a list in what is handed on', { code: 0, data: done({ data: both }) }],
  ['an output', done({ output: [A, B] })],
  ['an output with images', done({ output: { images: both } })],
  ['outputs of images', done({ outputs: [{ image: { url: A } }, { image: B }] })],
  ['a result with addresses', done({ result: { urls: [A, B] } })],
  ['a result at the top', { code: 0, result: both }],
  ['results', done({ results: [{ image_url: { url: A } }, { image_url: B }] })],
  ['one image with two addresses', done({ images: [{ url: [A, B] }] })],
  ['images that know all of themselves', done({ images: [{ url: A, urls: [A, B] }] })],
  ['images that all know of all', done({ images: [A, B].map((url) => ({ url, urls: [A, B] })) })],
  ['an image twice', done({ images: [{ url: A }, { url: A }, { url: B }] })],
  ['images by number', done({ task_result: { images: { 0: { url: A }, 1: { url: B } } } })],
  ['the longer of two lists', done({ images: [A], image_urls: [A, B] })],
  ['a picture beside the list', done({ url: A, task_result: { images: both } })],
  [
    'messages with images',
    done({ choices: both.map((image_url) => ({ message: { images: [{ image_url }] } })) }),
  ],
  [
    'messages with contents',
    done({ choices: [{ message: { content: [{ type: 'text', text: 'Two:' }, { url: A }, { url: B }] } }] }),
  ],
  [
    'words that show images',
    done({ choices: [{ message: { content: `Done: ![a](${A}), ![b](${B} "b")` } }] }),
  ],
  [
    'parts of contents',
    done({
      candidates: [{ content: { parts: [{ inline_data: { data: A } }, { inlineData: { data: B } }] } }],
    }),
  ],
])('all images arrive, in order: %s', (_name, body) => {
  const images = [A, B].map((url, index) => ({ index, url }));
  expect(told(body)).toMatchObject({ kind: 'succeeded', images });
});

test('one that came inside of the answer counts as any other', () => {
  const images = [
    { index: 0, url: 'in-answer:0' },
    { index: 1, url: B },
  ];
  expect(told({ created: 1, data: [{ b64_json: 'in-answer:0' }, { url: B }] })).toMatchObject({ images });
});

test.each<[string, unknown]>([
  ['null', [{ url: A }, null, { url: B }]],
  ['an empty address', [{ url: A }, { url: '' }, { url: B }]],
  ['no address', [A, {}, B]],
])('a place with %s keeps its number, and the others arrive', (_name, list) => {
  const images = [
    { index: 0, url: A },
    { index: 2, url: B },
  ];
  for (const body of [{ data: list }, done({ output: list }), done({ task_result: { images: list } })]) {
    expect(told(body)).toMatchObject({ kind: 'succeeded', images });
  }
});

test.each<[string, unknown]>([
  [
    'one of two tasks that are one',
    { code: 0, data: [done({ url: A }).data, { task_id: 't', status: 'running' }] },
  ],
  [
    'a picture beside «processing»',
    { code: 0, data: { task_id: 't', status: 'processing', image_url: SENT } },
  ],
  ['one image of a task under way', { id: 't', status: 'processing', data: [{ url: A, status: 'succeed' }] }],
  ['one image of whatever is under way', { status: 'processing', data: [{ url: A, status: 'succeed' }] }],
  [
    'one of two images in a task that says nothing',
    { task_id: 't', data: [{ url: A }, { status: 'processing' }] },
  ],
  ['a task without images so far', { id: 't', status: 'processing', data: [] }],
])('nothing is done before all of it is: %s', (_name, body) => {
  expect(told(body).kind).toBe('processing');
});

test.each<[string, unknown]>([
  ['under its own name', done({ image: SENT, data: { images: [A] } })],
  ['as an address', done({ image_url: SENT, task_result: { images: [{ url: A }] } })],
  ['as more addresses than there are images', done({ image_urls: [SENT, B], images: [A] })],
  ['in the documented list’s place, beside it', done({ images: [SENT, B], task_result: { images: [A] } })],
  ['as addresses, beside an output', done({ image_urls: [SENT, B], image_url: [SENT, B], output: A })],
  ['as an address, beside what is handed on', done({ image_url: SENT, data: { output: A } })],
  ['as the address of an image that is inside', done({ images: [{ image_url: SENT, b64_json: A }] })],
  ['as addresses of the image that came of them', done({ images: [{ url: A, image: [SENT, B] }] })],
  ['in what was asked for', done({ input: { images: [SENT, SENT] }, output: A })],
  ['in the image that came of it', done({ images: [{ url: A, image: SENT, source: { url: SENT } }] })],
])('the picture that was sent is none of the results: %s', (_name, body) => {
  expect(told(body)).toMatchObject({ kind: 'succeeded', images: [{ index: 0, url: A }] });
});

test.each<[string, unknown]>([
  ['empty', { code: 0, data: [null] }],
  ['of words', { code: 0, data: ['ok'] }],
  ['of objects that say nothing', { code: 0, data: [{}] }],
])('a list %s does not say that there is no such task', (_name, body) => {
  expect(told(body).kind).toBe('unfamiliar');
});

test.each<[string, object]>([
  ['its name', { task_id: 't', status: 'submitted' }],
  ['an id', { id: 't', status: 'submitted' }],
])('a submit is taken under %s around its images, whatever they are called', (_name, around) => {
  const reply = readKlingReply(200, JSON.stringify({ ...around, data: [{ id: 'i', status: 'submitted' }] }));
  const taken = submitOutcome({ kind: 'answered', reply, clockMs: null });
  expect(taken).toEqual({ kind: 'accepted', upstreamTaskId: 't' });
});

test('the id of a call around a task is not the task’s', () => {
  const body = (state: string) => ({ id: 'call', status: 'success', data: [{ id: 't', status: state }] });
  const reply = readKlingReply(200, JSON.stringify(body('submitted')));
  const taken = submitOutcome({ kind: 'answered', reply, clockMs: null });
  expect(taken).toEqual({ kind: 'accepted', upstreamTaskId: 't' });
  expect(told(body('processing')).kind).toBe('processing');
});

test('images are found in words however much looks like one before them', () => {
  const almost = '!['.repeat(20_000);
  const choices = Array.from({ length: 20 }, (_, at) => ({
    message: { content: `${almost} ![a](https://host/${at}.png)` },
  }));
  expect(told(done({ choices }))).toMatchObject({
    images: choices.map((_, index) => ({ index, url: `https://host/${index}.png` })),
  });
});
