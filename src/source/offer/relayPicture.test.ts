import { expect, it, vi } from 'vitest';
import { sampleTask } from '../../api/sampleTask.ts';
import { offerOf } from '../../domain/offer.ts';
import { readByRelay } from './relayPicture.ts';

const SIZE = { width: 400, height: 400 };
const KEPT = { bits: 8, colour: 'sRGB', isConverted: false, hasAlpha: false, metadata: [] };
const OFFERED = {
  ...KEPT,
  ...SIZE,
  id: 'a'.repeat(64),
  kind: 'frame',
  format: 'gif',
  whole: SIZE,
  frames: 2,
};
const GONE = {
  type: '',
  title: '',
  status: 404,
  detail: 'It is gone.',
  code: 'offer-not-found',
  requestId: 'q',
};

it('an offer that the relay has swept meanwhile is asked for again, and the copy is made', async () => {
  const asked: string[] = [];
  const taken = { ...KEPT, isLossless: true, source: sampleTask(1).source };
  const takes = [Response.json(GONE, { status: 404 }), Response.json(taken)];
  vi.stubGlobal('fetch', async (input: string | URL | Request) => {
    const url = String(input);
    asked.push(url.replace(/[0-9a-f]{64}/, 'id'));
    if (url.endsWith('/from-url')) return Response.json(OFFERED);
    return url.endsWith('/take') ? takes.shift() : new Response('bytes');
  });
  const url = 'https://example.org/moving.gif';
  const picture = await readByRelay({ url }, 'moving.gif', new AbortController().signal);
  const offer = offerOf('frame', SIZE) ?? expect.fail('no offer');
  const copy = await picture.make({ offer, at: 0.5, frame: 1 });
  expect(copy.arrival.sourceId).toBe(sampleTask(1).source.id);
  const again = ['/api/offers/from-url', '/api/offers/id/take'];
  expect(asked).toEqual([...again, ...again, '/api/sources/id/image']);
});
