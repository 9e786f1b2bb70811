import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../../../testing/temporaryFolder.ts';
import { StoppedClock } from '../../../testing/testClock.ts';
import { testJpeg } from '../../../testing/testImages.ts';
import { startFakeUpstream } from '../../../testing/upstream/fakeUpstream.ts';
import type { UpstreamOptions } from '../../../testing/upstream/upstreamOptions.ts';
import { Secret } from '../../secret.ts';
import { factsInMemory } from '../learnedFacts.ts';
import type { AcceptedRequest } from '../Provider.ts';
import type { KlingCredentials } from './klingAuth.ts';
import { KLING_PRESETS } from './klingPreset.ts';
import { createKlingProvider } from './klingProvider.ts';

/** Of its own for each call, as every step has it: one that is shared has more listeners than Node takes for a leak. */
const newSignal = () => new AbortController().signal;
const key: KlingCredentials = { kind: 'bearer', key: new Secret('test-key') };

/** Kling itself, with so many tasks that it has taken; each was asked for once. */
async function withTasks(count: number, options: UpstreamOptions, credentials = key) {
  const upstream = await startFakeUpstream({
    ...{ expandPath: '/v1/images/editing/expand', bottomName: 'down', nType: 'number' },
    ...{ timing: { polls: 100 }, ...options },
  });
  const clock = new StoppedClock();
  const file = path.join(await temporaryFolder(), 'source');
  await writeFile(file, await testJpeg());
  const provider = createKlingProvider({
    preset: { ...KLING_PRESETS.kling, auth: credentials.kind, baseUrl: upstream.url },
    ...{ credentials, now: clock.now, facts: factsInMemory(), onCall: () => undefined },
    withImage: (_source, send) => send(file),
  });
  onTestFinished(async () => {
    await provider.close();
    await upstream.close();
  });
  const tasks: AcceptedRequest[] = [];
  for (let number = 0; number < count; number += 1) {
    const request = {
      ...{ externalTaskId: `ours-${number}`, prompt: '', n: 1, line: '', callbackUrl: null },
      expansion: { up: 0, right: 0.5, bottom: 0, left: 0 },
      picture: {
        ...{ shelf: 'sources' as const, name: 'a', width: 400, height: 320, format: 'jpeg' as const },
        ...{ fileBytes: 1, needsCopy: false, crop: null },
      },
    };
    const taken = await provider.submit(request, newSignal());
    if (taken.kind !== 'accepted') throw new Error(JSON.stringify(taken));
    tasks.push({ ...request, upstreamTaskId: taken.upstreamTaskId });
  }
  const pollAll = async () => {
    const outcomes = await Promise.all(tasks.map((task) => provider.poll(task, newSignal())));
    return outcomes.map(({ kind }) => kind);
  };
  await pollAll();
  const askedAlone = () => Object.values(upstream.state().queries).reduce((sum, count) => sum + count, 0);
  return { upstream, clock, pollAll, askedAlone };
}

test('tasks that are under way are asked for in one question, twenty at most', async () => {
  const { upstream, pollAll, askedAlone } = await withTasks(23, { answersGroups: true });
  expect(askedAlone()).toBe(23);
  expect(new Set(await pollAll())).toEqual(new Set(['processing']));
  expect(upstream.state().groups.map(({ length }) => length)).toEqual([20, 3]);
  expect(askedAlone()).toBe(23);
  expect(upstream.state().refused).toEqual([]);
});

test('an end is believed only of a question for the task itself, and each is asked for by itself now and then', async () => {
  const { upstream, clock, pollAll, askedAlone } = await withTasks(2, { answersGroups: true });
  clock.advance(15_000);
  await pollAll();
  expect(askedAlone()).toBe(4);
  expect(upstream.state().groups).toEqual([]);
  upstream.finishAtPoll(1);
  expect(await pollAll()).toEqual(['succeeded', 'succeeded']);
  expect(upstream.state().groups).toHaveLength(1);
  expect(askedAlone()).toBe(6);
});

test('where there is no such place it is tried once in a while, and each task is asked for by itself', async () => {
  const { upstream, clock, pollAll, askedAlone } = await withTasks(2, {});
  expect(await pollAll()).toEqual(['processing', 'processing']);
  expect(await pollAll()).toEqual(['processing', 'processing']);
  expect(askedAlone()).toBe(6);
  expect(upstream.state().refused).toHaveLength(1);
  clock.advance(10 * 60_000);
  await pollAll();
  await pollAll();
  expect(upstream.state().refused).toHaveLength(2);
});

test('trouble in a common question is none of the tasks’', async () => {
  const { upstream, pollAll } = await withTasks(2, { answersGroups: true });
  upstream.addFaults({ on: 'query', reply: { status: 503 } });
  expect(await pollAll()).toEqual(['processing', 'processing']);
  expect(await pollAll()).toEqual(['processing', 'processing']);
  expect(upstream.state().groups).toHaveLength(1);
});

test('with a signed token nothing is asked in common', async () => {
  const jwt = { accessKey: 'access-1', secretKey: 'secret-1' };
  const signing: KlingCredentials = {
    ...{ kind: 'jwt', accessKey: new Secret('access-1'), secretKey: new Secret('secret-1') },
  };
  const { upstream, pollAll } = await withTasks(2, { answersGroups: true, jwt }, signing);
  expect(await pollAll()).toEqual(['processing', 'processing']);
  expect(upstream.state().groups).toEqual([]);
  expect(upstream.state().refused).toEqual([]);
});
