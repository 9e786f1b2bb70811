import path from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { describe, expect, it, vi } from 'vitest';
import type { Size } from '../../domain/side.ts';
import { createDraftFill } from '../draftFill.ts';
import { fillFrame } from '../fillFrame.ts';
import type { FillRequest, Quality } from '../fillRequest.ts';
import { FILL_SETTINGS, type FillSettings } from '../settings.ts';
import { firstDifference } from '../testing/firstDifference.ts';
import { paintPicture, paintTexture, requestFor } from '../testing/paintPicture.ts';
import { inRoom, roomFor, withoutKernel } from './room.ts';

const QUALITIES: readonly Quality[] = ['draft', 'normal', 'best'];
const ODD: Size = { width: 61, height: 83 };
const ODD_PADS = { up: 15, right: 27, bottom: 0, left: 9 };

/** A dark bar that the right border cuts, in front of something restless. */
function paintBar(size: Size): Uint8ClampedArray {
  const ground = paintTexture(size);
  return paintPicture(size, (x, y) => {
    const at = (y * size.width + x) * 4;
    const isBar = Math.abs(y - 30 - x / 3) < 9;
    return isBar ? [25, 20, 30] : [(ground[at] ?? 0) + 60, (ground[at + 1] ?? 0) + 60, ground[at + 2] ?? 0];
  });
}

/** A rope of which little is seen before the right border cuts it, in front of something restless. */
function paintRope(size: Size): Uint8ClampedArray {
  const ground = paintTexture(size);
  return paintPicture(size, (x, y) => {
    const at = (y * size.width + x) * 4;
    const isRope = x > size.width - 36 && Math.abs(y - 50) < 3;
    return isRope ? [240, 235, 220] : [ground[at] ?? 0, (ground[at + 1] ?? 0) / 2, ground[at + 2] ?? 0];
  });
}

/** A dark disc that the right border cuts in two, on a light ground. */
function paintDisc(size: Size): Uint8ClampedArray {
  const ground = paintTexture(size);
  return paintPicture(size, (x, y) => {
    const grain = (ground[(y * size.width + x) * 4] ?? 0) / 20;
    const isDisc = Math.hypot(x - size.width, y - size.height / 2) < 24;
    return isDisc ? [40 + grain, 60 + grain, 50 + grain] : [200 + grain, 190 + grain, 170 + grain];
  });
}

function paintBlob(size: Size): Uint8ClampedArray {
  const ground = paintTexture(size);
  return paintPicture(size, (x, y) => {
    const at = (y * size.width + x) * 4;
    const alpha = 300 - 6 * Math.hypot(x - size.width / 2, (y - size.height / 2) / 1.5);
    return [ground[at] ?? 0, ground[at + 1] ?? 0, ground[at + 2] ?? 0, Math.max(0, Math.min(255, alpha))];
  });
}

async function readPhoto(side: number): Promise<Uint8ClampedArray> {
  const file = path.join(import.meta.dirname, '../fixtures/astronaut.jpg');
  const data = await sharp(file).resize(side, side, { fit: 'cover' }).ensureAlpha().raw().toBuffer();
  return new Uint8ClampedArray(data);
}

/** Those of a quality with two fills to choose from: each further one of a pool is the same work. */
function withSmallPool(quality: Quality): FillSettings {
  const settings = FILL_SETTINGS[quality];
  return { ...settings, pool: settings.pool && { ...settings.pool, size: 2 } };
}

const NORMAL = withSmallPool('normal');

function expectSameBytes(request: FillRequest, settings = NORMAL): Uint8ClampedArray {
  const inKernel = fillFrame(request, settings).rgba;
  expect(
    firstDifference(
      inKernel,
      withoutKernel(() => fillFrame(request, settings).rgba),
    ),
  ).toBeNull();
  return inKernel;
}

