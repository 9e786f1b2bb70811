import { describe, expect, it } from 'vitest';
import { createDraftFill } from './draftFill.ts';
import { firstDifference } from './testing/firstDifference.ts';
import { paintTexture } from './testing/paintPicture.ts';

const size = { width: 128, height: 128 };
const source = { rgba: paintTexture(size), size };
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
    const first = fill({ pads: padsOf(40), mayBeRough: true });
    expect(first.isRough, 'there is nothing to carry over yet').toBe(false);
    const second = fill({ pads: padsOf(48), mayBeRough: true });
    expect(second.isRough).toBe(true);
    expect(second.rgba).toHaveLength(176 * 136 * 4);
    const rows = (rgba: Uint8ClampedArray, width: number) =>
      Array.from({ length: 128 }, (_, y) => [...rgba.subarray(y * width * 4, (y * width + 128) * 4)]).flat();
    expect(firstDifference(rows(second.rgba, 176), rows(source.rgba, 128))).toBeNull();
    const fresh = createDraftFill({ rgba: paintTexture(size), size })({
      pads: padsOf(48),
      mayBeRough: false,
    });
    const carried = difference(first.rgba, 168, second.rgba, 176);
    expect(carried).toBeLessThan(0.8 * difference(first.rgba, 168, fresh.rgba, 176));
    expect(second.rgba.filter((value, at) => at % 4 === 3 && value !== 255)).toHaveLength(0);
  });

  it('fills anew when a whole draft is asked for: the same bytes whatever came before', () => {
    const fill = createDraftFill(source);
    for (const right of [24, 32, 40]) fill({ pads: padsOf(right), mayBeRough: true });
    const whole = fill({ pads: padsOf(48), mayBeRough: false });
    expect(whole.isRough).toBe(false);
    const anew = createDraftFill(source)({ pads: padsOf(48), mayBeRough: false });
    expect(firstDifference(whole.rgba, anew.rgba)).toBeNull();
  });

  it('fills anew where the frame has grown too much to be like the one before', () => {
    const fill = createDraftFill(source);
    fill({ pads: padsOf(16), mayBeRough: true });
    expect(fill({ pads: padsOf(120), mayBeRough: true }).isRough).toBe(false);
  });
});
