import { eq, sql } from 'drizzle-orm';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { taskProblem } from '../../src/domain/taskProblem.ts';
import { says } from '../../testing/upstream/replies.ts';
import type { UpstreamOptions } from '../../testing/upstream/upstreamOptions.ts';
import { providerFacts } from '../database/providerTables.ts';
import { tasks } from '../database/schema.ts';
import { leavableDatabase } from '../testing/leavableDatabase.ts';
import { taskRelays } from '../testing/taskRelays.ts';
import { takeUncertain } from './rows/uncertainTasks.ts';
import { settledBy } from './steps/askAgain.ts';
import { inDoubt } from './steps/chargeMessages.ts';
import { RETRY_LIMITS } from './steps/retryPolicy.ts';
import { UncertainWatch } from './uncertainWatch.ts';

const HOUR_MS = 60 * 60_000;
const UNKNOWN = { duplicates: 'unknown', findsExternalId: 'unknown' } as const;
const NOT_KNOWN = { on: 'query', nth: 'every', reply: { status: 404, body: says(1203) } } as const;
const open = taskRelays();

/** A task whose create was answered by nothing, and of which the provider then said nothing useful. */
async function uncertain({ isTaken, ...options }: { isTaken: boolean } & UpstreamOptions) {
  const parts = await open({
    ...options,
    preset: UNKNOWN,
    script: [{ on: 'create', cut: isTaken ? 'after-handling' : 'before-handling' }],
  });
  const { relay, upstream } = parts;
  upstream.addFaults(NOT_KNOWN);
  const { id } = await relay.submit();
  await relay.runTo(id, 'uncertain');
  const questions = () => relay.calls.filter(({ call }) => call === 'find' || call === 'poll').length;
  return { ...parts, id, questions };
}

/** What the answers mean is learned from a task about something else. */
async function learn({ relay, upstream }: Pick<Awaited<ReturnType<typeof open>>, 'relay' | 'upstream'>) {
  upstream.clearFaults();
  const other = await relay.submit({ expansion: { up: 0, right: 0.3, bottom: 0, left: 0 } });
  await relay.runTo(other.id, 'succeeded');
}

test('an uncertain task that the provider tells of later is followed by itself, and paid once', async () => {
  const { relay, upstream, id, accepted } = await uncertain({ isTaken: true });
  await relay.uncertainWatch.askAll();
  expect(await relay.reader.find(id)).toMatchObject({ status: 'uncertain' });
  upstream.clearFaults();
  relay.clock.advance(HOUR_MS);
  await relay.uncertainWatch.askAll();
  expect(await relay.reader.find(id)).toMatchObject({ status: 'processing', problem: null, endedAt: null });
  expect(await relay.runTo(id, 'succeeded', 'failed', 'uncertain')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1]);
});

test('once it is known what the provider’s answers mean, one that was never taken says so and can be sent again', async () => {
  const { relay, upstream, id, accepted } = await uncertain({ isTaken: false });
  upstream.clearFaults();
  relay.clock.advance(HOUR_MS);
  await relay.uncertainWatch.askAll();
  expect(await relay.reader.find(id)).toMatchObject({ status: 'uncertain' });
  const other = await relay.submit();
  await relay.runTo(other.id, 'succeeded');
  relay.clock.advance(HOUR_MS);
  await relay.uncertainWatch.askAll();
  expect(await relay.reader.find(id)).toMatchObject({ status: 'uncertain' });
  // It need not wait as long again.
  relay.clock.advance(61_000);
  await relay.uncertainWatch.askAll();
  const ended = await relay.reader.find(id);
  expect(ended).toMatchObject({ status: 'failed', problem: { code: 'submit-not-found' } });
  expect(ended?.problem?.detail).toBe(
    'The provider was asked for this task and says that it does not have it. If so, it cost nothing. Retry asks once more before it is sent again.',
  );
  expect(accepted()).toEqual([1]);
  await relay.tasks.retry(id);
  expect(await relay.runTo(id, 'succeeded', 'failed', 'uncertain')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1, 1]);
});

