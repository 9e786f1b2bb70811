import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { TaskStatus } from '../../src/domain/contract/task.ts';
import { startFakeUpstream } from '../../testing/upstream/fakeUpstream.ts';
import { waitUntil } from '../../testing/waitUntil.ts';
import type { Database } from '../database/openDatabase.ts';
import { tasks } from '../database/schema.ts';
import { createFinisher } from '../finishing/finisher.ts';
import { openSuiteDatabase, type SuiteDatabase } from '../testing/suiteDatabase.ts';
import { openTestRelay } from '../testing/testRelay.ts';
import { laneOf } from './rows/taskLane.ts';
import { TaskRunner } from './taskRunner.ts';

/** Longer than any test. */
const FOREVER_MS = 2 ** 31 - 1;

let suite: SuiteDatabase;
let database: Database;
const finisher = createFinisher();

beforeAll(async () => {
  suite = await openSuiteDatabase('lanes');
  database = suite.database;
});
afterEach(async () => void (await database.db.delete(tasks)));
afterAll(async () => {
  await finisher.close();
  await suite.close();
});

/** A relay whose lanes have room for two, and which works on tasks that the upstream never answers about. */
async function openWithHanging(on: 'create' | 'image', count: number) {
  const upstream = await startFakeUpstream({
    timing: { polls: 1 },
    script: [{ on, prompt: 'slow', nth: 'every', hang: true }],
  });
  const relay = await openTestRelay({
    ...{ database, dataDir: suite.folder.path, upstream, finisher },
    preset: { timeoutMs: 600_000 },
  });
  const runner = new TaskRunner({ ...relay.runnerDeps, laneSize: 2 });
  onTestFinished(async () => {
    await runner.stop();
    await relay.close();
    await upstream.close();
  });
  const source = await relay.addSource();
  for (let number = 0; number < count; number += 1) {
    await relay.submit({ sourceId: source.id, prompt: 'slow' });
  }
  runner.start();
  const until = (id: string, ...statuses: TaskStatus[]) =>
    waitUntil(`a task that is ${statuses.join(' or ')}`, async () => {
      runner.wake();
      const status = (await relay.reader.find(id))?.status;
      return status !== undefined && statuses.includes(status);
    });
  const waiting = () => upstream.state().creates.filter(({ outcome }) => outcome === 'fault').length;
  return { relay, upstream, source, until, waiting, wake: () => runner.wake() };
}

test('downloads that stand still hold up no create, no question and no task of the built-in engine', async () => {
  const { relay, source, until, upstream } = await openWithHanging('image', 4);
  await waitUntil('all four at their images', async () => {
    const { tasks: all } = await relay.reader.page({ limit: 10 });
    return all.every(({ status }) => status === 'finishing') && all.length === 4;
  });
  const paid = await relay.submit({ sourceId: source.id, prompt: 'another' });
  const own = await relay.submit({ sourceId: source.id, provider: 'built-in' });
  await until(paid.id, 'finishing');
  await until(own.id, 'processing', 'finishing', 'succeeded');
  expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([1, 1, 1, 1, 1]);
});

test('creates without an answer hold up nothing that the provider has taken, and nothing built-in', async () => {
  const { relay, source, until, waiting, wake } = await openWithHanging('create', 0);
  const taken = await relay.submit({ sourceId: source.id, prompt: 'quick' });
  await until(taken.id, 'processing', 'finishing', 'succeeded');
  for (let number = 0; number < 3; number += 1) await relay.submit({ sourceId: source.id, prompt: 'slow' });
  await waitUntil('two creates that hang', () => {
    wake();
    return waiting() === 2;
  });
  const own = await relay.submit({ sourceId: source.id, provider: 'built-in' });
  await until(taken.id, 'finishing', 'succeeded');
  await until(own.id, 'processing', 'finishing', 'succeeded');
  // The third waits for a place among the creates alone.
  expect(waiting()).toBe(2);
});

test('what found its lane full is begun when a place in it is free, whenever what had it is due again', async () => {
  const upstream = await startFakeUpstream({ timing: { polls: 1_000_000 } });
  const relay = await openTestRelay({
    ...{ database, dataDir: suite.folder.path, upstream, finisher },
    pace: { delayMs: () => FOREVER_MS, deadlineMs: 2 * FOREVER_MS },
  });
  const runner = new TaskRunner({ ...relay.runnerDeps, laneSize: 1, maxNapMs: FOREVER_MS });
  onTestFinished(async () => {
    await runner.stop();
    await relay.close();
    await upstream.close();
  });
  const source = await relay.addSource();
  for (let number = 0; number < 3; number += 1) await relay.submit({ sourceId: source.id });
  runner.start();
  await waitUntil('all three to be sent', () => upstream.state().creates.length === 3);
});

test('a lane is a provider and what it is asked for', () => {
  const lane = (status: TaskStatus, step: 'submit' | 'reconcile' | 'poll' | 'fetch') =>
    laneOf({ provider: 'deerapi', status, step });
  expect([
    lane('submitting', 'submit'),
    lane('submitting', 'reconcile'),
    lane('processing', 'poll'),
    lane('finishing', 'fetch'),
  ]).toEqual(['deerapi send', 'deerapi ask', 'deerapi ask', 'deerapi fetch']);
});
