import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { says } from '../../../testing/upstream/replies.ts';
import { tasks } from '../../database/schema.ts';
import { taskRelays } from '../../testing/taskRelays.ts';
import { testDatabaseKinds } from '../../testing/testDatabases.ts';

describe.each(testDatabaseKinds())('places at a provider, on the $name database', (kind) => {
  const open = taskRelays(kind);

  test('no more images are with the provider at once than it has places', async () => {
    const { relay, accepted } = await open({ timing: { polls: 4 }, preset: { slots: 3 } });
    const tasks = [await relay.submit({ n: 2 }), await relay.submit({ n: 2 }), await relay.submit()];
    const seen: number[] = [];
    await relay.runUntil('end of all', async () => {
      seen.push(await relay.line.inUse('deerapi'));
      const now = await Promise.all(tasks.map(({ id }) => relay.reader.find(id)));
      return now.every((task) => task?.status === 'succeeded');
    });
    expect(Math.max(...seen)).toBeLessThanOrEqual(3);
    expect(accepted()).toEqual([1, 1, 1]);
    expect(await relay.line.inUse('deerapi')).toBe(0);
  });

  test('places that are free again are all taken at once', async () => {
    const { relay, accepted } = await open({ preset: { slots: 4 } });
    const first = await relay.submit({ n: 4 });
    await relay.runTo(first.id, 'processing');
    const others = [await relay.submit(), await relay.submit(), await relay.submit(), await relay.submit()];
    await relay.runner.runUntilIdle();
    const waits = await Promise.all(others.map(async ({ id }) => (await relay.reader.find(id))?.waiting));
    expect(waits.map((waiting) => waiting?.code)).toEqual(others.map(() => 'upstream-slots'));

    await relay.runTo(first.id, 'succeeded');
    await relay.runner.runUntilIdle();
    // Nobody waited until it was time to look again: each one that is let in lets the next one look.
    const firstLook = Math.min(...waits.map((waiting) => Date.parse(waiting?.until ?? '')));
    expect(relay.clock.now().getTime()).toBeLessThan(firstLook);
    expect(accepted()).toEqual([1, 1, 1, 1, 1]);
    for (const { id } of others) await relay.runTo(id, 'succeeded');
  });

  test('a batch of many times the places does not starve somebody else’s single task', async () => {
    const { relay, upstream, accepted, db } = await open({ preset: { slots: 3 } });
    const source = await relay.addSource();
    const batch = { id: randomUUID(), name: 'Eighty' };
    await relay.submit({ sourceId: source.id, batch });
    const [first] = await db.select().from(tasks);
    if (first === undefined) throw new Error('Nothing was submitted.');
    // More than twice what is begun at once, so that most of it waits in every part of the line.
    const others = Array.from({ length: 79 }, () => randomUUID());
    await db.insert(tasks).values(others.map((id) => ({ ...first, id, idempotencyKey: id })));
    await relay.runUntil('three of the batch', () => accepted().length === 3);
    relay.clock.advance(1000);
    const single = await relay.submit({ sourceId: source.id });
    await relay.runTo(single.id, 'succeeded');
    // What was there already, and what took a place while it came into the line.
    const before = upstream.state().creates.findIndex(({ externalTaskId }) => externalTaskId === single.id);
    expect(before).toBeLessThanOrEqual(6);
    await relay.runUntil('more of the batch', () => accepted().length > before + 3);
  });

  test('of what is due, each line’s first goes before the second of any', async () => {
    const { relay } = await open();
    const source = await relay.addSource();
    const batch = { id: randomUUID(), name: 'Ten' };
    for (let at = 0; at < 10; at += 1) await relay.submit({ sourceId: source.id, batch });
    relay.clock.advance(1000);
    const single = await relay.submit({ sourceId: source.id });
    const take = async () => {
      const taken = (await relay.queue.take('somebody', { leaseMs: 60_000, limit: 2 })).leased;
      return taken.map(({ task }) => task.id);
    };
    const first = await take();
    expect(first).toContain(single.id);
    relay.clock.advance(1000);
    const other = await relay.submit({ sourceId: source.id });
    const late = await relay.submit({ sourceId: source.id, batch: { id: randomUUID(), name: 'Late' } });
    // Both lines have one under way: the third line is first, and the rest by how long they have waited.
    const second = await take();
    expect(second[1]).toBe(late.id);
    expect(second).not.toContain(other.id);
  });

  test('a task with more images than there are places goes alone', async () => {
    const { relay } = await open({ preset: { slots: 2 } });
    const task = await relay.submit({ n: 4 });
    expect((await relay.runTo(task.id, 'succeeded', 'failed')).results).toHaveLength(4);
  });

  test('code 1303 teaches how many places there are', async () => {
    const { relay, upstream, accepted } = await open({ timing: { polls: 1_000_000 } });
    const running = await relay.submit({ n: 2 });
    await relay.runTo(running.id, 'processing');
    upstream.addFaults({ on: 'create', reply: { status: 429, body: says(1303) } });
    const refused = await relay.submit();
    await relay.runner.runUntilIdle();
    expect((await relay.reader.find(refused.id))?.waiting).toMatchObject({ code: 'upstream-rate-limited' });
    relay.clock.advance(3000);
    await relay.runner.runUntilIdle();
    expect((await relay.reader.find(refused.id))?.waiting).toMatchObject({ code: 'upstream-slots' });
    expect(upstream.state().creates).toHaveLength(2);
    await relay.tasks.cancel(running.id);
    await relay.runTo(refused.id, 'processing');
    expect(accepted()).toEqual([1, 1]);
  });
});