/** Asked twice, each time after so long, it ends without being sent again. */
async function endsByItself(
  { relay, id }: Pick<Awaited<ReturnType<typeof uncertain>>, 'relay' | 'id'>,
  afterMs: number,
): Promise<void> {
  for (const status of ['uncertain', 'failed']) {
    relay.clock.advance(afterMs);
    await relay.uncertainWatch.askAll();
    expect((await relay.reader.find(id))?.status).toBe(status);
  }
}

test('denied within half an hour, it is sent again by itself under the same name, once the denial has lasted', async () => {
  const parts = await uncertain({ isTaken: false, repeats: 'accepted' });
  const { relay, upstream, id, accepted } = parts;
  await learn(parts);
  relay.clock.advance(61_000);
  await relay.uncertainWatch.askAll();
  expect(await relay.reader.find(id)).toMatchObject({ status: 'submitting', problem: null, endedAt: null });
  expect(await relay.runTo(id, 'succeeded', 'failed', 'uncertain')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1, 1]);
  expect(upstream.state().creates).toHaveLength(3);
});

test.each([1, 2])(
  'step %s of a plan, denied, is sent again by itself under the name of task, step and try, and each is paid once',
  async (step) => {
    const { relay, upstream, db } = await open({
      ...{ preset: UNKNOWN, repeats: 'accepted' },
      script: [{ on: 'create', nth: step, cut: 'before-handling' }],
    });
    const { id } = await relay.submit({ expansion: { up: 0, right: 1, bottom: 1, left: 0 }, maxSteps: 2 });
    await relay.runUntil('the create that is lost', () => upstream.state().creates.length === step);
    // As if nothing had been learned from the step before.
    await db.delete(providerFacts);
    relay.clock.advance(5000);
    upstream.addFaults(NOT_KNOWN);
    await relay.runTo(id, 'uncertain');
    upstream.clearFaults();
    // Another relay has seen meanwhile what the answers mean.
    const seen = { provider: 'deerapi', baseUrl: upstream.url, learnedAt: relay.clock.now() };
    await db.insert(providerFacts).values({ ...seen, fact: 'findsExternalId', value: 'yes' });
    relay.clock.advance(61_000);
    await relay.uncertainWatch.askAll();
    expect(await relay.reader.find(id)).toMatchObject({ status: 'submitting', plan: { step: step - 1 } });
    expect(await relay.runTo(id, 'succeeded', 'failed', 'uncertain')).toMatchObject({
      ...{ status: 'succeeded', plan: { step: 1 }, results: [{ width: 800, height: 640 }] },
    });
    const name = (one: number) => `${id}-step${one}-try1`;
    const { acceptedByExternalId, creates } = upstream.state();
    expect(acceptedByExternalId).toMatchObject({ [name(1)]: 1, [name(2)]: 1 });
    const sent = creates.flatMap(({ externalTaskId: sentAs }) => (sentAs?.startsWith(id) ? sentAs : []));
    expect(sent).toEqual([1, 2].flatMap((one) => (one === step ? [name(one), name(one)] : name(one))));
  },
);

test('nothing was announced after other trouble, so nothing is sent by itself, however soon it is denied', async () => {
  const parts = await uncertain({ isTaken: false, repeats: 'accepted' });
  const { id, db, accepted } = parts;
  // As a refused repeat leaves it.
  const problem = inDoubt(taskProblem('upstream-unavailable', null));
  await db.update(tasks).set({ problem }).where(eq(tasks.id, id));
  await learn(parts);
  await endsByItself(parts, 61_000);
  expect(accepted()).toEqual([1]);
});

test('what the person has submitted once more since is not sent again by itself', async () => {
  const parts = await uncertain({ isTaken: false, repeats: 'accepted' });
  const { relay, upstream, id, accepted } = parts;
  upstream.clearFaults();
  await relay.runTo((await relay.submit()).id, 'succeeded');
  for (let question = 0; question < 3; question += 1) {
    relay.clock.advance(61_000);
    await relay.uncertainWatch.askAll();
    expect((await relay.reader.find(id))?.status).toBe('uncertain');
  }
  relay.clock.advance(HOUR_MS);
  await relay.uncertainWatch.askAll();
  expect(await relay.reader.find(id)).toMatchObject({ status: 'failed' });
  expect(accepted()).toEqual([1]);
});

