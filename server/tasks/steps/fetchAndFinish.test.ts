import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ProblemCode } from '../../../src/domain/problem.ts';
import type { Fault } from '../../../testing/upstream/fault.ts';
import { PAGE } from '../../../testing/upstream/replies.ts';
import { taskRelays } from '../../testing/taskRelays.ts';

const open = taskRelays();

test.each<[string, Fault]>([
  ['404 for the image', { on: 'image', reply: { status: 404 } }],
  ['a cut image', { on: 'image', cut: 'mid-body' }],
  ['503 for the image', { on: 'image', reply: { status: 503 } }],
])('%s is got over, and paid once', async (_name, fault) => {
  const { relay, accepted, expectCleanUpstream } = await open({ script: [fault] });
  const task = await relay.submit();
  const done = await relay.runTo(task.id, 'succeeded', 'failed', 'uncertain');
  expect(done).toMatchObject({ status: 'succeeded', problem: null, waiting: null });
  expect(done.results).toHaveLength(1);
  expect(accepted()).toEqual([1]);
  expectCleanUpstream();
});

test.each<[string, Fault, ProblemCode]>([
  ['stays away', { on: 'image', nth: 'every', reply: { status: 404 } }, 'result-unavailable'],
  ['is a page', { on: 'image', nth: 'every', reply: PAGE }, 'result-unreadable'],
  [
    'is a page with 404',
    { on: 'image', nth: 'every', reply: { ...PAGE, status: 404 } },
    'result-unavailable',
  ],
])('a result that %s fails the task; a retry fetches it and pays nothing', async (_name, fault, code) => {
  const { relay, upstream, accepted } = await open({ script: [fault] });
  const task = await relay.submit();
  expect((await relay.runTo(task.id, 'failed')).problem?.code).toBe(code);
  upstream.clearFaults();
  await relay.tasks.retry(task.id);
  expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1]);
});

test('an image that does not come yet is fetched again by itself, and nobody is asked to retry', async () => {
  const { relay } = await open({ script: [{ on: 'image', reply: { status: 404 } }] });
  const task = await relay.submit();
  const waiting = await relay.runUntil('wait for its image', async () => {
    const now = await relay.reader.find(task.id);
    return now?.waiting ?? null;
  });
  expect(waiting.detail).toContain('It is fetched again by itself');
  expect(waiting.detail).not.toContain('Retry');
});

test('a side that the upstream ignored is flagged, and the image kept at the size of the frame', async () => {
  const { relay } = await open({ script: [{ on: 'create', taskIgnores: ['right'] }] });
  const task = await relay.submit();
  const done = await relay.runTo(task.id, 'succeeded', 'failed');
  // Whether what was filled is doubtful, and why, is for the engine's own tests.
  expect(done.results).toMatchObject([
    { width: 640, height: 400, flags: expect.arrayContaining(['aspect-mismatch']) },
  ]);
});

test('a JPEG without its end marker is kept: every pixel is there', async () => {
  const { relay, accepted, upstream } = await open({ resultFiles: ['jpeg without its end'] });
  const task = await relay.submit();
  const done = await relay.runTo(task.id, 'succeeded', 'failed');
  expect(done).toMatchObject({ status: 'succeeded', results: [{ flags: [] }] });
  for (const query of ['', '&width=64&format=webp', '&format=png']) {
    const path = `/api/results/${done.results[0]?.id}/image?rendition=raw${query}`;
    const answer = await relay.app.request(path);
    expect([query, answer.status]).toEqual([query, 200]);
    // An answer that nobody reads holds its file open.
    expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(0);
  }
  expect(upstream.state().fileRequests).toBe(1);
  expect(accepted()).toEqual([1]);
});

test('an image that cannot be finished withholds none of the others, and is tried again by itself', async () => {
  const { relay, upstream, accepted } = await open();
  const { finisher } = relay.runnerDeps;
  let [fetchedBefore, isBroken] = [0, true];
  relay.runnerDeps.finisher = {
    ...finisher,
    finish: async (request, signal) => {
      fetchedBefore ||= upstream.state().fileRequests;
      if (isBroken && request.rawPath.includes('-0.raw')) throw new Error('The thread died.');
      return finisher.finish(request, signal);
    },
  };
  const task = await relay.submit({ n: 3 });
  const failed = await relay.runTo(task.id, 'failed', 'succeeded');
  expect(failed).toMatchObject({ status: 'failed', problem: { code: 'internal' } });
  expect(failed.problem?.detail).toContain('2 of 3 images are kept');
  expect(failed.results.map(({ index }) => index)).toEqual([1, 2]);
  // Each was there before the first was begun with.
  expect(fetchedBefore).toBe(3);
  isBroken = false;
  await relay.tasks.retry(task.id);
  expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ results: [{}, {}, {}] });
  expect(upstream.state().fileRequests).toBe(3);
  expect(accepted()).toEqual([1]);
});

test('a full disk is waited for, then the result is kept; nothing is paid again', async () => {
  const { relay, accepted, dataDir } = await open();
  const { store } = relay;
  let isFull = true;
  relay.runnerDeps.store = {
    ...store,
    adopt: async (...place) => {
      if (isFull) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
      return store.adopt(...place);
    },
  };
  const task = await relay.submit();
  const waiting = await relay.runUntil('wait for space', async () => {
    const now = await relay.reader.find(task.id);
    return now?.waiting ? now : null;
  });
  expect(waiting).toMatchObject({
    status: 'finishing',
    waiting: {
      code: 'disk-full',
      detail:
        'The disk of the server is full. It goes on by itself once there is space. Going on costs nothing more.',
    },
  });
  isFull = false;
  expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1]);
  expect(await readdir(path.join(dataDir, 'temporary'))).toEqual([]);
});
