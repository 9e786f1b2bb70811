import { type IccProfile, readIccProfile } from '../images/colour/iccProfile.ts';
import { srgbCurve } from '../images/colour/transferCurve.ts';
import { type FloatImage, lumaOf } from './pixels/floatImage.ts';

const STEPS = 1024;

/** A grey picture in sRGB as the one channel of a grey source, on that source's own curve. */
export function greyOf(image: FloatImage, profile: Buffer | null): FloatImage {
  const luma = lumaOf(image);
  const curve = profile === null ? undefined : readIccProfile(profile)?.curves[0];
  if (curve === undefined) return { ...luma, planes: [luma.values] };
  const table = invertedTable(curve);
  const values = luma.values.map((level) => {
    const place = Math.min(1, Math.max(0, srgbCurve(level / 255))) ** 0.5 * STEPS;
    const low = Math.min(STEPS - 1, Math.floor(place));
    return (table[low] ?? 0) + ((table[low + 1] ?? 0) - (table[low] ?? 0)) * (place - low);
  });
  return { width: luma.width, height: luma.height, planes: [values] };
}

/** Levels whose light is (i / STEPS)²: dense where it is dark. */
function invertedTable(curve: IccProfile['curves'][number]): Float64Array {
  return Float64Array.from({ length: STEPS + 1 }, (_, i) => {
    const light = (i / STEPS) ** 2;
    let [low, high] = [0, 1];
    for (let step = 0; step < 24; step += 1) {
      const middle = (low + high) / 2;
      if (curve(middle) < light) low = middle;
      else high = middle;
    }
    return (255 * (low + high)) / 2;
  });
}