test('after a long outage the denial that came before it sends nothing: the next question decides', async () => {
  const parts = await uncertain({ isTaken: false, repeats: 'accepted' });
  const { relay, id, db } = parts;
  await learn(parts);
  const outage = leavableDatabase(db);
  const [name, provider] = [...relay.providers].find(([, { description }]) => description.isPaid) ?? [];
  if (name === undefined || provider === undefined) throw new Error('There is no paid provider.');
  const find: typeof provider.find = async (...question) => {
    const found = await provider.find(...question);
    outage.leave();
    return found;
  };
  const comeBackLate = () => {
    relay.clock.advance(HOUR_MS);
    outage.comeBack();
  };
  const logger = pino({ level: 'warn' }, { write: comeBackLate });
  const providers = new Map([[name, { ...provider, find }]]);
  relay.clock.advance(61_000);
  await new UncertainWatch({ ...relay.runnerDeps, db: outage.db, providers, logger }).askAll();
  expect((await relay.reader.find(id))?.status).toBe('uncertain');
  await endsByItself(parts, HOUR_MS);
});

test('after a person’s Look again nothing is sent by itself, however soon it is denied: they may have seen to it', async () => {
  const parts = await uncertain({ isTaken: false, repeats: 'accepted' });
  const { relay, id, accepted } = parts;
  await relay.tasks.retry(id);
  expect(await relay.runTo(id, 'uncertain')).toMatchObject({ problem: { code: 'submit-not-found' } });
  await learn(parts);
  await endsByItself(parts, 61_000);
  expect(accepted()).toEqual([1]);
});

test('a denial that was wrong sends nothing: what is there after all is followed, and paid once', async () => {
  const parts = await uncertain({ isTaken: true, repeats: 'accepted' });
  const { relay, upstream, id, accepted } = parts;
  await learn(parts);
  relay.clock.advance(61_000);
  upstream.addFaults(NOT_KNOWN);
  await relay.uncertainWatch.askAll();
  expect(await relay.reader.find(id)).toMatchObject({ status: 'submitting' });
  await relay.runUntil('the next question', async () => (await relay.reader.find(id))?.waiting);
  upstream.clearFaults();
  expect(await relay.runTo(id, 'succeeded', 'failed', 'uncertain')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1, 1]);
  expect(upstream.state().creates).toHaveLength(2);
});

test.each(['a retry', 'a callback'])(
  'a denial that was wrong twice is the provider’s word: %s has it asked for once more, and it is paid once',
  async (what) => {
    const { relay, upstream, db, id, accepted } = await uncertain({ isTaken: true, repeats: 'accepted' });
    upstream.clearFaults();
    await relay.runTo((await relay.submit()).id, 'succeeded');
    upstream.addFaults(NOT_KNOWN);
    for (let question = 0; question < 2; question += 1) {
      relay.clock.advance(HOUR_MS);
      await relay.uncertainWatch.askAll();
    }
    expect(await relay.reader.find(id)).toMatchObject({ status: 'failed' });
    upstream.clearFaults();
    if (what === 'a retry') await relay.tasks.retry(id);
    else {
      const [row] = await db.select().from(tasks).where(eq(tasks.id, id));
      await relay.app.request(`/api/callbacks/${row?.callbackToken}`, { method: 'POST', body: '{}' });
    }
    expect(await relay.runTo(id, 'succeeded', 'failed', 'uncertain')).toMatchObject({ status: 'succeeded' });
    expect(accepted()).toEqual([1, 1]);
  },
);

test('that it is not there is not believed once, however often it is said in one moment', async () => {
  const { relay, upstream, id } = await uncertain({ isTaken: true });
  upstream.clearFaults();
  await relay.runTo((await relay.submit()).id, 'succeeded');
  const askAll = async () => {
    relay.clock.advance(HOUR_MS);
    await relay.uncertainWatch.askAll();
    return (await relay.reader.find(id))?.status;
  };
  upstream.addFaults(NOT_KNOWN);
  expect(await askAll()).toBe('uncertain');
  // Another answer in between begins anew.
  upstream.clearFaults();
  upstream.addFaults({ on: 'query', nth: 'every', reply: { status: 500 } });
  expect(await askAll()).toBe('uncertain');
  upstream.clearFaults();
  upstream.addFaults(NOT_KNOWN);
  expect(await askAll()).toBe('uncertain');
  upstream.clearFaults();
  expect(await askAll()).toBe('processing');
});

