import { beforeEach, expect, test, vi } from 'vitest';
import { MAX_TRAY } from '../domain/limits.ts';
import { cancelOpening } from '../source/openSource.ts';
import { useSourceStore } from '../source/sourceStore.ts';
import { openUrls } from './openings.ts';
import { setItems, useTrayStore } from './tray/trayStore.ts';

const asked: string[] = [];

/** The relay, which has none of it: it answers with a problem, or not at all. */
function relayThat(answers: boolean): void {
  vi.stubGlobal('fetch', (_url: unknown, { body, signal }: RequestInit) => {
    asked.push(String(body));
    if (answers) return Promise.resolve(Response.json({ code: 'url-without-image' }, { status: 422 }));
    return new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason));
    });
  });
}

const addresses = (count: number) => Array.from({ length: count }, (_, at) => `https://a.example/${at}.jpg`);

beforeEach(() => {
  asked.length = 0;
  useSourceStore.setState({ opened: null, source: null, problem: null, isOpening: false });
  setItems([]);
});

test('several addresses whose opening is cancelled open nothing, and nothing goes wrong', async () => {
  relayThat(false);
  const opening = openUrls(addresses(2));
  await vi.waitUntil(() => asked.length > 0);
  cancelOpening();
  expect(await opening).toBe(false);
  expect(useSourceStore.getState()).toMatchObject({ isOpening: false, problem: null });
});

test('no more addresses are fetched than there is room for, and why the first could not be had is told', async () => {
  relayThat(true);
  expect(await openUrls(addresses(MAX_TRAY + 50))).toBe(false);
  expect(asked).toHaveLength(MAX_TRAY);
  const { report } = useTrayStore.getState();
  expect(report?.arrived).toBe(MAX_TRAY + 50);
  expect(report?.leftOut.beyond).toHaveLength(50);
  expect(report?.leftOut.beyond[0]).toBe('200.jpg');
  expect(report?.leftOut.unread).toHaveLength(MAX_TRAY);
  expect(report?.whyUnread).toEqual(expect.stringMatching(/\.$/));
});
