import { QueryClient } from '@tanstack/react-query';
import { afterEach, expect, test, vi } from 'vitest';
import type { Delivery } from '../domain/delivery.ts';
import { deliveryBytesQuery } from './deliveries.ts';
import { signIn } from './session.ts';

const DELIVERY: Delivery = {
  width: 4,
  height: 3,
  type: 'png',
  quality: 90,
  profile: 'srgb',
  metadata: 'kept',
  crop: false,
};

afterEach(() => vi.unstubAllGlobals());

const countBytes = () =>
  new QueryClient({ defaultOptions: { queries: { retry: false } } }).fetchQuery(
    deliveryBytesQuery('r', DELIVERY),
  );
const page = () =>
  new Response('<!doctype html>', { headers: { 'Content-Type': 'text/html', 'Content-Length': '15' } });

/** A proxy that leads to its page for signing in: whoever follows has that page for an answer. */
function ledElsewhere(_url: string, { redirect }: RequestInit): Promise<Response> {
  return Promise.resolve(redirect === 'manual' ? new Response(null, { status: 302 }) : page());
}

test.each([
  ['the way to a page', ledElsewhere],
  ['a page', () => Promise.resolve(page())],
])('%s in the place of a delivery is not taken for the file', async (_what, answer) => {
  vi.stubGlobal('fetch', answer);
  await expect(countBytes()).rejects.toMatchObject({ code: 'answered-by-another' });
});

test('of a delivery its own length is told', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(null, { headers: { 'Content-Length': '123' } })));
  await expect(countBytes()).resolves.toBe(123);
});

test('the way to another page is no answer to a sign-in, wherever it leads', async () => {
  const asked = vi.fn(ledElsewhere);
  vi.stubGlobal('fetch', asked);
  await expect(signIn('a token')).rejects.toMatchObject({ code: 'answered-by-another' });
  expect(asked.mock.calls[0]?.[1]).toMatchObject({ redirect: 'manual' });
});