test('what one relay was told counts at the next, as if that had asked', async () => {
  const { relay, upstream, id, db } = await uncertain({ isTaken: false });
  upstream.clearFaults();
  await relay.runTo((await relay.submit()).id, 'succeeded');
  const logger = pino({ level: 'silent' });
  for (const status of ['uncertain', 'failed']) {
    relay.clock.advance(HOUR_MS);
    // As after each kill: nothing but the database knows of the question before.
    await new UncertainWatch({ ...relay.runnerDeps, db, logger }).askAll();
    expect((await relay.reader.find(id))?.status).toBe(status);
  }
});

test('what is said while the database goes away is kept once it is back', async () => {
  const { relay, upstream, id, db } = await uncertain({ isTaken: false });
  upstream.clearFaults();
  await relay.runTo((await relay.submit()).id, 'succeeded');
  const outage = leavableDatabase(db);
  const [name, provider] = [...relay.providers].find(([, { description }]) => description.isPaid) ?? [];
  if (name === undefined || provider === undefined) throw new Error('There is no paid provider.');
  const find: typeof provider.find = async (...question) => {
    const found = await provider.find(...question);
    outage.leave();
    return found;
  };
  // It is back as soon as somebody says that it is waited for.
  const logger = pino({ level: 'warn' }, { write: outage.comeBack });
  const providers = new Map([[name, { ...provider, find }]]);
  const watch = new UncertainWatch({ ...relay.runnerDeps, db: outage.db, providers, logger });
  for (const status of ['uncertain', 'failed']) {
    relay.clock.advance(HOUR_MS);
    outage.comeBack();
    await (status === 'uncertain' ? watch : relay.uncertainWatch).askAll();
    expect((await relay.reader.find(id))?.status).toBe(status);
  }
});

test('trouble after a denial, however often, does not put the next question off for long', async () => {
  const { relay, upstream, id } = await uncertain({ isTaken: false });
  upstream.clearFaults();
  await relay.runTo((await relay.submit()).id, 'succeeded');
  relay.clock.advance(10 * HOUR_MS);
  await relay.uncertainWatch.askAll();
  upstream.addFaults({ on: 'query', reply: { status: 500 } });
  upstream.addFaults({ on: 'query', nth: 2, reply: { status: 500 } });
  for (const status of ['uncertain', 'uncertain', 'uncertain', 'failed']) {
    relay.clock.advance(61_000);
    await relay.uncertainWatch.askAll();
    expect((await relay.reader.find(id))?.status).toBe(status);
  }
});

test('a question of which the answer is lost takes no denial back, and the next one is as soon', async () => {
  const { relay, upstream, id, db } = await uncertain({ isTaken: false });
  upstream.clearFaults();
  await relay.runTo((await relay.submit()).id, 'succeeded');
  relay.clock.advance(10 * HOUR_MS);
  await relay.uncertainWatch.askAll();
  relay.clock.advance(61_000);
  // As a relay that is killed once it has taken the task.
  await takeUncertain(db, relay.clock.now());
  relay.clock.advance(61_000);
  await relay.uncertainWatch.askAll();
  expect((await relay.reader.find(id))?.status).toBe('failed');
});

test('what was denied while it was submitted does not count, which an older relay leaves in the row', async () => {
  const { relay, upstream, id, db } = await uncertain({ isTaken: false });
  upstream.clearFaults();
  await relay.runTo((await relay.submit()).id, 'succeeded');
  await db
    .update(tasks)
    .set({ deniedAt: sql`${tasks.statusSince}` })
    .where(eq(tasks.id, id));
  await endsByItself({ relay, id }, HOUR_MS);
});

