import type { Expansion } from '../../src/domain/expansion.ts';
import { frameOf } from '../../src/domain/frame.ts';
import type { Size } from '../../src/domain/side.ts';
import type { RgbPicture } from './rgbPicture.ts';
import type { Distortion } from './simulatedUpstream.ts';

export interface FinishCase {
  readonly name: string;
  readonly file: string;
  readonly megapixels: number;
  readonly place: Place;
  readonly distortion: Distortion;
}

/** Where the source lies in the photo that is the truth. */
type Place = 'middle' | 'corner' | 'one-side';

const PLAIN = { shift: 3, shading: 5, redrawn: 0, isCut: false, isColoured: true } as const;

/** One set of cases for each kind of trouble: its name, and the cases of every photo. */
export function finishCases(files: readonly string[]): Map<string, FinishCase[]> {
  const each = (name: string, change: Partial<FinishCase>, distortion: Partial<Distortion> = {}) =>
    files.map(
      (file, i): FinishCase => ({
        name,
        file,
        megapixels: 3,
        place: 'middle',
        ...change,
        distortion: { seed: 17 * i + name.length, ...PLAIN, ...distortion },
      }),
    );
  return new Map(
    [
      each('all sides', {}),
      each('one side', { place: 'one-side' }),
      each('corner', { place: 'corner' }),
      each('redrawn 40 %', {}, { redrawn: 0.4 }),
      each('shading 14', {}, { shading: 14 }),
      each('cut, not stretched', {}, { isCut: true }),
      each('small', { megapixels: 0.3 }),
    ].map((cases) => [cases[0]?.name ?? '', cases]),
  );
}

/** The source's size and the expansion that leads from it to about the whole truth. */
function sourceOf(truth: Size, place: Place): { size: Size; expansion: Expansion } {
  const share =
    place === 'one-side' ? { x: 0.5, y: 1 } : place === 'corner' ? { x: 0.65, y: 0.65 } : { x: 0.6, y: 0.6 };
  const size = { width: Math.floor(truth.width * share.x), height: Math.floor(truth.height * share.y) };
  // One pixel less, so that rounding keeps the frame within the photo.
  const added = {
    x: Math.max(0, (truth.width - 1) / size.width - 1),
    y: Math.max(0, (truth.height - 1) / size.height - 1),
  };
  const first = place === 'middle' ? 0.5 : 0;
  return {
    size,
    expansion: {
      left: added.x * first,
      right: added.x * (1 - first),
      up: added.y * first,
      bottom: added.y * (1 - first),
    },
  };
}

/** The truth cut to the frame, the source cut out of it. */
export function cutOut(photo: RgbPicture, place: Place) {
  const { size, expansion } = sourceOf(photo, place);
  const frame = frameOf(size, expansion);
  const truth = crop(photo, {
    x: 0,
    y: 0,
    width: Math.min(frame.width, photo.width),
    height: Math.min(frame.height, photo.height),
  });
  return { truth, source: crop(truth, { ...frame.placement, ...size }), frame, expansion };
}

function crop({ data, width }: RgbPicture, rect: Size & { x: number; y: number }): RgbPicture {
  const out = new Uint8Array(rect.width * rect.height * 3);
  for (let y = 0; y < rect.height; y += 1) {
    const from = ((y + rect.y) * width + rect.x) * 3;
    out.set(data.subarray(from, from + rect.width * 3), y * rect.width * 3);
  }
  return { width: rect.width, height: rect.height, data: out };
}
