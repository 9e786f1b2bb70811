import { describe, expect, it } from 'vitest';
import { createDraftFill } from './draftFill.ts';
import { firstDifference } from './testing/firstDifference.ts';
import { paintTexture } from './testing/paintPicture.ts';

const size = { width: 128, height: 128 };
const source = { rgba: paintTexture(size), size };
const NOTHING = { up: 0, right: 0, bottom: 0, left: 0 };
const padsOf = (right: number) => ({ up: 0, right, bottom: 8, left: 0 });

/** Mean difference of colours in the part that two frames share, left of a column. */
function difference(a: Uint8ClampedArray, aWidth: number, b: Uint8ClampedArray, bWidth: number): number {
  let sum = 0;
  let count = 0;
  for (let y = 0; y < 128; y += 1) {
    for (let x = 128; x < Math.min(aWidth, bWidth); x += 1) {
      sum += Math.abs((a[(y * aWidth + x) * 4] ?? 0) - (b[(y * bWidth + x) * 4] ?? 0));
      count += 1;
    }
  }
  return sum / count;
}

describe('createDraftFill', () => {
  it('carries a draft over to a frame a little larger: the source untouched, what was there nearly the same', () => {
    const fill = createDraftFill(source);
    const first = fill({ pads: padsOf(40), cuts: NOTHING, mayBeRough: true });
    expect(first.isRough, 'there is nothing to carry over yet').toBe(false);
    const second = fill({ pads: padsOf(48), cuts: NOTHING, mayBeRough: true });
    expect(second.isRough).toBe(true);
    expect(second.rgba).toHaveLength(176 * 136 * 4);
    const rows = (rgba: Uint8ClampedArray, width: number) =>
      Array.from({ length: 128 }, (_, y) => [...rgba.subarray(y * width * 4, (y * width + 128) * 4)]).flat();
    expect(firstDifference(rows(second.rgba, 176), rows(source.rgba, 128))).toBeNull();
    const fresh = createDraftFill({ rgba: paintTexture(size), size })({
      pads: padsOf(48),
      cuts: NOTHING,
      mayBeRough: false,
    });
    const carried = difference(first.rgba, 168, second.rgba, 176);
    expect(carried).toBeLessThan(0.8 * difference(first.rgba, 168, fresh.rgba, 176));
    expect(second.rgba.filter((value, at) => at % 4 === 3 && value !== 255)).toHaveLength(0);
  });

  it('fills anew when a whole draft is asked for: the same bytes whatever came before', () => {
    const fill = createDraftFill(source);
    for (const right of [24, 32, 40]) fill({ pads: padsOf(right), cuts: NOTHING, mayBeRough: true });
    const whole = fill({ pads: padsOf(48), cuts: NOTHING, mayBeRough: false });
    expect(whole.isRough).toBe(false);
    const anew = createDraftFill(source)({ pads: padsOf(48), cuts: NOTHING, mayBeRough: false });
    expect(firstDifference(whole.rgba, anew.rgba)).toBeNull();
  });

  it('fills anew where the frame has grown too much to be like the one before', () => {
    const fill = createDraftFill(source);
    fill({ pads: padsOf(16), cuts: NOTHING, mayBeRough: true });
    expect(fill({ pads: padsOf(120), cuts: NOTHING, mayBeRough: true }).isRough).toBe(false);
  });

  it('fills from what is kept alone: nothing of what a side cuts off comes back', () => {
    const wide = { width: 128, height: 64 };
    const rgba = new Uint8ClampedArray(128 * 64 * 4);
    // Red with a texture on the left, blue with one on the right.
    for (let at = 0; at < 128 * 64; at += 1) {
      const isLeft = at % 128 < 64;
      const grain = (at * 7919) % 40;
      rgba.set(isLeft ? [200 + grain, 20, 20, 255] : [20, 20, 200 + grain, 255], at * 4);
    }
    const fill = createDraftFill({ rgba, size: wide });
    const pads = { ...NOTHING, up: 32, right: 16 };
    const redIn = (frame: Uint8ClampedArray) =>
      frame.filter((value, at) => at % 4 === 0 && value > 100).length;
    const whole = fill({ pads, cuts: NOTHING, mayBeRough: false });
    expect(redIn(whole.rgba)).toBeGreaterThan(64 * 64);
    const cut = fill({ pads, cuts: { ...NOTHING, left: 64 }, mayBeRough: true });
    expect(cut.rgba).toHaveLength((64 + 16) * (64 + 32) * 4);
    expect(cut.isRough, 'what was found for another picture is no beginning').toBe(false);
    expect(redIn(cut.rgba)).toBe(0);
  });
});