test('it is asked for ever more rarely, by one relay at a time, and for a day', async () => {
  const { relay, questions } = await uncertain({ isTaken: false });
  const before = questions();
  await Promise.all([relay.uncertainWatch.askAll(), relay.uncertainWatch.askAll()]);
  expect(questions()).toBe(before + 1);
  const asked: number[] = [];
  for (let minute = 0; minute < 26 * 60; minute += 1) {
    const soFar = questions();
    relay.clock.advance(60_000);
    await relay.uncertainWatch.askAll();
    if (questions() > soFar) asked.push(minute);
  }
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.length).toBeLessThan(60);
  expect(asked.filter((minute) => minute < 10).length).toBeGreaterThan(3);
  expect(Math.max(...asked)).toBeLessThan(24 * 60);
});

test.each(['retry', 'submitAnew'] as const)(
  'a person’s %s does not wait for the next question',
  async (does) => {
    const { relay, upstream, id } = await uncertain({ isTaken: true });
    relay.clock.advance(5 * HOUR_MS);
    await relay.uncertainWatch.askAll();
    upstream.clearFaults();
    const atMs = relay.clock.now().getTime();
    await relay.tasks[does](id);
    await relay.runTo(id, 'processing', 'succeeded', 'failed', 'uncertain');
    expect(relay.clock.now().getTime() - atMs).toBeLessThan(60_000);
  },
);

test('a task that the provider had lost is followed again when it tells of it', async () => {
  const { relay, upstream, accepted } = await open();
  upstream.addFaults(NOT_KNOWN);
  const { id } = await relay.submit();
  expect(await relay.runTo(id, 'uncertain')).toMatchObject({ problem: { code: 'upstream-task-unknown' } });
  await relay.uncertainWatch.askAll();
  expect(await relay.reader.find(id)).toMatchObject({ status: 'uncertain' });
  upstream.clearFaults();
  relay.clock.advance(HOUR_MS);
  await relay.uncertainWatch.askAll();
  expect(await relay.runTo(id, 'succeeded', 'failed', 'uncertain')).toMatchObject({ status: 'succeeded' });
  expect(accepted()).toEqual([1]);
});

test('where no question could tell, none is asked', async () => {
  const { relay } = await open({
    preset: { ...UNKNOWN, findsExternalId: 'no' },
    findsByExternalId: false,
    script: [{ on: 'create', cut: 'after-handling' }],
  });
  const { id } = await relay.submit();
  await relay.runTo(id, 'uncertain');
  const before = relay.calls.length;
  relay.clock.advance(HOUR_MS);
  await relay.uncertainWatch.askAll();
  expect(relay.calls.length).toBe(before);
});

const GONE = { kind: 'not-found', isConclusive: true } as const;
const AFTER = {
  ...{ sinceSentMs: RETRY_LIMITS.resentMs, graceMs: 60_000, doubts: 1, retries: 0 },
  problem: taskProblem('submit-uncertain', null),
} as const;
const SOON = { ...AFTER, sinceSentMs: RETRY_LIMITS.resentMs - 1 } as const;
test.each([
  ['it is there', { found: { kind: 'found', upstreamTaskId: '1' }, ...AFTER }, { kind: 'follow' }],
  ['it is said not to be there', { found: GONE, ...AFTER }, { kind: 'denied' }],
  ['that is said soon', { found: GONE, ...SOON }, { kind: 'reconcile' }],
  ['it was sent often enough', { found: GONE, ...SOON, doubts: RETRY_LIMITS.maxDoubts }, { kind: 'denied' }],
  ['somebody had it tried again', { found: GONE, ...SOON, retries: 1 }, { kind: 'denied' }],
  [
    'they were told of other trouble',
    { found: GONE, ...SOON, problem: taskProblem('upstream-unavailable', null) },
    { kind: 'denied' },
  ],
  ['it may still be late', { ...AFTER, found: GONE, sinceSentMs: 59_000 }, null],
  ['nothing is proven', { ...AFTER, found: { ...GONE, isConclusive: false } }, null],
  ['it was said to be taken', { ...AFTER, found: GONE, problem: taskProblem('submit-taken', null) }, null],
] as const)('%s', (_name, asked, settled) => {
  if (settled === null) expect(settledBy(asked)).toBeNull();
  else expect(settledBy(asked)).toMatchObject(settled);
});
