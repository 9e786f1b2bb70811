import type { Crop } from '../../src/domain/crop.ts';
import type { Size } from '../../src/domain/side.ts';

/** Pixels in rows, `channels` to a pixel (the last of 2 or 4 is alpha), 8 or 16 bits each. */
export interface Raster extends Size {
  readonly data: Uint8Array | Uint16Array;
  readonly channels: 1 | 2 | 3 | 4;
}

/** Channels without alpha. */
export function colourChannels({ channels }: Pick<Raster, 'channels'>): 1 | 3 {
  return channels < 3 ? 1 : 3;
}

export function hasAlpha({ channels }: Pick<Raster, 'channels'>): boolean {
  return channels === 2 || channels === 4;
}

/** Stored values to one of the 255 levels in which finishing calculates. */
export function unitsPerLevel({ data }: Pick<Raster, 'data'>): 1 | 257 {
  return data.BYTES_PER_ELEMENT === 2 ? 257 : 1;
}

/** As many as sharp hands out. */
export function channelCount(channels: number): Raster['channels'] {
  if (channels === 1 || channels === 2 || channels === 3) return channels;
  return 4;
}

export function bitsOf({ data }: Pick<Raster, 'data'>): 8 | 16 {
  return data.BYTES_PER_ELEMENT === 2 ? 16 : 8;
}

/** The same colours in memory of their own where nothing is transparent; else the raster itself. */
export function withoutOpaqueAlpha(raster: Raster): Raster {
  return hasAlpha(raster) && isOpaque(raster) ? withoutAlpha(raster) : raster;
}

/** The same colours in memory of their own. */
export function withoutAlpha(raster: Raster): Raster {
  const { data, channels } = raster;
  const colours = colourChannels(raster);
  const length = (data.length / channels) * colours;
  const values = data instanceof Uint16Array ? new Uint16Array(length) : new Uint8Array(length);
  for (let from = 0, to = 0; from < data.length; from += channels, to += colours) {
    for (let channel = 0; channel < colours; channel += 1) values[to + channel] = data[from + channel] ?? 0;
  }
  return { ...raster, data: values, channels: colours };
}

/** Whether nothing of it lets through as much as half a level. */
export function isOpaque(raster: Raster): boolean {
  const { data, channels } = raster;
  if (!hasAlpha(raster)) return true;
  const opaque = 254.5 * unitsPerLevel(raster);
  for (let at = channels - 1; at < data.length; at += channels) if ((data[at] ?? 0) < opaque) return false;
  return true;
}

/** A part of a raster, its values as they are. */
export function cropped({ data, channels, width }: Raster, { left, top, ...size }: Crop): Raster {
  const rowLength = size.width * channels;
  const Values = data instanceof Uint16Array ? Uint16Array : Uint8Array;
  const part = new Values(rowLength * size.height);
  for (let y = 0; y < size.height; y += 1) {
    const from = ((top + y) * width + left) * channels;
    part.set(data.subarray(from, from + rowLength), y * rowLength);
  }
  return { data: part, channels, ...size };
}
