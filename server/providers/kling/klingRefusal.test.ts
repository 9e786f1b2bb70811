import { expect, onTestFinished, test } from 'vitest';
import { taskProblem } from '../../../src/domain/taskProblem.ts';
import { startFakeUpstream } from '../../../testing/upstream/fakeUpstream.ts';
import { Secret } from '../../secret.ts';
import { factsInMemory } from '../learnedFacts.ts';
import { KLING_PRESETS } from './klingPreset.ts';
import { createKlingProvider } from './klingProvider.ts';
import { explainRefusal } from './klingRefusal.ts';

const signal = new AbortController().signal;
const trace = { externalTaskId: 'ours-1', hintedTaskId: null };
const ahead = () => new Date(Date.now() + 90_000);

async function signedWith(secretKey: string) {
  const upstream = await startFakeUpstream({
    ...{ expandPath: '/v1/images/editing/expand', bottomName: 'down', nType: 'number' },
    jwt: { accessKey: 'access-1', secretKey: 'secret-1' },
  });
  onTestFinished(() => upstream.close());
  const provider = createKlingProvider({
    preset: { ...KLING_PRESETS.kling, auth: 'jwt', listPath: null, baseUrl: upstream.url },
    credentials: { kind: 'jwt', accessKey: new Secret('access-1'), secretKey: new Secret(secretKey) },
    ...{ now: ahead, facts: factsInMemory(), onCall: () => undefined },
    withImage: () => Promise.reject(new Error('Nothing is sent here.')),
  });
  return { upstream, provider };
}

test("a signer whose clock is ahead goes by the provider's from its first refusal on", async () => {
  const { upstream, provider } = await signedWith('secret-1');
  for (let round = 0; round < 3; round += 1) {
    expect(await provider.find(trace, signal)).toEqual({ kind: 'not-found', isConclusive: true });
  }
  expect(upstream.state().refused.map(({ code }) => code)).toEqual([1003]);
});

test('a refusal says how far the clock is off', async () => {
  const { provider } = await signedWith('another-secret');
  const refused = await provider.find(trace, signal);
  if (refused.kind !== 'refused') throw new Error(refused.kind);
  const [, seconds] =
    /The server's clock is (\d+) s ahead of the provider's/.exec(refused.problem.detail) ?? [];
  // By as much more as the answer was under way, and the provider tells whole seconds.
  expect(Number(seconds)).toBeGreaterThanOrEqual(89);
});

test.each([
  ['https://api-singapore.klingai.com', 'https://api-beijing.klingai.com'],
  ['https://api.klingai.com', 'https://api-beijing.klingai.com'],
  ['https://api-beijing.klingai.com', 'https://api-singapore.klingai.com'],
])('a key that %s refuses may belong to the other region', (baseUrl, other) => {
  const upstream = { httpStatus: 401, code: '1002', message: 'invalid', requestId: null };
  const preset = { name: 'kling', auth: 'bearer', baseUrl } as const;
  const outcome = { kind: 'refused', problem: taskProblem('upstream-unauthorized', upstream) };
  const { problem } = explainRefusal(outcome, { preset, aheadMs: 90_000 });
  expect(problem.detail).toContain(`PROVIDER_BASE_URL=${other}.`);
  expect(problem.detail).not.toContain('clock');
  const permitted = { kind: 'refused', problem: taskProblem('upstream-not-permitted', upstream) };
  expect(explainRefusal(permitted, { preset, aheadMs: null })).toBe(permitted);
});
