import type { Size } from '../../../src/domain/side.ts';
import { colourChannels, type Raster } from '../../images/raster.ts';
import { inRoom, type Room } from '../kernel/room.ts';
import { rowReader } from '../kernel/rowReader.ts';
import type { ImageMap } from './axisMap.ts';
import { emptyImage, type FloatImage, type Plane } from './floatImage.ts';
import { KeptRows, rowTapsIn, weighAlong } from './keptRows.ts';
import { type Kernel, reachOf, tapsAlong } from './taps.ts';

/** One plane seen through a map from output to input coordinates; it lies in the room. */
export function resamplePlane(room: Room, input: Plane, size: Size, map: ImageMap, kernel: Kernel): Plane {
  const { width, height } = input;
  const resampled = room.floats(size.width * size.height);
  room.briefly(() => {
    const { values } = room.held(input);
    const taps = tapsAlong(map.x, size.width, width, kernel);
    const across = rowTapsIn(room, taps);
    const down = tapsAlong(map.y, size.height, height, kernel);
    const weights = room.copied(down.weights);
    const rows = room.addresses(down.count);
    const line = room.floats(width);
    const { from, to } = reachOf(taps);
    for (let y = 0; y < size.height; y += 1) {
      for (let tap = 0; tap < down.count; tap += 1)
        rows[tap] = values.byteOffset + 4 * ((down.starts[y] ?? 0) + tap) * width;
      room.kernel.weighRows(
        rows.byteOffset,
        weights.byteOffset + 4 * y * down.count,
        down.count,
        line.byteOffset,
        from,
        to,
      );
      room.kernel.weighAlong(
        line.byteOffset,
        across.starts.byteOffset,
        across.weights.byteOffset,
        across.groups,
        resampled.byteOffset + 4 * y * size.width,
        0,
        size.width,
      );
    }
  });
  return { width: size.width, height: size.height, values: resampled };
}

/**
 * The colours of a raster seen through a map from output to input coordinates, in levels. What is transparent is laid
 * on white, as a provider gets it.
 */
export function resampleRaster(raster: Raster, size: Size, map: ImageMap, kernel: Kernel): FloatImage {
  const channels = colourChannels(raster);
  const image = emptyImage(size, channels);
  inRoom((room) => {
    const taps = tapsAlong(map.x, size.width, raster.width, kernel);
    const across = rowTapsIn(room, taps);
    const down = tapsAlong(map.y, size.height, raster.height, kernel);
    const read = rowReader(room, raster);
    const rows = image.planes.map(
      (_, channel) => new KeptRows(room, down, raster.width, (y, row) => read(y, channel, row)),
    );
    const line = room.floats(raster.width);
    const made = room.floats(size.width);
    const reach = reachOf(taps);
    for (let y = 0; y < size.height; y += 1) {
      image.planes.forEach((plane, channel) => {
        rows[channel]?.weigh(y, line, reach);
        weighAlong(room, line, across, made);
        plane.set(made, y * size.width);
      });
    }
  });
  return image;
}
