import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CENTRED } from '../anchor.ts';
import { taskRequestSchema } from '../contract/taskRequest.ts';
import { formatOf } from '../formatOf.ts';
import { solveFormat } from '../formatSolver.ts';
import { FORMATS } from '../formats.ts';
import { hasAspect } from '../frame.ts';
import { PACKS, packItems, packItemsSchema, packNamed, tooLongIn } from './pack.ts';
import { packEntries, packFileName } from './packEntry.ts';
import { packQuote, packQuoteLabel } from './packQuote.ts';
import { packRequests } from './packRequests.ts';

const MEADOW = { width: 1620, height: 1080 };
const SOCIAL = PACKS[0]?.formatIds ?? [];
const IN_STEPS = { reachesAnyFrame: false, allowsCropping: false };
const order = {
  ...{ prompt: 'more sky', usesPrompt: true, provider: 'deerapi' as const, sourceName: 'meadow.jpg' },
  batch: { id: '4f1c2a52-6a5b-4d37-9f0e-1a2b3c4d5e6f', name: 'Social launch · meadow' },
};

test('every pack that is offered holds formats that there are, each once', () => {
  for (const { formatIds } of PACKS) expect(packItems(formatIds)).toHaveLength(formatIds.length);
});

test('a prompt that is too long for one format is kept as it was written, and told by its format', () => {
  const items = packItems(SOCIAL).map((item, n) => ({ ...item, prompt: n === 1 ? 'x'.repeat(2501) : null }));
  expect(packItemsSchema.parse(items)).toEqual(items);
  expect(tooLongIn({ items, prompt: '', usesPrompt: true })).toBe(SOCIAL[1]);
  expect(tooLongIn({ items, prompt: 'x'.repeat(2501), usesPrompt: true })).toBe('all');
  expect(tooLongIn({ items: packItems(SOCIAL), prompt: '', usesPrompt: true })).toBeNull();
});

test('a provider that reads no prompts is sent none, and none is too long for it', () => {
  const items = packItems(SOCIAL).map((item, n) => ({ ...item, prompt: n === 1 ? 'x'.repeat(2501) : null }));
  expect(tooLongIn({ items, prompt: 'x'.repeat(2501), usesPrompt: false })).toBeNull();
  const requests = packRequests(packEntries(MEADOW, items, IN_STEPS), { ...order, usesPrompt: false });
  expect(new Set(requests.map(({ prompt }) => prompt))).toEqual(new Set(['']));
});

test('a pack is one quote: requests, steps and price of all formats together', () => {
  const wide = { width: 1920, height: 1080 };
  const entries = packEntries(wide, packItems(SOCIAL), IN_STEPS);
  // The story takes 3.16×, so two requests; a 16:9 source is a thumbnail already.
  expect(entries.map(({ steps }) => steps)).toEqual([1, 1, 2, 0, 1]);
  expect(entries.find(({ steps }) => steps === 0)?.problem).toBe('nothing-to-add');
  const quote = packQuote(entries, { isPaid: true, pricePerImage: '$0.03' });
  expect(quote).toEqual({ tasks: 4, inSteps: 1, requests: 5, price: '$0.15' });
  expect(packQuoteLabel(quote, true)).toBe('4 formats · 5 requests, 1 format in steps · $0.15');
  const engine = packEntries(wide, packItems(SOCIAL), { ...IN_STEPS, reachesAnyFrame: true });
  const free = packQuote(engine, { isPaid: false, pricePerImage: '$0.03' });
  expect(packQuoteLabel(free, false)).toBe('4 formats · 4 requests · free');
  const priceless = packQuote(entries.slice(0, 1), { isPaid: true, pricePerImage: null });
  expect(packQuoteLabel(priceless, true)).toBe('1 format · 1 request · 1 paid image');
  expect(packQuoteLabel(packQuote([], { isPaid: true, pricePerImage: '$0.03' }), true)).toBe(
    'Nothing to expand yet',
  );
});

