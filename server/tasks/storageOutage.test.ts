import { expect, test } from 'vitest';
import type { UpstreamOptions } from '../../testing/upstream/upstreamOptions.ts';
import type { Provider } from '../providers/Provider.ts';
import { taskRelays } from '../testing/taskRelays.ts';

const openRelay = taskRelays();

const fullDisk = () => Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });

async function open(options: UpstreamOptions = {}) {
  const { relay, upstream } = await openRelay({
    ...{ timing: { polls: 1 }, ...options },
    preset: { findsExternalId: options.findsByExternalId === false ? 'no' : 'yes' },
  });
  const real = relay.providers.get('deerapi');
  if (real === undefined) throw new Error('The paid provider is missing.');
  const waiting = (id: string) =>
    relay.runUntil('wait for space', async () => {
      const task = await relay.reader.find(id);
      return task?.waiting?.code === 'disk-full' ? task : null;
    });
  return {
    relay,
    upstream,
    waiting,
    /** Lets parts of the provider find the disk full. */
    breakDown: (parts: Partial<Provider>) => relay.providers.set('deerapi', { ...real, ...parts }),
    mend: () => relay.providers.set('deerapi', real),
  };
}

test('trouble before the request leaves holds no place at the provider', async () => {
  const { relay, upstream, waiting, breakDown, mend } = await open();
  breakDown({ submit: () => Promise.reject(fullDisk()) });
  const task = await relay.submit({ n: 2 });
  await waiting(task.id);
  expect(await relay.line.inUse('deerapi')).toBe(0);
  mend();
  expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([1]);
});

test('trouble after a submit that may have been taken ends in doubt and not as failed', async () => {
  const { relay, upstream, breakDown } = await open({
    findsByExternalId: false,
    script: [{ on: 'create', cut: 'after-handling' }],
  });
  const task = await relay.submit();
  await relay.runner.runUntilIdle();
  expect(upstream.state().creates).toHaveLength(1);
  breakDown({ submit: () => Promise.reject(fullDisk()) });
  const ended = await relay.runTo(task.id, 'failed', 'uncertain');
  expect(ended).toMatchObject({ status: 'uncertain', problem: { code: 'disk-full' } });
  expect(ended.problem?.detail).toContain('may cost twice');
});

test('patience begins with the trouble, however old the state is', async () => {
  const { relay, upstream, waiting, breakDown, mend } = await open();
  breakDown({
    fetchImage: () => {
      relay.clock.advance(24 * 60 * 60_000);
      return Promise.reject(fullDisk());
    },
  });
  const task = await relay.submit();
  expect(await waiting(task.id)).toMatchObject({ status: 'finishing', endedAt: null });
  mend();
  expect(await relay.runTo(task.id, 'succeeded', 'failed')).toMatchObject({ status: 'succeeded' });
  expect(Object.values(upstream.state().acceptedByExternalId)).toEqual([1]);
});