describe('the kernel and TypeScript give the same bytes', () => {
  it.each(QUALITIES)('of odd lengths, at quality %s', (quality) => {
    expectSameBytes(requestFor(ODD, paintTexture(ODD), ODD_PADS), withSmallPool(quality));
  });

  it.each(QUALITIES)('of what is see-through, at quality %s', (quality) => {
    expectSameBytes(requestFor(ODD, paintBlob(ODD), ODD_PADS), withSmallPool(quality));
  });

  it('along a line that the border cuts', () => {
    const size = { width: 111, height: 101 };
    const request = requestFor(size, paintBar(size), { right: 60 });
    const filled = expectSameBytes(request);
    const unguided = fillFrame(request, { ...NORMAL, lines: null }).rgba;
    expect(firstDifference(filled, unguided), 'that the line plays a part').not.toBeNull();
  });

  it('along a rope that has to be copied again and again', () => {
    const size = { width: 111, height: 101 };
    const request = requestFor(size, paintRope(size), { right: 100 });
    const filled = expectSameBytes(request);
    const free = fillFrame(request, { ...NORMAL, costs: { ...NORMAL.costs, overUse: 0 } }).rgba;
    const unguided = fillFrame(request, { ...NORMAL, lines: null }).rgba;
    expect(firstDifference(filled, free), 'that the price of uses plays a part').not.toBeNull();
    expect(firstDifference(filled, unguided), 'that the line plays a part').not.toBeNull();
  });

  it('beside a mirror image, of a whole pool, which begins in every way', () => {
    const size = { width: 111, height: 101 };
    const { normal } = FILL_SETTINGS;
    if (normal.mirror === null) throw new Error('There are mirror images at this quality.');
    const mirroring = { ...normal, mirror: { ...normal.mirror, open: 0 } };
    const request = requestFor(size, paintDisc(size), { right: 40 });
    const filled = expectSameBytes(request, mirroring);
    const open = fillFrame(request, { ...normal, mirror: null }).rgba;
    expect(firstDifference(filled, open), 'that there is a mirror image').not.toBeNull();
  });

  it('of a photo', async () => {
    const size = { width: 128, height: 128 };
    const pads = { up: 32, right: 32, bottom: 32, left: 32 };
    expectSameBytes({ ...requestFor(size, await readPhoto(128), pads), seed: 7 });
  });

  it('of a draft that is carried over from the one before', () => {
    const size = { width: 96, height: 90 };
    const drafts = () => {
      const fill = createDraftFill({ rgba: paintTexture(size), size });
      const cuts = { up: 0, right: 0, bottom: 0, left: 0 };
      return [40, 46].map((right) => fill({ pads: { ...cuts, right }, cuts, mayBeRough: true }));
    };
    const [, inKernel] = drafts();
    const [, inTypeScript] = withoutKernel(drafts);
    expect([inKernel?.isRough, inTypeScript?.isRough]).toEqual([true, true]);
    expect(firstDifference(inKernel?.rgba ?? [], inTypeScript?.rgba ?? [])).toBeNull();
  });

  it('of frames of every shape', () => {
    // Below the coarsest level's length, as are twice as large ones, which take four times as long.
    const side = fc.integer({ min: 8, max: 26 });
    const pad = fc.integer({ min: 0, max: 16 });
    const pads = fc.record({ up: pad, right: pad, bottom: pad, left: pad });
    fc.assert(
      fc.property(side, side, pads, fc.constantFrom(...QUALITIES), (width, height, by, quality) => {
        fc.pre(by.up + by.right + by.bottom + by.left > 0);
        const request = requestFor({ width, height }, paintTexture({ width, height }), by);
        expectSameBytes(request, withSmallPool(quality));
      }),
      { numRuns: 8, seed: 3 },
    );
  });

  // The types in use know nothing of WebAssembly.
  const { WebAssembly } = globalThis as unknown as { WebAssembly: Record<string, unknown> };
  class NoRoomLeft {
    constructor() {
      throw new RangeError('Out of memory');
    }
  }
  it.each([
    ['is no WebAssembly', undefined],
    ['are no addresses left for a memory', { ...partsOf(WebAssembly), Memory: NoRoomLeft }],
    ['are none left for an instance', { ...partsOf(WebAssembly), Instance: NoRoomLeft }],
  ])('where there %s', (_what, surroundings) => {
    // That it is done in TypeScript is what this is about: the coarsest filling tells.
    const request = { ...requestFor(ODD, paintTexture(ODD), ODD_PADS), quality: 'draft' as const };
    const inKernel = fillFrame(request).rgba;
    vi.stubGlobal('WebAssembly', surroundings);
    const isInKernel = withNewKernel(() => inRoom(0, ({ kernel }) => kernel !== null));
    expect(isInKernel).toBe(false);
    expect(
      firstDifference(
        inKernel,
        withNewKernel(() => fillFrame(request).rgba),
      ),
    ).toBeNull();
  });
});

function partsOf({ Module, Instance, Memory }: Record<string, unknown>) {
  return { Module, Instance, Memory };
}

/** Inside of a room: the kernel that is kept ready is taken. */
function withNewKernel<T>(work: () => T): T {
  return inRoom(0, work);
}

describe('inRoom', () => {
  it('gives arrays of zeros that do not overlap, also after others and inside of other rooms', () => {
    const bytes = roomFor(4 * 1001, 2 * 77, 33);
    const fillRoom = () =>
      inRoom(bytes, (room) => {
        expect(room.kernel).not.toBeNull();
        const arrays = [room.float32(1001), room.int16(77), room.uint8(33)];
        for (const array of arrays) expect(array.every((value) => value === 0)).toBe(true);
        for (const [index, array] of arrays.entries()) array.fill(index + 1);
        inRoom(4_000_000, (inner) => inner.uint8(4_000_000).fill(9));
        expect(arrays.map((array) => new Set(array).size === 1)).toEqual(arrays.map(() => true));
        return arrays.map((array) => array[0]);
      });
    expect(fillRoom()).toEqual([1, 2, 3]);
    expect(fillRoom()).toEqual([1, 2, 3]);
  });

  it('is not a kernel’s where the memory does not suffice', () => {
    expect(inRoom(2 ** 33, ({ kernel }) => kernel)).toBeNull();
  });
});
