import { expect, test } from 'vitest';
import { says } from '../../../testing/upstream/replies.ts';
import { taskRelays } from '../../testing/taskRelays.ts';
import { LeaseLostError } from '../rows/lease.ts';
import { finalName, rawName } from '../rows/resultFiles.ts';
import { runStep } from './taskSteps.ts';

const open = taskRelays();
const signal = new AbortController().signal;

/** A task that its provider seems to have lost, and somebody has submitted anew. */
async function submittedAnew() {
  const parts = await open();
  const { relay, upstream } = parts;
  upstream.addFaults({ on: 'query', nth: 'every', reply: { status: 404, body: says(1203) } });
  const { id } = await relay.submit({ n: 2 });
  await relay.runTo(id, 'uncertain');
  upstream.clearFaults();
  await relay.tasks.submitAnew(id);
  return { ...parts, id };
}

test('a copy of the step that was lost clears nothing of a task that was taken up again meanwhile', async () => {
  const { relay, id, accepted } = await submittedAnew();
  const [lost] = (await relay.queue.take('lost', { leaseMs: 15_000, limit: 1 })).leased;
  if (lost === undefined) throw new Error('Nothing is due.');
  relay.clock.advance(20_000);
  await relay.tasks.cancel(id);
  await relay.tasks.retry(id);
  const done = await relay.runTo(id, 'succeeded', 'failed', 'uncertain');
  expect(done.results).toHaveLength(2);
  await expect(runStep(relay.runnerDeps, lost, signal)).rejects.toThrow(LeaseLostError);
  expect((await relay.reader.find(id))?.results).toEqual(done.results);
  for (const result of done.results) {
    for (const name of [rawName(result.id), finalName(result.id)]) {
      expect(await relay.store.sizeOf('results', name)).not.toBeNull();
    }
  }
  expect(accepted()).toEqual([1]);
});

test('what the last submit left is removed once the new name is written down, and not before', async () => {
  const { relay, upstream } = await open({
    script: [{ on: 'image', nth: 2, times: 20, reply: { status: 404 } }],
  });
  const { id } = await relay.submit({ n: 2 });
  const [kept] = await relay.runUntil('one of two results', async () => {
    const results = (await relay.reader.find(id))?.results ?? [];
    return results.length === 1 ? results : null;
  });
  upstream.addFaults({ on: 'query', nth: 'every', reply: { status: 404, body: says(1203) } });
  await relay.runTo(id, 'uncertain');
  await relay.tasks.submitAnew(id);
  const [leased] = (await relay.queue.take('me', { leaseMs: 15_000, limit: 1 })).leased;
  if (leased === undefined || kept === undefined) throw new Error('Nothing is due, or kept.');
  const { change, afterwards } = await runStep(relay.runnerDeps, leased, signal);
  expect(await relay.store.sizeOf('results', finalName(kept.id))).not.toBeNull();
  expect(await relay.queue.completeStep(leased.lease, change)).toBe(true);
  await afterwards?.();
  expect(await relay.store.sizeOf('results', finalName(kept.id))).toBeNull();
});
