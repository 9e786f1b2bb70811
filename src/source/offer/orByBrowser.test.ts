import { expect, it, vi } from 'vitest';
import { offerOf } from '../../domain/offer.ts';
import { ProblemError } from '../../domain/problem.ts';
import { doneWords } from './offerWords.ts';
import { orByBrowser } from './orByBrowser.ts';
import type { RefusedPicture } from './refusedPicture.ts';

const SIZE = { width: 900, height: 300 };
const FILE = new File(['bytes'], 'wide.png');
const offer = offerOf('crop', SIZE) ?? expect.fail('no offer');
const CHOICE = { offer, at: 0.5, frame: 0 };

const failing = (cause: Error): RefusedPicture => ({
  ...{ kind: 'crop', size: SIZE, whole: SIZE, frames: 1, keeps: null },
  frame: () => Promise.reject(cause),
  make: () => Promise.reject(cause),
});

class Canvas {
  getContext = () => ({ drawImage: () => {} });
  convertToBlob = async () => new Blob(['copy']);
}

it('a copy that the relay does not make is made by the browser, which says so', async () => {
  vi.stubGlobal('createImageBitmap', async () => ({ ...SIZE, close: () => {} }));
  vi.stubGlobal('OffscreenCanvas', Canvas);
  const gone = new ProblemError('image-damaged');
  const copy = await orByBrowser(failing(gone), FILE, new AbortController().signal).make(CHOICE);
  expect(copy).toMatchObject({ kept: null, size: { width: 750, height: 300 } });
  expect(doneWords(offer, SIZE, { copy, frame: 0 })).toContain('The browser made the copy');
  const smaller = { ...copy, size: { width: 375, height: 150 } };
  expect(doneWords(offer, SIZE, { copy: smaller, frame: 0 })).not.toContain('50 MB');
});

it.each(['relay-unreachable', 'database-unavailable', 'too-many-requests'] as const)(
  'while the relay is away or busy (%s) its copy is not replaced unasked; the browser’s can be chosen',
  async (code) => {
    vi.stubGlobal('createImageBitmap', async () => ({ ...SIZE, close: () => {} }));
    vi.stubGlobal('OffscreenCanvas', Canvas);
    const away = new ProblemError(code);
    const picture = orByBrowser(failing(away), FILE, new AbortController().signal);
    await expect(picture.make(CHOICE)).rejects.toBe(away);
    expect(await picture.makeByBrowser?.(CHOICE)).toMatchObject({ kept: null });
  },
);

it('where the browser cannot read it either, or nobody waits, the relay’s reason is told', async () => {
  vi.stubGlobal('createImageBitmap', () => Promise.reject(new Error('no decoder')));
  const gone = new ProblemError('image-damaged');
  await expect(orByBrowser(failing(gone), FILE, new AbortController().signal).make(CHOICE)).rejects.toBe(
    gone,
  );
  const stopped = new Error('closed');
  await expect(orByBrowser(failing(stopped), FILE, AbortSignal.abort()).make(CHOICE)).rejects.toBe(stopped);
});

it('a copy that became smaller than was offered says its size and why', () => {
  const kept = { bits: 8, colour: 'sRGB', isConverted: false, isLossless: false, metadata: [] } as const;
  const arrival = { file: FILE };
  const copy = { arrival, size: { width: 375, height: 150 }, kept: { ...kept, metadata: [] } };
  expect(doneWords(offer, SIZE, { copy, frame: 0 })).toMatch(/to 375 × 150 px\. .*at most 50 MB/);
});