test('where cropping is allowed, what would take steps is cut to, and nothing else is', () => {
  const wide = { width: 1920, height: 1080 };
  const cropping = { ...IN_STEPS, allowsCropping: true };
  const entries = packEntries(wide, packItems(SOCIAL), cropping);
  expect(entries.map(({ steps }) => steps)).toEqual([1, 1, 1, 0, 1]);
  expect(entries.map(({ request }) => request.crop?.width ?? null)).toEqual([null, null, 1822, null, null]);
  const story = packRequests(entries, order).find(({ formatId }) => formatId === 'instagram-story');
  expect(story).toMatchObject({ crop: { width: 1822, height: 1080 }, expansion: { left: 0, right: 0 } });
  expect(taskRequestSchema.safeParse({ ...story, sourceId: 'a'.repeat(64) }).error).toBeUndefined();
  expect(entries.map(({ frame }) => hasAspect(frame, [9, 16]))[2]).toBe(true);
  // Whoever agreed to steps loses nothing of the source either.
  const beyond = packEntries(wide, packItems(SOCIAL), { ...cropping, goesBeyond: true });
  expect(beyond).toEqual(packEntries(wide, packItems(SOCIAL), IN_STEPS));
  // Whoever needs no steps loses nothing of the source.
  const engine = packEntries(wide, packItems(SOCIAL), { ...cropping, reachesAnyFrame: true });
  expect(engine.every(({ request }) => request.crop === null)).toBe(true);
});

test('what no plan reaches is cut to where cropping is allowed, as on the stage, whether steps were agreed to or not', () => {
  const huge = { width: 9400, height: 6266 };
  const cropping = { ...IN_STEPS, allowsCropping: true };
  for (const goesBeyond of [false, true]) {
    const [entry] = packEntries(huge, packItems(['9:21']), { ...cropping, goesBeyond });
    expect(entry).toMatchObject({ problem: null, steps: 1, request: { crop: { height: 6266 } } });
    const onStage = solveFormat({ ...huge, ...cropping, goesBeyond }, { aspect: [9, 21] }, CENTRED);
    expect(entry?.expansion).toEqual(onStage.expansion);
  }
  const [whole] = packEntries(huge, packItems(['9:21']), { ...IN_STEPS, goesBeyond: true });
  expect(whole?.problem).toBe('plan-too-large');
});

test('each format has its own anchor and prompt, what is set for it stays while others come and go', () => {
  const [square, , story] = packItems(SOCIAL);
  if (!square || !story) throw new Error('The pack is another one.');
  const set = { ...story, anchor: { x: 0.5, y: 1 }, prompt: 'stars' };
  const items = packItems(['instagram-story', 'instagram-square', 'instagram-story', 'gone'], [set, square]);
  expect(items).toEqual([set, square]);
  const [first, second] = packRequests(packEntries(MEADOW, items, IN_STEPS), order);
  expect(first).toMatchObject({ formatId: 'instagram-story', prompt: 'stars', batch: order.batch, n: 1 });
  expect(first?.expansion.bottom).toBe(0);
  expect(first?.anchor).toEqual({ x: 0.5, y: 1 });
  expect(second).toMatchObject({ prompt: 'more sky', expansion: { up: 0.25, bottom: 0.25 } });
});

test('a pack goes by the name of the saved one that has its formats', () => {
  expect(packNamed(packItems([...SOCIAL].reverse()), PACKS)?.name).toBe('Social launch');
  expect(packNamed(packItems(SOCIAL.slice(1)), PACKS)).toBeNull();
});

test('a file is called after source and format, in the pixels that it has', () => {
  const entries = packEntries(MEADOW, packItems(['instagram-story', '1:1', 'custom 5:3']), IN_STEPS);
  expect(entries.map((entry) => packFileName('meadow.jpg', entry))).toEqual([
    'meadow_instagram-story_1080x1920',
    'meadow_1x1_1620x1620',
    'meadow_5x3_1800x1080',
  ]);
});

test('whatever the source, every request of a pack is one that the server takes and has its format’s shape', () => {
  const size = fc
    .record({ width: fc.integer({ min: 300, max: 6000 }), height: fc.integer({ min: 300, max: 6000 }) })
    .filter(({ width, height }) => Math.max(width, height) <= 2.5 * Math.min(width, height));
  const anchor = fc.record({ x: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.constant(0.5) });
  fc.assert(
    fc.property(size, anchor, (source, at) => {
      const ids = FORMATS.slice(0, 24).map(({ id }) => id);
      const items = packItems(ids).map((item) => ({ ...item, anchor: at }));
      const entries = packEntries(source, items, IN_STEPS);
      expect(entries).toHaveLength(24);
      for (const request of packRequests(entries, order)) {
        const taken = taskRequestSchema.safeParse({ ...request, sourceId: 'a'.repeat(64) });
        expect(taken.error).toBeUndefined();
        const entry = entries.find(({ format }) => format.id === request.formatId);
        const aspect = formatOf(request.formatId ?? '')?.aspect;
        expect(entry && aspect && hasAspect(entry.frame, aspect)).toBe(true);
      }
    }),
    { numRuns: 200 },
  );
});
