import { colourChannels, type Raster } from '../../images/raster.ts';
import type { Reliability } from '../colour/reliability.ts';
import type { Room } from '../kernel/room.ts';
import { levelReader } from '../kernel/rowReader.ts';
import type { ImageMap } from '../pixels/axisMap.ts';
import { type FloatImage, planeAt } from '../pixels/floatImage.ts';
import { rowTapsIn } from '../pixels/keptRows.ts';
import { LANCZOS_3, reachOf, type Taps, tapsAlong } from '../pixels/taps.ts';
import { ACTIVITY_NODES, type Detail } from './detailBands.ts';
import { toLumaChroma } from './lumaChroma.ts';

export interface SampleRequest {
  /** In the source's colours. */
  readonly picture: FloatImage;
  readonly source: Raster;
  /** From the source to the picture. */
  readonly toPicture: ImageMap;
  readonly reliability: Reliability;
}

/** Points of the source, in rows, and how the picture is seen at them; all of it lies in the room. */
export interface Samples {
  readonly columns: Taps;
  readonly rows: Taps;
  /** Luma and chroma of the source at each sample, rows of columns. */
  readonly channels: readonly Float32Array[];
  readonly reliability: Float32Array;
}

const SAMPLE_ROWS = 56;
const SAMPLE_COLUMNS = 900;

export function sampleSource(room: Room, request: SampleRequest): Samples {
  const { picture, source, toPicture } = request;
  const rowStep = Math.max(1, Math.floor(source.height / SAMPLE_ROWS));
  const columnStep = Math.max(1, Math.floor(source.width / SAMPLE_COLUMNS));
  const rowCount = Math.floor(source.height / rowStep);
  const columnCount = Math.floor(source.width / columnStep);
  const length = rowCount * columnCount;
  const planes = Array.from({ length: colourChannels(source) }, () => room.floats(length));
  const reliability = room.floats(length);
  const read = levelReader(room, source, { from: 0, to: columnCount * columnStep, step: columnStep });
  for (let row = 0; row < rowCount; row += 1) {
    const [from, to] = [row * columnCount, (row + 1) * columnCount];
    planes.forEach((plane, channel) => {
      read(row * rowStep, channel, plane.subarray(from, to));
    });
    request.reliability.fillRow(reliability.subarray(from, to), row * rowStep, 0, columnStep);
  }
  return {
    columns: sampleTaps(toPicture.x, columnCount, { step: columnStep, inputLength: picture.width }),
    rows: sampleTaps(toPicture.y, rowCount, { step: rowStep, inputLength: picture.height }),
    channels: toLumaChroma(room, { width: columnCount, height: rowCount, planes }).planes,
    reliability,
  };
}

/** Taps for every `step`-th pixel; where the picture is larger than the source they do not widen, nor need to. */
function sampleTaps(
  map: ImageMap['x'],
  length: number,
  { step, inputLength }: { step: number; inputLength: number },
): Taps {
  const all = tapsAlong(map, length * step, inputLength, LANCZOS_3);
  const starts = Int32Array.from({ length }, (_, i) => all.starts[i * step] ?? 0);
  const weights = new Float32Array(length * all.count);
  for (let i = 0; i < length; i += 1) {
    weights.set(all.weights.subarray(i * step * all.count, (i * step + 1) * all.count), i * all.count);
  }
  return { count: all.count, starts, weights };
}

export interface AmountsRequest {
  readonly image: FloatImage;
  readonly channel: number;
  readonly bands: readonly Float32Array[];
  readonly detail: Detail;
  readonly samples: Samples;
}

/**
 * A row of samples: their values, how busy the picture is there, then each band where activity is near a node, fading to
 * the neighbouring nodes; one line for each.
 */
export interface SampledRow {
  /** Address of the first line, and bytes from one to the next. */
  readonly lines: number;
  readonly stride: number;
}

/** Floats of a line, a multiple of four, with some more behind that are read and weigh nothing. */
const lineLength = (length: number) => 4 * Math.ceil(length / 4) + 8;

/** Rows of samples, one after the other in the same memory. */
export function rowSampler(room: Room, { image, channel, bands, detail, samples }: AmountsRequest) {
  const { rows } = samples;
  const { width } = image;
  const count = 2 + bands.length * ACTIVITY_NODES;
  const columns = rowTapsIn(room, samples.columns);
  const [length, sampledLength] = [lineLength(width), lineLength(samples.columns.starts.length)];
  const [lines, sampled] = [room.floats(count * length), room.floats(count * sampledLength)];
  const bandRows = room.addresses(bands.length);
  const plane = planeAt(image, channel);
  const { activity, places } = detail;
  const { from, to } = reachOf(samples.columns);
  const addRow = (row: number, weight: number) => {
    bands.forEach((band, index) => {
      bandRows[index] = band.byteOffset + 4 * row * width;
    });
    const half = 4 * (row >> 1) * activity.width;
    room.kernel.gatherRow(
      plane.byteOffset + 4 * row * width,
      activity.values.byteOffset + half,
      places.byteOffset + half,
      bandRows.byteOffset,
      bands.length,
      ACTIVITY_NODES,
      weight,
      lines.byteOffset,
      4 * length,
      from,
      to,
    );
  };
  return (row: number): SampledRow => {
    lines.fill(0);
    for (let tap = 0; tap < rows.count; tap += 1) {
      const weight = rows.weights[row * rows.count + tap] ?? 0;
      if (weight !== 0) addRow((rows.starts[row] ?? 0) + tap, weight);
    }
    for (let line = 0; line < count; line += 1) {
      room.kernel.weighAlong(
        lines.byteOffset + 4 * line * length,
        columns.starts.byteOffset,
        columns.weights.byteOffset,
        columns.groups,
        sampled.byteOffset + 4 * line * sampledLength,
        0,
        samples.columns.starts.length,
      );
    }
    return { lines: sampled.byteOffset, stride: 4 * sampledLength };
  };
}
