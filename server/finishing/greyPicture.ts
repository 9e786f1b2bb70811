import { type IccProfile, readIccProfile } from '../images/colour/iccProfile.ts';
import { srgbCurve } from '../images/colour/transferCurve.ts';
import { hasAlpha, type Raster, unitsPerLevel } from '../images/raster.ts';

const STEPS = 1024;

/**
 * A picture in sRGB as the one channel of a grey source, on that source's own curve, at 16 bits; with its alpha where it
 * has any.
 */
export function greyOf(picture: Raster, profile: Buffer | null): Raster {
  const { data, width, height, channels } = picture;
  const wide = hasAlpha(picture) ? 2 : 1;
  const units = unitsPerLevel(picture);
  const own = ownLevels(profile);
  const values = new Uint16Array(width * height * wide);
  for (let from = 0, to = 0; from < data.length; from += channels, to += wide) {
    const [red = 0, green = 0, blue = 0] = [data[from], data[from + 1], data[from + 2]];
    const luma = channels < 3 ? red : 0.299 * red + 0.587 * green + 0.114 * blue;
    values[to] = Math.round(257 * own(luma / units));
    if (wide === 2) values[to + 1] = ((data[from + channels - 1] ?? 0) * 257) / units;
  }
  return { data: values, width, height, channels: wide };
}

/** From levels of sRGB to those of a curve. */
function ownLevels(profile: Buffer | null): (level: number) => number {
  const curve = profile === null ? undefined : readIccProfile(profile)?.curves[0];
  if (curve === undefined) return (level) => level;
  const table = invertedTable(curve);
  return (level) => {
    const place = Math.min(1, Math.max(0, srgbCurve(level / 255))) ** 0.5 * STEPS;
    const low = Math.min(STEPS - 1, Math.floor(place));
    return (table[low] ?? 0) + ((table[low + 1] ?? 0) - (table[low] ?? 0)) * (place - low);
  };
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
