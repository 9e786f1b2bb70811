import { expect, onTestFinished, test } from 'vitest';
import { StoppedClock } from '../../testing/testClock.ts';
import { startFakeUpstream } from '../../testing/upstream/fakeUpstream.ts';
import { Secret } from '../secret.ts';
import { createBalances } from './balances.ts';
import { KLING_PRESETS, type KlingName } from './kling/klingPreset.ts';
import { createKlingProvider } from './kling/klingProvider.ts';
import { factsInMemory } from './learnedFacts.ts';

async function open(names: readonly KlingName[], key = 'test-key') {
  const upstream = await startFakeUpstream();
  const clock = new StoppedClock();
  const calls: string[] = [];
  const providers = names.map((name) =>
    createKlingProvider({
      preset: { ...KLING_PRESETS[name], auth: 'bearer', baseUrl: upstream.url },
      credentials: { kind: 'bearer', key: new Secret(key) },
      now: clock.now,
      onCall: ({ call, provider }) => calls.push(`${provider} ${call}`),
      facts: factsInMemory(),
      withImage: () => Promise.reject(new Error('No image is sent.')),
    }),
  );
  onTestFinished(async () => {
    await Promise.all(providers.map((provider) => provider.close()));
    await upstream.close();
  });
  const byName = new Map(providers.map((provider) => [provider.description.name, provider]));
  return { clock, calls, balances: createBalances({ providers: byName, now: clock.now }) };
}

test('Kling tells what is left of its packages; a gateway is not even asked', async () => {
  const { balances, calls } = await open(['deerapi', 'kling']);
  const pack = { name: 'Image 1000', left: '812', total: '1000', status: 'online' };
  expect(await balances.tell()).toEqual([{ provider: 'kling', packages: [pack] }]);
  expect(calls).toEqual(['kling balance']);
});

test('however many look, it is asked once, and again some minutes later', async () => {
  const { balances, calls, clock } = await open(['kling']);
  await Promise.all([balances.tell(), balances.tell()]);
  await balances.tell();
  expect(calls).toHaveLength(1);
  clock.advance(10 * 60_000);
  await balances.tell();
  expect(calls).toHaveLength(2);
});

test('one that refuses tells nothing', async () => {
  const { balances } = await open(['kling'], 'wrong');
  expect(await balances.tell()).toEqual([]);
});
