import { beforeAll, describe, expect, it } from 'vitest';
import { contentFill } from './contentFill.ts';
import type { FillPreview } from './fillRequest.ts';
import { seededRandom } from './seededRandom.ts';
import { frameReader } from './testing/frameReader.ts';
import { frameSize, paintPicture, requestFor } from './testing/paintPicture.ts';

describe('transparency', () => {
  const size = { width: 128, height: 128 };
  const random = seededRandom(6);
  const noise = Array.from({ length: size.width * size.height }, () => 60 * random());
  const radius = 28;
  const alphaOfCard = (x: number, y: number) => {
    const outX = Math.max(0, radius - x, x - (size.width - 1 - radius));
    const outY = Math.max(0, radius - y, y - (size.height - 1 - radius));
    return Math.max(0, Math.min(255, 255 * (radius + 0.5 - Math.hypot(outX, outY))));
  };
  const pads = { up: 40, right: 40, bottom: 40, left: 40 };
  const card = requestFor(
    size,
    paintPicture(size, (x, y) => [150 + (noise[y * 128 + x] ?? 0), 120, 90, alphaOfCard(x, y)]),
    pads,
  );
  const previews: FillPreview[] = [];
  let filledCard: Uint8ClampedArray;
  beforeAll(() => {
    filledCard = contentFill({ ...card, onPreview: (preview) => previews.push(preview) });
  });

  it('is not invented where there was none', () => {
    const request = requestFor(
      size,
      paintPicture(size, (x, y) => [120 + (noise[y * 128 + x] ?? 0), 90, 60]),
      pads,
    );
    const alphas = contentFill(request).filter((_, index) => index % 4 === 3);
    expect(Math.min(...alphas)).toBe(255);
  });

  it('is carried from round corners, with the colours of the card and not black', () => {
    const at = frameReader(card, filledCard);
    let reddest = 0;
    let leastRed = 255;
    for (let x = 100; x < 108; x += 1) {
      for (let y = 0; y < 40; y += 1) {
        if (at(x, y, 3) < 128) continue;
        reddest = Math.max(reddest, at(x, y, 0));
        leastRed = Math.min(leastRed, at(x, y, 0));
      }
    }
    expect(at(104, 36, 3), 'beside the middle of the card').toBeGreaterThan(200);
    expect(at(39, 39, 3), 'beside a transparent corner').toBeLessThan(60);
    expect(leastRed).toBeGreaterThan(70);
    expect(reddest).toBeLessThan(250);
  });

  it('that comes softly goes on softly, in the colour of what it thins out', () => {
    const alphaAt = (x: number, y: number) => Math.max(0, 255 - 2.2 * Math.hypot(x - 63.5, y - 63.5));
    const rgba = paintPicture(size, (x, y) => [60, 170, 80, alphaAt(x, y)]);
    const request = requestFor(size, rgba, pads);
    const at = frameReader(request, contentFill(request));
    const { width, height } = frameSize(request);
    let largest = 0;
    let greyest = Number.POSITIVE_INFINITY;
    for (let y = 1; y < height; y += 1) {
      for (let x = 1; x < width; x += 1) {
        const alpha = at(x, y, 3);
        largest = Math.max(largest, Math.abs(alpha - at(x - 1, y, 3)), Math.abs(alpha - at(x, y - 1, 3)));
        if (alpha > 60) greyest = Math.min(greyest, at(x, y, 1) - Math.max(at(x, y, 0), at(x, y, 2)));
      }
    }
    expect(largest, 'largest step of alpha').toBeLessThan(30);
    expect(greyest, 'how much green stands out').toBeGreaterThan(40);
  });

  it('of a plain border is continued exactly, whatever colour lies under it', () => {
    const isCard = (x: number, y: number) => x > 8 && x < 120 && y > 8 && y < 120;
    const request = requestFor(
      size,
      paintPicture(size, (x, y) => [noise[y * 128 + x] ?? 0, 90, 60, isCard(x, y) ? 255 : 0]),
      pads,
    );
    const filled = contentFill(request);
    const { width } = frameSize(request);
    const isSource = (x: number, y: number) => x >= 40 && x < 168 && y >= 40 && y < 168;
    const found = filled.filter(
      (_, at) => at % 4 === 3 && !isSource((at >> 2) % width, Math.floor((at >> 2) / width)),
    );
    expect(Math.max(...found)).toBe(0);
    const at = frameReader(request, filled);
    expect(at(0, 100, 0), 'copied, not sought').toBe(at(40, 100, 0));
  });

  it('shows in the pictures of how far it is', () => {
    expect(previews.length).toBeGreaterThan(1);
    for (const { rgba } of previews) {
      const alphas = rgba.filter((_, index) => index % 4 === 3);
      expect(Math.min(...alphas)).toBeLessThan(40);
      expect(Math.max(...alphas)).toBe(255);
      const reds = rgba.filter((_, index) => index % 4 === 0 && (rgba[index + 3] ?? 0) > 60);
      const darker = reds.filter((red) => red < 130);
      expect(darker.length / reds.length, 'share that went black').toBeLessThan(0.05);
    }
  });
});
