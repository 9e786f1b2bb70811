import type { Frame } from '../../src/domain/frame.ts';
import { bitsOf, colourChannels, hasAlpha, type Raster, unitsPerLevel } from '../images/raster.ts';
import type { Row, RowImage } from '../images/rowImage.ts';
import { emptyRow, putSourceBack } from './compose.ts';
import { type JudgedBorder, judgeAsIs } from './judgeBorder.ts';
import { levelsOnWhite } from './pixels/levelsOnWhite.ts';
import { expectedMap } from './placePicture.ts';

/** Of a level: a picture this near shows the source itself, as the built-in engine's does. */
const EXACT = 0.25;
/** The engine's of a wide-gamut source lacks its most saturated colours: matched it would be better, in gigabytes. */
const NEAR = 4;
const MAX_MATCHED_PIXELS = 24_000_000;
/** Rows of the source, one of which is compared. */
const STEP = 4;

/**
 * How the borders hide where a picture of the frame's size can be taken as it is; null where it has to be matched. It can
 * where it shows the source itself in its place and no border is seen: what is alike in the mean of millions of pixels
 * may step at an edge.
 */
export function judgeExact(source: Raster, picture: Raster, frame: Frame): JudgedBorder | null {
  if (!isSourceInPlace(source, picture, frame)) return null;
  const judged = judgeAsIs(source, frame, { picture, toPicture: expectedMap(frame, picture) });
  return judged.quality === 'seamless' ? judged : null;
}

/** Whether a picture shows a source where the frame has it, in the mean; what is transparent lies on white. */
function isSourceInPlace(source: Raster, picture: Raster, { placement }: Frame): boolean {
  const colours = colourChannels(source);
  const [own, other] = [levelsOnWhite(source), levelsOnWhite(picture)];
  let [sum, count] = [0, 0];
  for (let y = 0; y < source.height; y += STEP) {
    let at = y * source.width;
    let from = (y + placement.y) * picture.width + placement.x;
    for (const end = at + source.width; at < end; at += 1, from += 1) {
      for (let channel = 0; channel < colours; channel += 1)
        sum += Math.abs(own(at, channel) - other(from, channel));
    }
    count += source.width * colours;
  }
  return sum < (picture.width * picture.height > MAX_MATCHED_PIXELS ? NEAR : EXACT) * count;
}

/** A picture of the frame's size as it is, at the source's channels and depth, with the source's own values inside. */
export function pictureAround(source: Raster, picture: Raster, frame: Frame): RowImage {
  const { width, height } = picture;
  return {
    ...{ width, height, channels: source.channels, bits: bitsOf(source) },
    rows: rowsAround(source, picture, frame),
  };
}

function* rowsAround(source: Raster, picture: Raster, frame: Frame): Generator<Row> {
  const { data, width, height, channels } = picture;
  const row = emptyRow(source, width * source.channels);
  const isAlike = channels === source.channels && bitsOf(picture) === bitsOf(source);
  for (let y = 0; y < height; y += 1) {
    const shown = data.subarray(y * width * channels, (y + 1) * width * channels);
    if (isAlike) row.set(shown);
    else convertRow(shown, channels, { row, source, share: unitsPerLevel(source) / unitsPerLevel(picture) });
    putSourceBack(row, source, frame, y);
    yield row;
  }
}

interface Target {
  readonly row: Row;
  readonly source: Raster;
  /** Units of the source to one of the picture. */
  readonly share: number;
}

function convertRow(shown: Row, channels: Raster['channels'], { row, source, share }: Target): void {
  const colours = colourChannels(source);
  for (let from = 0, to = 0; from < shown.length; from += channels, to += source.channels) {
    for (let channel = 0; channel < colours; channel += 1)
      row[to + channel] = Math.round((shown[from + channel] ?? 0) * share);
    if (!hasAlpha(source)) continue;
    const cover = hasAlpha({ channels })
      ? (shown[from + channels - 1] ?? 0) * share
      : 255 * unitsPerLevel(source);
    row[to + colours] = Math.round(cover);
  }
}
